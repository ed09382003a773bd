"""PURE. Who may do what: act -> (role, relation to the dossier). One row to add a right."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    NEW = "new"  # there is no dossier yet: the acting desk receives it
    DESK = "desk"  # the desk that received it
    HOLDER = "holder"  # the unit that holds it
    RECEIVER = "receiver"  # the unit a pending handover goes to
    CONSULTED = "consulted"  # a unit that was asked and has not answered
    PART = "part"  # a unit that does a lane of a parallel block
    HOLDER_AGENCY = "holder_agency"  # any unit of the agency that holds it
    APOLOGY_AGENCY = "apology_agency"  # the agency that owes the apology
    SEES = "sees"


RELATION_WORDS: Mapping[Relation, str] = {
    Relation.NEW: "bộ phận tiếp nhận",
    Relation.DESK: "bộ phận đã tiếp nhận hồ sơ",
    Relation.HOLDER: "đơn vị đang giữ hồ sơ",
    Relation.RECEIVER: "đơn vị được bàn giao",
    Relation.CONSULTED: "đơn vị được hỏi ý kiến",
    Relation.PART: "đơn vị làm phần việc song song",
    Relation.HOLDER_AGENCY: "cơ quan đang giữ hồ sơ",
    Relation.APOLOGY_AGENCY: "cơ quan phải xin lỗi",
    Relation.SEES: "người xem được hồ sơ",
}

RECEPTION, OFFICER, HEAD = "reception", "officer", "head"
PROVINCE_OFFICE, INSPECTOR = "province_office", "inspector"


@dataclass(frozen=True, slots=True)
class Grant:
    role: str
    relation: Relation


def _grants(relation: Relation, *roles: str) -> tuple[Grant, ...]:
    return tuple(Grant(role, relation) for role in roles)


_DESK = _grants(Relation.DESK, RECEPTION)
_NEW = _grants(Relation.NEW, RECEPTION)
_HOLDER = _grants(Relation.HOLDER, OFFICER, HEAD)
_RECEIVER = _grants(Relation.RECEIVER, RECEPTION, OFFICER, HEAD)
_HEAD = _grants(Relation.HOLDER_AGENCY, HEAD)

PERMISSIONS: Mapping[str, tuple[Grant, ...]] = {
    "submit": (),  # the citizen's own act: no member of staff does it for him
    "accept": _NEW + _DESK,
    "guide": _NEW + _DESK,
    "refuse_intake": _NEW + _DESK,
    "complete_at_once": _NEW,
    "void_intake": _DESK,
    "hand_over": _grants(Relation.HOLDER, RECEPTION),
    "confirm": _RECEIVER,
    "decline": _RECEIVER,
    "assign": _grants(Relation.HOLDER, OFFICER) + _HEAD,
    "complete_step": _grants(Relation.HOLDER, RECEPTION, OFFICER, HEAD),
    "send_back": _HOLDER,
    "request_supplement": _HOLDER + _HEAD,
    "receive_supplement": _DESK,
    "require_payment": _HOLDER + _HEAD,
    "record_payment": _HOLDER + _DESK,
    "suspend": _HOLDER + _HEAD,
    "resume": _HOLDER,
    "consult": _HOLDER,
    "answer": _grants(Relation.CONSULTED, OFFICER, HEAD),
    "finish_part": _grants(Relation.PART, RECEPTION, OFFICER, HEAD),
    "close_parts": _HEAD,
    "record_result": _HOLDER,
    "refuse": _HEAD,
    "arrive_at_desk": _DESK,
    "return_result": _DESK,
    "withdraw": _DESK,
    "stop": _HEAD,
    "draft_apology": _grants(Relation.HOLDER_AGENCY, OFFICER, HEAD),
    "complete_apology": _grants(Relation.APOLOGY_AGENCY, OFFICER, HEAD),
    "sign_apology": _grants(Relation.APOLOGY_AGENCY, HEAD),
    "withdraw_apology": _grants(Relation.APOLOGY_AGENCY, HEAD),
    "reschedule": _DESK,
    "note": _grants(Relation.SEES, RECEPTION, OFFICER, HEAD),
    "reprint": _grants(Relation.SEES, RECEPTION, OFFICER, HEAD),
    "keep_scan": _grants(Relation.SEES, RECEPTION, OFFICER, HEAD),
}

# Who sees dossiers without holding them. Everybody else sees what `DossierAccess` gives his unit.
SEES_ALL: Set[str] = frozenset({PROVINCE_OFFICE, INSPECTOR})
SEES_UNITS: Set[str] = frozenset({RECEPTION, OFFICER, HEAD})


def may(act: str, role: str, relations: Set[Relation]) -> bool:
    return any(grant.role == role and grant.relation in relations for grant in PERMISSIONS[act])


def who_may(act: str) -> str:
    """For the 403 page: which role of which unit is missing, in words."""
    words = {RELATION_WORDS[grant.relation] for grant in PERMISSIONS[act]}
    return " hoặc ".join(sorted(words)) or "công dân"
