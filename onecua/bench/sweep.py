"""The sweep against the bare UPDATE of the same flags, and a minute in which nothing falls due.

One stock for all: ten thousand open dossiers first, then a million. Each commits for real.
"""

from datetime import UTC, datetime
from functools import cache

from django.db import connection

from cases.services.sweep import sweep
from onecua.bench.pairs import Ratio, measure
from onecua.bench.slots import LARGE, SMALL, Stock, stock

PAIRS, WARM_UP = 30, 3
IDLE_PAIRS = 100
WHOLE, WHOLE_PAIRS = 13, 3  # slots: 65,000 at once, as often as a million allows
BEFORE_ALL = datetime(2021, 3, 1, tzinfo=UTC)
_NOTHING = """
UPDATE cases_dossier SET late_said = generation
WHERE run = 'running' AND NOT rescheduled AND late_said < generation AND late_from < %s
RETURNING id
"""


def newly_late() -> Ratio:
    """One transaction of the sweep: 5,000 newly late among a million."""
    grown = _large()
    return measure(grown.sweep, grown.bare, pairs=PAIRS, warm_up=WARM_UP)


def whole_sweep() -> Ratio:
    """65,000 newly late among a million, by one call."""
    grown = _large()
    return measure(
        lambda: grown.sweep(WHOLE), lambda: grown.bare(WHOLE), pairs=WHOLE_PAIRS, warm_up=0
    )


def nothing_new() -> Ratio:
    """A minute in which nothing falls due, among a million open dossiers."""
    _large()
    return _idle()


def idle_growth() -> Ratio:
    """The idle minute among a million and among ten thousand, each in units of its own bare way,
    for the two cannot be interleaved. The interval is the widest the two give.
    """
    small = _idle_among_few()
    _large()
    large = _idle()
    return Ratio(
        ours=large.ours,
        bare=small.ours,
        value=large.value / small.value,
        low=large.low / small.high,
        high=large.high / small.low,
        pairs=large.pairs,
    )


@cache
def _large() -> Stock:
    """Few are measured before they become many."""
    _idle_among_few()
    grown = stock()
    grown.grow(LARGE)
    return grown


@cache
def _idle_among_few() -> Ratio:
    stock().grow(SMALL)
    return _idle()


def _idle() -> Ratio:
    return measure(lambda: sweep(BEFORE_ALL), _bare_idle_minute, pairs=IDLE_PAIRS)


def _bare_idle_minute() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NOTHING, [BEFORE_ALL])
        return len(cursor.fetchall())
