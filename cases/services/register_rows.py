"""The rows of a register from the dossiers and their events: three queries, however many rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from cases.models import Dossier
from cases.slip_contexts.register import RegisterRow
from cases.states import State
from onecua.kernel.vietnamese import count_words
from onecua.ledger.models import Event
from onecua.ledger.texts import read_texts
from onecua.people.models import Desk
from procedures.models import ConfiguredStep, WorkflowStep
from procedures.timing import office_time


def entered_at(desk: Desk) -> Q:
    """Whose register has the entry: after a reorganisation the desk is another."""
    return Q(entry_desk=desk) | Q(entry_desk=None, desk=desk)


AT_THE_DESK = "Tại quầy"


def register_rows(desk: Desk, year: int, first: int, last: int) -> list[RegisterRow]:
    """Entries first to last, in order; a dossier that was voided keeps its number, struck."""
    dossiers = list(
        Dossier.objects.filter(entered_at(desk), register_year=year, entry__range=(first, last))
        .select_related("applicant", "procedure", "agency")
        .order_by("entry")
    )
    leads = _lead_agencies(desk, {dossier.workflow_id for dossier in dossiers})
    ends = _last_words(dossiers)
    texts = read_texts(
        payload[name]["text"]
        for _, payload in ends.values()
        for name in ("recipient", "reason")
        if name in payload
    )
    return [_row(each, leads.get(each.workflow_id), ends.get(each.pk), texts) for each in dossiers]


def _row(
    dossier: Dossier, lead: str | None, end: tuple[Event, Any] | None,
    texts: Mapping[int, str | None],
) -> RegisterRow:  # fmt: skip
    person, due = dossier.applicant, dossier.promised_due
    returned = taken_by = note = ""
    if end is not None:
        event, payload = end
        on = f"{office_time(event.happened_at):%d/%m/%Y}"
        if event.kind == "returned":
            returned, taken_by = on, texts.get(payload["recipient"]["text"]) or ""
        else:
            note = f"Hủy tiếp nhận ngày {on}: {texts.get(payload['reason']['text']) or ''}"
    return RegisterRow(
        entry=dossier.entry or 0,
        code=dossier.code or "",
        procedure=dossier.procedure.title,
        sets=count_words(dossier.quantity),
        applicant=person.name,
        contact="; ".join(filter(None, (person.address, person.phone))),
        agency=lead or dossier.agency.name,
        received=f"{office_time(dossier.received_at):%d/%m/%Y}" if dossier.received_at else "",
        due=f"{office_time(due):%d/%m/%Y}" if due else "",
        returned=returned,
        way=AT_THE_DESK if returned else "",
        taken_by=taken_by,
        note=note or _how_it_ended(dossier),
        struck=dossier.state == State.VOIDED,
    )


def _how_it_ended(dossier: Dossier) -> str:
    ended = dossier.state in {State.WITHDRAWN, State.STOPPED}
    return State(dossier.state).label if ended else ""


def _last_words(dossiers: Sequence[Dossier]) -> dict[int, tuple[Event, Any]]:
    """The event that returned or voided each, with its payload."""
    events = Event.objects.filter(
        stream__in=[dossier.pk for dossier in dossiers], kind__in=["returned", "voided"]
    ).order_by("seq")
    return {event.stream: (event, event.data) for event in events}


def _lead_agencies(desk: Desk, workflows: set[int | None]) -> dict[int | None, str]:
    """Workflow -> the agency whose step brings the result."""
    rows = (
        ConfiguredStep.objects.filter(
            configuration__desk=desk,
            configuration__workflow__in=workflows - {None},
            step__evidence=WorkflowStep.Evidence.RESULT,
        )
        .order_by("-step__no")
        .values_list("configuration__workflow", "unit__agency__name")
    )
    return dict(rows)
