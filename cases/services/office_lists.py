"""Lists that go with a pile: bundles from one unit to another, results on their way to the desk."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from cases.models import Dossier, Handover
from cases.services.corner import corner
from cases.slip_contexts.lists import ListContext, ListRow
from cases.states import State
from onecua.kernel.vietnamese import count_words, instant_words
from onecua.people.acting import Acting
from onecua.people.models import Desk, Person, Unit
from procedures.timing import office_time

MOST_ROWS = 1_000


def handover_list(*, giver: Unit, receiver: Unit, at: datetime) -> ListContext | None:
    """What one unit has given to another and that has not been confirmed. None: nothing."""
    pending = list(
        Handover.objects.filter(from_unit=giver, to_unit=receiver, outcome=Handover.Outcome.PENDING)
        .select_related("from_person", "dossier__applicant", "dossier__procedure")
        .order_by("dossier_id")[:MOST_ROWS]
    )
    if not pending:
        return None
    rows = tuple(
        _row(each.dossier, middle=count_words(each.dossier.quantity), last=_due(each.dossier))
        for each in pending
    )
    return _list(giver, receiver, rows, giver_name=pending[-1].from_person.full_name, at=at)


def result_list(*, giver: Unit, desk: Desk, acting: Acting, at: datetime) -> ListContext | None:
    """Results a unit has recorded and the desk has not yet. None: nothing."""
    ready = list(
        Dossier.objects.filter(
            holder_unit=giver, desk=desk, state=State.RESULT_READY, at_desk_since=None
        )
        .select_related("applicant", "procedure")
        .prefetch_related("results")
        .order_by("pk")[:MOST_ROWS]
    )
    if not ready:
        return None
    rows = tuple(
        _row(dossier, middle=_result_number(dossier), last=_due(dossier)) for dossier in ready
    )
    own = Person.objects.get(pk=acting.person_id).full_name if acting.unit_id == giver.pk else ""
    return _list(giver, desk.unit, rows, giver_name=own, at=at)


def _row(dossier: Dossier, *, middle: str, last: str) -> ListRow:
    return ListRow(
        code=str(dossier),
        applicant=dossier.applicant.name,
        procedure=dossier.procedure.short_title,
        middle=middle,
        last=last,
    )


def _list(
    giver: Unit, receiver: Unit, rows: Sequence[ListRow], *, giver_name: str, at: datetime
) -> ListContext:
    head = corner(giver.agency, at)
    return ListContext(
        issuer=head.issuer,
        place_date=head.place_date,
        moment=f"Lúc {instant_words(at)}",
        giver=_called(giver),
        giver_name=giver_name,
        receiver=_called(receiver),
        rows=tuple(rows),
        demonstration=settings.DEMONSTRATION,
    )


def _called(unit: Unit) -> str:
    return f"{unit.name}, {unit.agency.name}"


def _due(dossier: Dossier) -> str:
    due = dossier.appointed_due or dossier.promised_due
    return f"{office_time(due):%H:%M %d/%m/%Y}" if due else ""


def _result_number(dossier: Dossier) -> str:
    newest = max(dossier.results.all(), key=lambda result: result.version, default=None)
    if newest is None:
        return ""
    return f"{newest.number}–{newest.last_number}" if newest.last_number else newest.number
