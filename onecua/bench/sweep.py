"""The sweep against the bare UPDATE of the same flags, and a minute in which nothing falls due.

One stock for all, of a million open dossiers; whatever is measured commits for real.
"""

from datetime import UTC, datetime
from functools import cache

from django.db import connection

from cases.services.sweep import sweep
from onecua.bench.pairs import Ratio, measure
from onecua.bench.slots import LARGE, Stock, stock

PAIRS, WARM_UP = 30, 3
IDLE_PAIRS = 100
WHOLE, WHOLE_PAIRS = 13, 3  # slots: 65,000 at once, as often as a million allows
BEFORE_ALL = datetime(2021, 3, 1, tzinfo=UTC)
_NOTHING = """
UPDATE cases_dossier SET late_said = generation
WHERE run = 'running' AND late_said < generation AND late_from < %s
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
    return measure(lambda: sweep(BEFORE_ALL), _bare_idle_minute, pairs=IDLE_PAIRS)


def idle_growth() -> Ratio:
    """The idle minute among a million against the same among ten thousand of them, in turn."""
    grown = _large()
    grown.copy_few()
    ratio = measure(
        lambda: _idle_minute("public"), lambda: _idle_minute("few, public"), pairs=IDLE_PAIRS
    )
    connection.close()  # and with it the path: what is measured next finds the million again
    return ratio


@cache
def _large() -> Stock:
    grown = stock()
    grown.grow(LARGE)
    return grown


def _idle_minute(path: str) -> None:
    """path: the schemas in which the sweep finds its tables."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET search_path = {path}")
    sweep(BEFORE_ALL)


def _bare_idle_minute() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NOTHING, [BEFORE_ALL])
        return len(cursor.fetchall())
