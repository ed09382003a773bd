"""Every measurement: its budget, and in words what it is measured against."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onecua.bench.events import one_event, thousand_events
from onecua.bench.lists import list_page
from onecua.bench.pairs import Ratio
from onecua.bench.receiving import receiving
from onecua.bench.slips import one_slip
from onecua.bench.verifying import whole_ledger


@dataclass(frozen=True, slots=True)
class Benchmark:
    run: Callable[[], Ratio]
    budget: float
    against: str


BENCHMARKS: Mapping[str, Benchmark] = {
    "list": Benchmark(list_page, 3, "trang 50 dòng của một đơn vị / 50 dòng ấy theo khóa chính"),
    "receive": Benchmark(
        receiving, 5, "tiếp nhận một hồ sơ qua HTTP / view Django trần thêm một dòng"
    ),
    "slip": Benchmark(one_slip, 1.1, "một phiếu PDF / HTML(string).write_pdf() trần"),
    "event": Benchmark(one_event, 1.5, "một giao dịch một sự kiện / INSERT trần cùng bảng"),
    "events": Benchmark(thousand_events, 5, "1.000 sự kiện một câu lệnh / INSERT trần"),
    "verify": Benchmark(whole_ledger, 2, "verify_ledger / vòng lặp trần đọc và băm cùng các dòng"),
}
