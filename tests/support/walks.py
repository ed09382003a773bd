"""Random receipts, terms and pauses for the properties of the clock."""

from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from procedures.timing import Pause, PausePolicy, TimeLimit, Unit
from tests.support.calendars import at, on, vietnam

CALENDAR = vietnam()

# The same examples on every machine and every day: a failure is never a matter of luck.
fixed = settings(deadline=None, derandomize=True, max_examples=150)

instants = st.datetimes(datetime(2019, 1, 1), datetime(2023, 6, 30)).map(  # noqa: DTZ001 - made aware
    lambda moment: at(moment.isoformat())
)
days = st.dates(on("2019-01-01"), on("2023-06-30"))
LARGEST = {
    Unit.WORKING_DAYS: 60,
    Unit.CALENDAR_DAYS: 90,
    Unit.WORKING_HOURS: 200,
    Unit.MONTHS: 6,
}
limits = st.sampled_from(Unit).flatmap(
    lambda unit: st.integers(1, LARGEST[unit]).map(lambda number: TimeLimit(number, unit))
)
working_days = st.integers(1, 60).map(lambda number: TimeLimit(number, Unit.WORKING_DAYS))
policies = st.sampled_from(PausePolicy)
lengths = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 1000)), max_size=4)


def after(start: datetime, spans: list[tuple[int, int]]) -> tuple[Pause, ...]:
    """Pauses that may overlap: each begins and lasts some hours."""
    begins = [start + timedelta(hours=offset) for offset, _hours in spans]
    return tuple(
        Pause(begin, begin + timedelta(hours=hours))
        for begin, (_offset, hours) in zip(begins, spans, strict=True)
    )
