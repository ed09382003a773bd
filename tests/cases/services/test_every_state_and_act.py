"""Every state × every act: it works and the event says so, or it is refused with the right code."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from cases.models import Dossier, Slip
from cases.permissions import may
from cases.services import (
    apology,
    branches,
    ending,
    handover,
    intake,
    note,
    parts,
    pause,
    result,
    signatures,
    slips,
    steps,
    supplement,
)
from cases.services.check import check_clocks
from cases.services.errors import ActRefused, NotAllowed
from cases.services.files import keep
from cases.services.look import facts_of, relations_of
from cases.services.print_errors import NoSuchSlip
from cases.states import ACTS, Act, State, is_lawful
from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from onecua.people.acting import Acting
from onecua.people.models import Agency
from procedures.timing import office_date
from tests.support.lives import LIVES, a_result
from tests.support.office import Office

pytestmark = pytest.mark.django_db(transaction=True)

Arguments = Callable[[Office], Mapping[str, Any]]


def nothing(_office: Office) -> Mapping[str, Any]:
    return {}


def document(_office: Office) -> Mapping[str, Any]:
    return {"document": "15/TB"}


def why(_office: Office) -> Mapping[str, Any]:
    return {"reason": "Có lý do"}


def in_two_weeks(office: Office) -> Mapping[str, Any]:
    return {"reason": "Quá tải", "new_due_on": office_date(office.now) + timedelta(days=14)}


COMMANDS: Mapping[str, tuple[Callable[..., Any], Arguments]] = {
    "accept": (intake.accept_submitted, lambda office: {"intake": office.intake()}),
    "void_intake": (intake.void_intake, why),
    "hand_over": (handover.hand_over, nothing),
    "confirm": (handover.confirm, nothing),
    "decline": (handover.decline, why),
    "assign": (handover.assign, lambda office: {"person_id": office["officer2"].person_id}),
    "complete_step": (steps.complete_step, nothing),
    "send_back": (steps.send_back, lambda _office: {"to_step": 1, "reason": "Thiếu chữ ký"}),
    "request_supplement": (
        supplement.request_supplement,
        lambda office: {
            "missing": "Giấy ủy quyền",
            "reason": "Chưa nộp",
            "answer_by": office_date(office.now) + timedelta(days=10),
        },
    ),
    "receive_supplement": (supplement.receive_supplement, nothing),
    "require_payment": (pause.require_payment, document),
    "record_payment": (pause.record_payment, document),
    "suspend": (pause.suspend, lambda _o: {"ground": "council", "document": "15/TB"}),
    "resume": (pause.resume, document),
    "consult": (
        branches.consult,
        lambda _o: {
            "agency_id": Agency.objects.get(kind="district").pk,
            "days": 3,
            "question": "Ý kiến?",
        },
    ),
    "answer": (branches.answer, lambda _o: {"answer": "Đồng ý"}),
    "finish_part": (parts.finish_part, lambda _o: {"opinion": "Đồng ý"}),
    "close_parts": (parts.close_parts, why),
    "record_result": (result.record_result, lambda office: {"result": a_result(office)}),
    "refuse": (result.refuse, lambda _o: {"reason": "Không đủ điều kiện", "legal_basis": "Đ 5"}),
    "arrive_at_desk": (result.arrive_at_desk, nothing),
    "return_result": (
        result.return_result,
        lambda _o: {"recipient": "A Glưn", "proof": "CCCD", "recipient_is_owner": True},
    ),
    "withdraw": (ending.withdraw, lambda _o: {"reason": "Đổi ý", "document": "Đơn"}),
    "stop": (
        ending.stop,
        lambda _o: {"ground": "court", "document": "1/QĐ", "reason": "Tòa thụ lý"},
    ),
    "draft_apology": (apology.draft_apology, nothing),
    "complete_apology": (apology.complete_apology, in_two_weeks),
    "sign_apology": (apology.sign_apology, in_two_weeks),
    "withdraw_apology": (apology.withdraw_apology, why),
    "reschedule": (apology.reschedule, nothing),
    "note": (note.note, lambda _o: {"text": "Đã gọi điện cho người nộp"}),
    "reprint": (
        slips.reprint,
        lambda _o: {"slip_id": Slip.objects.values_list("pk", flat=True).first() or 1},
    ),
    "keep_scan": (
        signatures.keep_scan,
        lambda _o: {
            "slip_id": Slip.objects.values_list("pk", flat=True).first() or 1,
            "file": keep(b"%PDF-1.7 a scan", "application/pdf"),
        },
    ),
}
ONLY_AT_THE_COUNTER = {"submit", "guide", "refuse_intake", "complete_at_once"}  # make a new dossier


def test_every_act_is_tried() -> None:
    assert set(COMMANDS) | ONLY_AT_THE_COUNTER == set(ACTS)


@pytest.mark.parametrize("state", State)
def test_each_act_works_from_here_or_is_refused(office: Office, state: State) -> None:
    dossier = LIVES[state](office)
    dossier.refresh_from_db()
    assert dossier.state == state
    for name in COMMANDS:
        with transaction.atomic():
            _try(office, Dossier.objects.get(pk=dossier.pk), ACTS[name])
            transaction.set_rollback(True)
    assert list(verify_ledger()) == []
    assert list(check_clocks(office.now)) == []


def _try(office: Office, dossier: Dossier, act: Act) -> None:
    acting = _who_may(office, dossier, act)
    lawful = is_lawful(act, State(dossier.state), facts_of(dossier, office.now))
    command, arguments = COMMANDS[act.name]
    before = Event.objects.filter(stream=dossier.pk).count()
    try:
        command(
            dossier_id=dossier.pk,
            acting=acting or office["far_officer"],
            at=office.now,
            **arguments(office),
        )
    except NoSuchSlip:
        assert not dossier.slips.exists()
    except (ActRefused, NotAllowed):
        assert not lawful or acting is None, f"{act.name} from {dossier.state}"
        assert Event.objects.filter(stream=dossier.pk).count() == before
    else:
        assert lawful
        assert acting
        dossier.refresh_from_db()
        if act.target:
            assert dossier.state == act.target
        events = Event.objects.filter(stream=dossier.pk).order_by("seq")[before:]
        assert act.event in {event.kind for event in events}


def _who_may(office: Office, dossier: Dossier, act: Act) -> Acting | None:
    for acting in office.people.values():
        if may(act.name, acting.role, relations_of(dossier, acting)):
            return acting
    return None


def test_the_whole_demonstrations_states_are_reached() -> None:
    assert set(LIVES) == set(State)
