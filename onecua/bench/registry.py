"""Every measurement: its budget, and in words what it is measured against. Imports none of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Benchmark:
    """way: the function that measures. ground: those of one ground share a fresh database."""

    way: str
    budget: float
    against: str
    ground: str


BENCHMARKS: Mapping[str, Benchmark] = {
    "list": Benchmark(
        "onecua.bench.lists.list_page", 3,
        "trang 50 dòng của một đơn vị / 50 dòng ấy theo khóa chính", "demonstration",
    ),
    "detectors": Benchmark(
        "onecua.bench.detecting.nightly", 10,
        "đọc và xét 500 hồ sơ theo mọi quy tắc / đọc trần các sự kiện ấy", "demonstration",
    ),
    "receive": Benchmark(
        "onecua.bench.receiving.receiving", 5,
        "tiếp nhận một hồ sơ qua HTTP / view Django trần thêm một dòng", "desk",
    ),
    "slip": Benchmark(
        "onecua.bench.slips.one_slip", 1.1, "một phiếu PDF / HTML(string).write_pdf() trần", "desk"
    ),
    "slips": Benchmark(
        "onecua.bench.bulk.bulk", 1.15,
        "một phần in hàng loạt / WeasyPrint trần dàn và ghi cùng các trang", "desk",
    ),
    "due": Benchmark(
        "onecua.bench.dues.one_due_date", 0.05,
        "30 ngày làm việc qua Tết / workalendar.add_working_days", "desk",
    ),
    "due-long": Benchmark(
        "onecua.bench.dues.a_long_term", 1.5, "1.000 ngày làm việc / 30 ngày làm việc", "desk"
    ),
    "preview": Benchmark(
        "onecua.bench.catalogue.previewing", 5,
        "xem trước danh sách 2.700 thủ tục / openpyxl đọc cùng tệp", "catalogue",
    ),
    "typeahead": Benchmark(
        "onecua.bench.catalogue.typeahead", 3,
        "p95 tìm trong 3.000 thủ tục khi gõ / p95 view trần SELECT 1", "catalogue",
    ),
    "event": Benchmark(
        "onecua.bench.events.one_event", 1.5,
        "một giao dịch một sự kiện / INSERT trần cùng bảng", "ledger",
    ),
    "events": Benchmark(
        "onecua.bench.events.thousand_events", 5,
        "1.000 sự kiện một câu lệnh / INSERT trần", "ledger",
    ),
    "verify": Benchmark(
        "onecua.bench.verifying.whole_ledger", 2,
        "verify_ledger / vòng lặp trần đọc và băm cùng các dòng", "ledger",
    ),
    "calendar": Benchmark(
        "onecua.bench.calendars.move_open_dossiers", 3,
        "1.000 trong 100.000 hồ sơ đổi lịch, kèm sự kiện / UPDATE trần", "calendar",
    ),
    "sweep-idle": Benchmark(
        "onecua.bench.sweep.nothing_new", 3,
        "phút không có gì đến hạn, 1.000.000 hồ sơ mở / UPDATE không trúng dòng nào", "sweep",
    ),
    "sweep-flat": Benchmark(
        "onecua.bench.sweep.idle_growth", 1.26,
        "phút không có gì đến hạn, 1.000.000 / 10.000 hồ sơ mở: độ dốc 0,05", "sweep",
    ),
    "sweep": Benchmark(
        "onecua.bench.sweep.newly_late", 4,
        "5.000 mới quá hạn trong 1.000.000: cờ, sự kiện, dự thảo, thông báo / UPDATE", "sweep",
    ),
    "sweep-whole": Benchmark(
        "onecua.bench.sweep.whole_sweep", 4,
        "65.000 mới quá hạn một lần, như trên / UPDATE … RETURNING", "sweep",
    ),
}  # fmt: skip


def by_ground(names: Iterable[str]) -> list[list[str]]:
    """The benchmarks asked for, those that share a database together. Unknown names stand alone."""
    found: dict[str, list[str]] = {}
    for name in names or BENCHMARKS:
        ground = BENCHMARKS[name].ground if name in BENCHMARKS else name
        found.setdefault(ground, []).append(name)
    return list(found.values())
