"""The rows of a list: what a page of dossiers shows, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.deadline_words import DeadlineWords, instant, short_day, step_words
from cases.facts import ApologyState
from cases.models import Apology, Dossier, Handover, StepRun
from cases.querysets import is_secret_to, known_to
from cases.selectors.deadlines import deadline, stopped_since, went_late
from cases.states import State
from cases.working_words import spell
from onecua.people.acting import Acting
from procedures.calendars import working_calendar

_COLUMNS = (
    "code", "contact", "version", "state", "run", "legal_due", "appointed_due", "late_from",
    "soon_from", "ended_at", "timeliness", "calendar_revision", "step_due", "held_since",
    "at_desk_since", "received_at", "submitted_at", "generation", "rescheduled",
    "procedure__short_title", "procedure__confidential", "applicant__name", "holder_unit__name",
    "holder_person__full_name",
)  # fmt: skip
_NO_NAME = "Hồ sơ bảo mật"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list, in words."""

    pk: int
    version: int
    code: str
    prefix: str  # quiet; the last block is the name
    last: str
    deadline: DeadlineWords
    step: str
    step_late: str  # "chậm 3 giờ", or nothing
    procedure: str
    applicant: str
    holder: str
    mine: bool
    held: str  # how long, in working time
    received: str
    due: str
    due_full: str
    owes: bool
    apology: str
    secret: bool  # confidential: this post counts it and opens nothing of it

    @property
    def picked(self) -> str:
        """What a checkbox sends: a form that has become stale is noticed row by row."""
        return f"{self.pk}.{self.version}"


def rows_of(keys: Sequence[int], acting: Acting, now: datetime) -> list[Row]:
    """In the order of the keys. Once more through the only door, whoever found the keys."""
    dossiers = (
        known_to(acting)
        .filter(pk__in=keys)
        .select_related("procedure", "applicant", "holder_unit", "holder_person")
        .only(*_COLUMNS)
    )
    found = {dossier.pk: dossier for dossier in dossiers}
    shown = [found[key] for key in keys if key in found]
    stopped, steps, apologies = stopped_since(shown), steps_of(keys), apologies_of(shown)
    return [
        _row(
            dossier,
            deadline(dossier, now, stopped_at=stopped.get(dossier.pk)),
            steps.get(dossier.pk, State(dossier.state).label),
            apologies.get(dossier.pk, ApologyState.NONE),
            acting,
            now,
        )
        for dossier in shown
    ]


def steps_of(keys: Sequence[int]) -> Mapping[int, str]:
    """Where each stands: its open step, or the unit that has not yet taken it over."""
    runs = StepRun.objects.filter(dossier__in=keys, ended_at=None)
    waits = Handover.objects.filter(dossier__in=keys, outcome=Handover.Outcome.PENDING)
    return dict(runs.values_list("dossier", "name")) | {
        dossier: f"Chờ {unit} nhận"
        for dossier, unit in waits.values_list("dossier", "to_unit__name")
    }


def apologies_of(dossiers: Sequence[Dossier]) -> Mapping[int, ApologyState]:
    """Of the deadline that counts now; a reschedule keeps the apology that led to it."""
    known = {dossier.pk: dossier for dossier in dossiers if dossier.generation}
    rows = (
        Apology.objects.filter(dossier__in=known)
        .exclude(state=ApologyState.WITHDRAWN)
        .order_by("generation")
        .values_list("dossier", "generation", "state")
    )
    return {
        pk: ApologyState(state)
        for pk, generation, state in rows
        if known[pk].rescheduled or generation == known[pk].generation
    }


_APOLOGY: Mapping[ApologyState, str] = {
    ApologyState.DRAFTED: "có dự thảo phiếu xin lỗi",
    ApologyState.COMPLETED: "phiếu xin lỗi chờ ký",
    ApologyState.ISSUED: "đã có phiếu xin lỗi",
}


def _brief(words: str, most: int) -> str:
    """The larger unit is enough in a list: "4 ngày"."""
    return " ".join(words.split()[:most]) or "dưới 1 giờ"


def _row(
    dossier: Dossier,
    words: DeadlineWords,
    step: str,
    apology: ApologyState,
    acting: Acting,
    now: datetime,
) -> Row:
    code = str(dossier)
    prefix, _, last = code.rpartition("-")
    calendar = working_calendar(dossier.calendar_revision)
    own = step_words(dossier.step_due, calendar, now) if dossier.run == "running" else None
    person, unit = dossier.holder_person, dossier.holder_unit
    mine = person is not None and person.pk == acting.person_id
    received = dossier.received_at or dossier.submitted_at
    secret = is_secret_to(dossier, acting)
    return Row(
        pk=dossier.pk,
        version=dossier.version,
        code=code,
        prefix=f"{prefix.rpartition('-')[2]}-",
        last=last,
        deadline=words,
        step=step,
        step_late=_brief(own.text, 3) if own and own.late else "",
        procedure=dossier.procedure.short_title,
        applicant=_NO_NAME if secret else dossier.applicant.name,
        holder="tôi" if mine else person.full_name if person else unit.name if unit else "–",
        mine=mine,
        held=_brief(spell(dossier.held_since, now, calendar), 2) if dossier.held_since else "–",
        received=short_day(received),
        due=short_day(dossier.appointed_due),
        due_full=instant(dossier.appointed_due),
        owes=went_late(dossier, now) and apology is not ApologyState.ISSUED,
        apology=_APOLOGY.get(apology, ""),
        secret=secret,
    )
