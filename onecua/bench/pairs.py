"""PURE. Two ways of doing a thing, timed in turn; the ratio of their medians with an interval.

Machines are shared and noisy, so a wall time proves nothing; both sides of a pair meet the same
noise. A budget is missed only when the whole interval lies beyond it.
"""

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

RESAMPLES = 2_000
SEED = 2021
LOW, HIGH = 0.025, 0.975

Way = Callable[[], object]
Middle = Callable[[Sequence[float]], float]


@dataclass(slots=True)
class Ratio:
    ours: float  # medians, seconds
    bare: float
    value: float
    low: float  # 95 % of bootstrap resamples of the pairs
    high: float
    pairs: int
    note: str = ""  # volumes, whose page it is, flatness

    def misses(self, budget: float) -> bool:
        return self.low > budget


def measure(
    ours: Way, bare: Way, *, pairs: int = 40, warm_up: int = 5, of: Middle = statistics.median
) -> Ratio:
    """Interleaved: ours, bare, bare, ours, …; so that a drift of the machine favours nobody.

    of: what is compared of either side's times.
    """
    for _ in range(warm_up):
        ours()
        bare()
    times: list[tuple[float, float]] = []
    for number in range(pairs):
        first, second = (ours, bare) if number % 2 else (bare, ours)
        one, two = _time(first), _time(second)
        times.append((one, two) if number % 2 else (two, one))
    return ratio_of(times, of)


def ratio_of(times: Sequence[tuple[float, float]], of: Middle = statistics.median) -> Ratio:
    """times: (ours, bare) of each pair."""
    dice = random.Random(SEED)  # noqa: S311 - resampling, no secret
    resampled = sorted(_ratio(dice.choices(times, k=len(times)), of) for _ in range(RESAMPLES))
    return Ratio(
        ours=of([ours for ours, _ in times]),
        bare=of([bare for _, bare in times]),
        value=_ratio(times, of),
        low=resampled[int(LOW * RESAMPLES)],
        high=resampled[int(HIGH * RESAMPLES)],
        pairs=len(times),
    )


def _ratio(times: Sequence[tuple[float, float]], of: Middle) -> float:
    return of([ours for ours, _ in times]) / of([bare for _, bare in times])


def _time(way: Way) -> float:
    start = perf_counter()
    way()
    return perf_counter() - start
