"""Every measurement: its budget, and in words what it is measured against."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onecua.bench.lists import worklist_page
from onecua.bench.pairs import Ratio
from onecua.bench.reception import reception
from onecua.bench.slips import one_slip


@dataclass(frozen=True, slots=True)
class Benchmark:
    run: Callable[[], Ratio]
    budget: float
    against: str


BENCHMARKS: Mapping[str, Benchmark] = {
    "reception": Benchmark(
        reception, 5.0, "tiếp nhận qua HTTP / một view Django chèn một dòng"
    ),
    "worklist": Benchmark(
        worklist_page,
        3.0,
        "trang 50 dòng của một đơn vị trong 100.000 hồ sơ / danh sách Django trần của 50 dòng đó",
    ),
    "slip": Benchmark(one_slip, 1.25, "một phiếu PDF / HTML(string).write_pdf() trần"),
}
