"""Public lookup, for the page and the API: a code gives how far it is, with mã kiểm tra the rest.

No name in any form. Ten wrong check codes lock that code for an hour; a wrong code and a wrong
check code are one and the same answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.crypto import constant_time_compare

from cases.models import Dossier
from cases.querysets import typed
from cases.selectors.timeline import public_timeline
from cases.states import STATES, State
from onecua.kernel.checkcode import as_typed
from onecua.kernel.errors import Refusal
from onecua.ledger.models import Event
from onecua.people import attempts
from onecua.people.attempts import Limit

LOOKUP = Limit("lookup", most=10, locked_for=timedelta(hours=1))
LONGEST_CODE = 40
AN_END = ("agency_succeeded", "agency_closed")
STAGES = ("Tiếp nhận", "Giải quyết", "Có kết quả", "Kết quả về quầy", "Trả kết quả")
_REACHED = {State.SUBMITTED: 0, State.RETURNED: len(STAGES)} | dict.fromkeys(
    (State.RECEIVED, State.PROCESSING, State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT,
     State.SUSPENDED), 1,
)  # fmt: skip
_WITH = ("holder_unit__agency", "procedure", "desk", "agency", "continuing")


class NotFound(Refusal):
    code = "lookup-not-found"
    sentence = (
        "Không tìm thấy hồ sơ với mã và mã kiểm tra này. Kiểm tra lại trên giấy hẹn, "
        "hoặc hỏi bộ phận đã tiếp nhận hồ sơ."
    )
    status = 404


class Locked(Refusal):
    code = "lookup-locked"
    sentence = "Mã hồ sơ này đã bị nhập sai nhiều lần. Thử lại sau một giờ, hoặc hỏi tại quầy."
    status = 429


class Line(NamedTuple):
    when: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Told:
    """To who holds the slip. The dates are the ledger's: the printed promise can be checked."""

    holder: str  # unit and agency, while it lies with somebody
    since: datetime | None
    promised: datetime | None
    legal: datetime | None
    appointed: datetime | None
    returned: datetime | None  # the result is in the citizen's hands
    lines: Sequence[Line]
    procedure: str  # "" where the procedure is confidential
    desk: str
    phone: str


@dataclass(frozen=True, slots=True)
class Found:
    code: str
    state: str  # TT 01/2018 Đ16: the completion level, which the code alone gives
    reached: int | None  # of STAGES; None: it ended on another way
    goes_on: str  # who goes on after a reorganisation, by which decision; "" without one
    told: Told | None


def look_up(code: str, check: str) -> Found:
    """Raises NotFound, Locked."""
    wanted, proof = code.strip().upper(), as_typed(check)
    if proof and not attempts.may_try(LOOKUP, wanted):
        raise Locked
    dossier = _find(code)
    right = dossier.check_code if dossier else ""
    if dossier is None or (proof and not constant_time_compare(proof, right)):
        raise NotFound
    if proof:
        attempts.forgive(LOOKUP, wanted)
    state = State(dossier.state)
    told = _told(dossier) if proof else None
    return Found(str(dossier), state.label, _reached(dossier), _goes_on(dossier), told)


def _find(code: str) -> Dossier | None:
    if len(code.strip()) > LONGEST_CODE or "\0" in code:
        return None
    return Dossier.objects.filter(typed(code)).select_related(*_WITH).first()


def _reached(dossier: Dossier) -> int | None:
    """How many stages are done; the next one is where it stands."""
    if dossier.state == State.RESULT_READY:
        return STAGES.index("Trả kết quả" if dossier.at_desk_since else "Kết quả về quầy")
    return _REACHED.get(State(dossier.state))


def _goes_on(dossier: Dossier) -> str:
    """The agency on the slip has ended: whom to ask now. It says nothing of the person."""
    ended, heir = dossier.agency, dossier.agency
    while heir.successor is not None and heir.successor.pk != ended.pk:
        heir = heir.successor
    heir = dossier.continuing or heir
    if heir.pk == ended.pk or ended.valid_to is None:
        return ""
    said = Event.objects.filter(stream=ended.pk, kind__in=AN_END).order_by("-seq").first()
    by = f" theo {said.data['decision']}" if said else ""
    what = "tiếp tục giải quyết" if STATES[State(dossier.state)].open else "kế thừa và trả lời về"
    return (
        f"{ended.name} hoạt động đến hết ngày {ended.valid_to:%d/%m/%Y}{by}. {heir.name} {what} hồ "
        "sơ này; mã hồ sơ và các phiếu đã cấp giữ nguyên giá trị."
    )


def _told(dossier: Dossier) -> Told:
    unit = dossier.holder_unit if STATES[State(dossier.state)].open else None
    return Told(
        holder=f"{unit.name}, {unit.agency.name}" if unit else "",
        since=dossier.held_since,
        promised=dossier.promised_due,
        legal=dossier.legal_due,
        appointed=dossier.appointed_due,
        returned=_returned(dossier),
        lines=[Line(*told) for told in public_timeline(dossier.pk)],
        procedure="" if dossier.procedure.confidential else dossier.procedure.short_title,
        desk=dossier.desk.name,
        phone=dossier.desk.phone,
    )


def _returned(dossier: Dossier) -> datetime | None:
    if dossier.state != State.RETURNED:
        return None
    given = Event.objects.filter(stream=dossier.pk, kind="returned").order_by("-seq")
    return given.values_list("happened_at", flat=True).first()
