"""A workflow's way to its decision: drafted, edited, submitted, sent back or approved.

TT 01/2018/TT-VPCP Đ8: the agency drafts and submits; the Chairman of the province approves, and
his office (Văn phòng UBND tỉnh) records the decision. Who submitted never approves.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from onecua.kernel.errors import BadInput, Refusal
from onecua.kernel.text import clean_line
from onecua.ledger.canonical import JsonObject, JsonValue
from onecua.people.acting import Acting
from onecua.people.models import Agency
from onecua.people.rights import agencies_of
from onecua.people.roles import Role
from onecua.people.services.errors import DecisionMissing, NotToOneself, OutOfReach
from procedures.importers.desk_files import StepFacts
from procedures.models import Procedure, WorkflowDraft, WorkflowVersion
from procedures.selectors_workflows import checked, steps_of
from procedures.services._record import record
from procedures.services.workflows import Approval, approve
from procedures.workflow_checks import stopping
from procedures.workflow_text import digest, kept, read

State = WorkflowDraft.State
MOST_STEPS = 60


class DraftOpenAlready(Refusal):
    code = "draft-open-already"
    sentence = "{agency} đang soạn quy trình của thủ tục này rồi. Mở bản thảo đó để sửa tiếp."


class DraftMoved(Refusal):
    code = "draft-moved"
    sentence = (
        "Bản thảo đã được sửa ở nơi khác (lần {now}, bạn đang xem lần {seen}), nên chưa lưu. "
        "Tải lại trang rồi sửa lại."
    )


class DraftNotThere(Refusal):
    code = "draft-not-there"
    sentence = "Bản thảo đang ở trạng thái “{state}”, không thực hiện được việc này."


class DraftFaulty(BadInput):
    code = "draft-faulty"
    sentence = "Quy trình còn {count} lỗi. {first}"


class TooManySteps(BadInput):
    code = "too-many-steps"
    sentence = "Quy trình có nhiều nhất {most} bước."


class OnlyTheOffice(Refusal):
    code = "only-the-office"
    sentence = "Chỉ Văn phòng UBND tỉnh ghi nhận quyết định phê duyệt quy trình."
    status = 403


class ReasonWanted(BadInput):
    code = "reason-wanted"
    sentence = "Cần ghi lý do trả lại để nơi soạn biết sửa gì."


class ApprovedLater(BadInput):
    code = "approved-later"
    sentence = "Ngày phê duyệt {given:%d/%m/%Y} chưa đến. Kiểm tra lại ngày của quyết định."


@transaction.atomic
def start(
    *,
    agency: Agency,
    procedure: Procedure,
    based_on: WorkflowVersion | None,
    acting: Acting,
    at: datetime,
) -> WorkflowDraft:
    """Begin with the steps of an approved version, or with none.

    Raises OutOfReach, DraftOpenAlready.
    """
    if not agencies_of(acting).filter(pk=agency.pk).exists():
        raise OutOfReach(what=agency.name)
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    if WorkflowDraft.objects.filter(agency=agency, procedure=procedure, approved=None).exists():
        raise DraftOpenAlready(agency=agency.name)
    draft = WorkflowDraft.objects.create(
        agency=agency, procedure=procedure, based_on=based_on, changed_at=at,
        steps=kept(steps_of(based_on)) if based_on else [],
    )  # fmt: skip
    _tell(draft, "workflow_drafted", acting, at, based_on=based_on.number if based_on else None)
    return draft


@transaction.atomic
def save(
    *, draft: WorkflowDraft, edition: int, steps: Sequence[StepFacts], acting: Acting, at: datetime
) -> WorkflowDraft:
    """The whole table at once, numbered anew from 1. Faults are allowed until it is submitted.

    Raises OutOfReach, DraftNotThere, DraftMoved, TooManySteps.
    """
    draft = _held(draft, State.DRAFT, acting)
    if draft.edition != edition:
        raise DraftMoved(now=draft.edition, seen=edition)
    if len(steps) > MOST_STEPS:
        raise TooManySteps(most=MOST_STEPS)
    numbered = [replace(step, no=no) for no, step in enumerate(steps, 1)]
    if kept(numbered) == draft.steps:
        return draft
    _set(draft, at, steps=kept(numbered), edition=edition + 1)
    _tell(
        draft, "workflow_edited", acting, at, edition=draft.edition, steps=len(numbered),
        digest=digest(numbered),
    )  # fmt: skip
    return draft


@transaction.atomic
def discard(*, draft: WorkflowDraft, edition: int, acting: Acting, at: datetime) -> None:
    """Bỏ bản thảo: before it is submitted, by who may write it. Its event keeps the fingerprint.

    Raises OutOfReach, DraftNotThere, DraftMoved.
    """
    draft = _held(draft, State.DRAFT, acting)
    if draft.edition != edition:
        raise DraftMoved(now=draft.edition, seen=edition)
    steps = read(draft.steps)
    _tell(
        draft, "workflow_discarded", acting, at, edition=edition, steps=len(steps),
        digest=digest(steps),
    )  # fmt: skip
    draft.delete()


@transaction.atomic
def submit(*, draft: WorkflowDraft, acting: Acting, at: datetime) -> WorkflowDraft:
    """Raises OutOfReach, DraftNotThere, DraftFaulty: the first fault names its step."""
    draft = _held(draft, State.DRAFT, acting)
    steps = _sound(draft, at)
    _set(draft, at, state=State.SUBMITTED, submitted_by_id=acting.person_id, sent_back="")
    _tell(draft, "workflow_submitted", acting, at, edition=draft.edition, digest=digest(steps))
    return draft


@transaction.atomic
def send_back(*, draft: WorkflowDraft, reason: str, acting: Acting, at: datetime) -> WorkflowDraft:
    """Raises OnlyTheOffice, DraftNotThere, ReasonWanted."""
    draft = _held(draft, State.SUBMITTED, acting, mine=_is_the_office)
    if not (words := clean_line(reason)):
        raise ReasonWanted("reason")
    _set(draft, at, state=State.DRAFT, sent_back=words)
    _tell(draft, "workflow_sent_back", acting, at, reason=words)
    return draft


@transaction.atomic
def approve_draft(
    *, draft: WorkflowDraft, decision: str, approved_on: date, acting: Acting, at: datetime
) -> WorkflowVersion:
    """By the decision: the steps become the procedure's next version, which never changes.

    Raises OnlyTheOffice, NotToOneself, DraftNotThere, DecisionMissing, ApprovedLater, DraftFaulty,
    WorkflowRefused.
    """
    draft = _held(draft, State.SUBMITTED, acting, mine=_is_the_office)
    if draft.submitted_by_id in {acting.person_id, acting.on_behalf_of}:
        raise NotToOneself(what="phê duyệt quy trình mình trình")
    if not (number := clean_line(decision)):
        raise DecisionMissing("decision")
    if approved_on > localdate(at):
        raise ApprovedLater("approved_on", given=approved_on)
    steps = _sound(draft, at)
    office = Agency.objects.get(pk=acting.agency_id)
    approval = Approval(number, approved_on, office)
    done = approve({draft.procedure.code: steps}, approval, actor=acting.actor, at=at)
    if not done:
        raise DraftFaulty(
            "decision", count=1, first=f"Quyết định {number} đã phê duyệt quy trình của thủ tục "
            "này rồi: kiểm tra lại số quyết định.",
        )  # fmt: skip
    version = done[0]
    _set(draft, at, state=State.APPROVED, approved_id=version.pk)
    _tell(
        draft, "workflow_accepted", acting, at, workflow=version.number, approval=number,
        digest=digest(steps),
    )  # fmt: skip
    return version


def _reaches(draft: WorkflowDraft, acting: Acting) -> None:
    if not agencies_of(acting).filter(pk=draft.agency_id).exists():
        raise OutOfReach(what=draft.agency.name)


def _is_the_office(_draft: WorkflowDraft, acting: Acting) -> None:
    if acting.role != Role.PROVINCE_OFFICE:
        raise OnlyTheOffice


def _held(
    draft: WorkflowDraft,
    state: str,
    acting: Acting,
    *,
    mine: Callable[[WorkflowDraft, Acting], None] = _reaches,
) -> WorkflowDraft:
    """Locked, in the state the act begins from, by who may."""
    mine(draft, acting)
    rows = WorkflowDraft.objects.select_related("agency", "procedure")
    held = rows.select_for_update(of=("self",), no_key=True).get(pk=draft.pk)
    if held.state != state:
        raise DraftNotThere(state=State(held.state).label)
    return held


def _sound(draft: WorkflowDraft, at: datetime) -> tuple[StepFacts, ...]:
    steps = read(draft.steps)
    if faults := stopping(checked(steps, draft.procedure, draft.agency, at)):
        raise DraftFaulty(count=len(faults), first=faults[0].words)
    return steps


def _set(draft: WorkflowDraft, at: datetime, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(draft, name, value)
    draft.changed_at = at
    draft.save(update_fields=[*facts, "changed_at"])


def _tell(
    draft: WorkflowDraft, kind: str, acting: Acting, at: datetime, **facts: JsonValue
) -> None:
    """In the stream of the agency that writes it."""
    payload: JsonObject = {"draft": draft.pk, "procedure": draft.procedure.code, **facts}
    record(draft.agency, kind, payload, actor=acting.actor, at=at)
