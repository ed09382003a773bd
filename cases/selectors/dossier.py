"""Everything the dossier's page shows, made into words once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.deadline_words import DeadlineWords, instant, words_of
from cases.facts import ApologyState
from cases.history import clock_events, limit_of, reading
from cases.models import Dossier
from cases.permissions import may
from cases.services.look import facts_of, relations_of
from cases.states import ACTS, Act, State, is_lawful
from onecua.people.acting import Acting
from procedures.calendars import working_calendar
from procedures.timing import DayLine, explain


@dataclass(frozen=True, slots=True)
class ClockView:
    words: DeadlineWords
    promised: str
    legal: str
    appointed: str
    projection: str
    days: Sequence[DayLine]


def deadline(dossier: Dossier, now: datetime) -> DeadlineWords:
    return words_of(
        run=dossier.run,
        timeliness=dossier.timeliness,
        due=dossier.legal_due,
        late_from=dossier.late_from,
        soon_from=dossier.soon_from,
        calendar=working_calendar(dossier.calendar_revision),
        now=now,
    )


def clock_view(dossier: Dossier, now: datetime) -> ClockView | None:
    """The three dates and the walk day by day; None for a dossier that has no clock."""
    limit = limit_of(dossier)
    if limit is None:
        return None
    clock = reading(dossier, clock_events(dossier.pk), now)
    if clock.started_at is None:
        return None
    calendar = working_calendar(clock.calendar_revision)
    days = (
        explain(clock.started_at, limit, calendar, [p for p in clock.pauses if p.to])
        if clock.legal_due
        else ()
    )
    return ClockView(
        words=deadline(dossier, now),
        promised=instant(dossier.promised_due),
        legal=instant(dossier.legal_due),
        appointed=instant(dossier.appointed_due),
        projection=instant(clock.projection.at) if clock.projection else "",
        days=days,
    )


def available_acts(dossier: Dossier, acting: Acting, now: datetime) -> list[Act]:
    """Lawful from here and allowed to this post: what the page offers, and nothing else."""
    facts, relations = facts_of(dossier, now), relations_of(dossier, acting)
    return [
        act
        for act in ACTS.values()
        if is_lawful(act, State(dossier.state), facts) and may(act.name, acting.role, relations)
    ]


def owes_apology(dossier: Dossier, now: datetime) -> bool:
    """Nợ phiếu: past the legal due date, without an issued apology."""
    late = dossier.timeliness == Dossier.Timeliness.LATE or (
        not dossier.ended_at and dossier.late_from is not None and dossier.late_from <= now
    )
    return late and not dossier.apologies.filter(state=ApologyState.ISSUED).exists()
