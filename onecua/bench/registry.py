"""Every measurement: its budget, and in words what it is measured against."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onecua.bench.pairs import Ratio
from onecua.bench.slips import one_slip


@dataclass(frozen=True, slots=True)
class Benchmark:
    run: Callable[[], Ratio]
    budget: float
    against: str


BENCHMARKS: Mapping[str, Benchmark] = {
    "slip": Benchmark(one_slip, 1.1, "một phiếu PDF / HTML(string).write_pdf() trần"),
}
