"""Chuyển hồ sơ đang giải quyết sang quy trình mới, by a decision: seen before, then in chunks.

Each chunk is whole in a transaction with the place it reached: killed at any moment, it goes on.
What cannot be mapped stays under its version and is named; the same preview shows what is left.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from cases.agency_events import check_payload
from cases.models import Dossier, WorkflowMove
from cases.services.workflow_moving import Line, Plans, lines, move, running_under
from onecua.kernel.errors import BadInput, Refusal
from onecua.kernel.text import clean_line
from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import Actor, append
from onecua.people.acting import Acting
from onecua.people.models import Agency
from onecua.people.roles import Role
from onecua.people.services.errors import DecisionMissing
from procedures.models import WorkflowVersion
from procedures.timing import office_date

CHUNK = 200  # dossiers in one transaction
SHOWN = 200  # dossiers a preview lists by name
DECIDES = Role.PROVINCE_OFFICE


class OnlyTheOfficeMoves(Refusal):
    code = "only-the-office-moves"
    sentence = "Chỉ Văn phòng UBND tỉnh ghi nhận quyết định chuyển hồ sơ sang quy trình khác."
    status = 403


class NotOfOneProcedure(BadInput):
    code = "workflows-of-two-procedures"
    sentence = "Chọn một quy trình khác của cùng thủ tục để chuyển sang."


class DecidedLater(BadInput):
    code = "decided-later"
    sentence = "Ngày quyết định {given:%d/%m/%Y} chưa đến. Kiểm tra lại ngày của quyết định."


class NothingToMove(BadInput):
    code = "nothing-to-move"
    sentence = (
        "Không có hồ sơ nào chuyển được. Xem lý do ở từng hồ sơ, hoặc đánh dấu hồ sơ khác rồi thử "
        "lại."
    )


@dataclass(slots=True)
class Preview:
    """What a move would do now; nothing is written."""

    total: int = 0
    movable: int = 0
    shown: list[Line] = field(default_factory=list)  # who stays first: there is something to do

    @property
    def staying(self) -> int:
        return self.total - self.movable


def preview(old: WorkflowVersion, new: WorkflowVersion, agency: Agency, at: datetime) -> Preview:
    """Raises NotOfOneProcedure."""
    _same_procedure(old, new)
    found, moving = Preview(), list[Line]()
    for line in lines(running_under(old, agency.pk), Plans(old, new), at):
        found.total += 1
        found.movable += line.to is not None
        (moving if line.to else found.shown).append(line)
    found.shown = (found.shown + moving)[:SHOWN]
    return found


@transaction.atomic
def begin_move(
    *,
    old: WorkflowVersion,
    new: WorkflowVersion,
    agency: Agency,
    chosen: Collection[int] | None,
    decision: str,
    decided_on: date,
    acting: Acting,
    at: datetime,
) -> WorkflowMove:
    """The act; the job carries it on. chosen None: all that can be moved.

    Raises OnlyTheOfficeMoves, NotOfOneProcedure, DecisionMissing, DecidedLater, NothingToMove.
    """
    if acting.role != DECIDES:
        raise OnlyTheOfficeMoves
    _same_procedure(old, new)
    if not (number := clean_line(decision)):
        raise DecisionMissing("decision")
    if decided_on > office_date(at):
        raise DecidedLater("decided_on", given=decided_on)
    rows = running_under(old, agency.pk)
    if chosen is not None:
        rows = rows.filter(pk__in=list(chosen))
    ids = [line.dossier.pk for line in lines(rows, Plans(old, new), at) if line.to]
    if not ids:
        raise NothingToMove
    made = WorkflowMove.objects.create(
        from_workflow=old, to_workflow=new, agency=agency, decision=number, decided_on=decided_on,
        chosen=None if chosen is None else ids, asked_at=at, person_id=acting.person_id,
        post=acting.post_id, on_behalf_of=acting.on_behalf_of,
        total=rows.count() if chosen is None else len(ids),
    )  # fmt: skip
    facts: JsonObject = {
        "move": made.pk,
        "procedure": old.procedure.code,
        "from_workflow": old.number,
        "to_workflow": new.number,
        "agency": agency.pk,
        "decision": number,
        "decided_on": decided_on.isoformat(),
        "dossiers": len(ids),
    }
    _tell(made, "workflow_move_begun", facts, at, acting.agency_id)
    return made


def carry_on(move_id: int, now: datetime) -> bool:
    """One chunk further. False: it is done, or another worker is at it."""
    with transaction.atomic():
        found = (
            WorkflowMove.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("from_workflow__procedure", "to_workflow")
            .filter(pk=move_id, done_at=None)
            .first()
        )
        if found is None:
            return False
        rows = running_under(found.from_workflow, found.agency_id).filter(pk__gt=found.reached)
        if found.chosen is not None:
            rows = rows.filter(pk__in=found.chosen)
        locked = rows.select_for_update(of=("self",)).values_list("pk", flat=True)
        ids = list(locked[:CHUNK])
        plans = Plans(found.from_workflow, found.to_workflow)
        for line in lines(Dossier.objects.filter(pk__in=ids).order_by("pk"), plans, now):
            if line.to:
                move(line, found, now)
                found.moved += 1
        found.seen += len(ids)
        found.reached = ids[-1] if ids else found.reached
        if len(ids) < CHUNK:
            found.done_at = now
            _tell_the_end(found, now)
        found.save()
    return found.done_at is None


def carry_through(office_now: Callable[[], datetime]) -> int:
    """Whatever is unfinished, oldest first, to its end. Returns the number of chunks."""
    chunks = 0
    for each in WorkflowMove.objects.filter(done_at=None).order_by("pk"):
        while carry_on(each.pk, office_now()):
            chunks += 1
    return chunks


def _same_procedure(old: WorkflowVersion, new: WorkflowVersion) -> None:
    if old.procedure_id != new.procedure_id or old.pk == new.pk:
        raise NotOfOneProcedure("to_workflow")


def _tell_the_end(found: WorkflowMove, now: datetime) -> None:
    facts: JsonObject = {
        "move": found.pk,
        "procedure": found.from_workflow.procedure.code,
        "decision": found.decision,
        "moved": found.moved,
        "stayed": found.stayed,
    }
    _tell(found, "workflow_move_done", facts, now, found.agency_id)


def _tell(made: WorkflowMove, kind: str, facts: JsonObject, at: datetime, agency: int) -> None:
    """Begun in the stream of who decides, done in the stream of the agency whose dossiers it is."""
    check_payload(kind, facts)
    actor = Actor(made.person_id, made.post, made.on_behalf_of)
    append(agency, kind, facts, actor=actor, at=at)
