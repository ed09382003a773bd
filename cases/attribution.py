"""PURE. Whose the lateness of a whole dossier is: by step and agency, with an exact remainder.

Each step and each parallel branch answers for the overrun of its own term. Together they never
answer for more than the dossier is late: what was overrun and made good elsewhere is taken off all
of them in proportion. What no own term explains (waits for a handover, steps without a term) is the
remainder, a line of its own. The sum of all lines is the lateness, to the microsecond.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.clock_face import Attribution, BranchReading, ClockReading, Line, StepReading
from cases.clock_reading import Facts

_GRAIN = timedelta.resolution


@dataclass(frozen=True, slots=True)
class _Overrun:
    agency: int
    unit: int
    step: int
    branch: int | None
    overrun: timedelta


def attribute(
    whole: ClockReading,
    steps: Sequence[StepReading],
    branches: Sequence[BranchReading],
    facts: Facts,
    as_of: datetime,
) -> Attribution | None:
    """None for a dossier that is not late. In working time, from the instant it became late."""
    if not whole.is_late or whole.late_from is None:
        return None
    calendar = facts.calendars[whole.calendar_revision]
    end = whole.ended_at or as_of
    total = calendar.working_time(whole.late_from, end)
    found = [*_of_steps(steps, whole), *_of_branches(branches, facts, as_of)]
    parts = shares(total, [each.overrun for each in found])
    lines: dict[tuple[int, int, int, int | None], timedelta] = {}
    for each, part in zip(found, parts, strict=True):
        key = (each.agency, each.unit, each.step, each.branch)
        lines[key] = lines.get(key, timedelta()) + part
    return Attribution(
        total=total,
        lines=tuple(Line(*key, part) for key, part in lines.items() if part),
        remainder=total - sum(parts, timedelta()),
    )


def shares(total: timedelta, overruns: Sequence[timedelta]) -> list[timedelta]:
    """Of the total, for each overrun: itself, or its part where they are more than the total.

    Rounded on the running sum, so that the parts of a full division add up to the total exactly.
    """
    whole = sum(overruns, timedelta())
    if whole <= total:
        return list(overruns)
    parts, reached, given = [], timedelta(), 0
    for overrun in overruns:
        reached += overrun
        now = (total // _GRAIN) * (reached // _GRAIN) // (whole // _GRAIN)
        parts.append((now - given) * _GRAIN)
        given = now
    return parts


def _of_steps(steps: Sequence[StepReading], whole: ClockReading) -> Iterator[_Overrun]:
    """Only of the present walk: what was overrun before a term began again is over and done."""
    for each in steps:
        past = each.ended_at and whole.started_at and each.ended_at <= whole.started_at
        if each.overrun and not past:
            yield _Overrun(each.agency, each.unit, each.step, None, each.overrun)


def _of_branches(
    branches: Sequence[BranchReading], facts: Facts, as_of: datetime
) -> Iterator[_Overrun]:
    """The lead agency's part is the dossier itself: its steps have answered already."""
    for each in branches:
        clock = each.clock
        if each.lead or not clock.is_late or clock.late_from is None:
            continue
        overrun = facts.calendars[clock.calendar_revision].working_time(
            clock.late_from, clock.ended_at or as_of
        )
        yield _Overrun(each.agency, each.unit, each.step, each.branch, overrun)
