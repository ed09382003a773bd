"""Who stands at the counter: a scanned card, a typed number, or the person of the last dossier."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cases.models import Applicant, Dossier
from cases.querysets import visible_to
from cases.services import identity
from cases.services.applicants import last_known, organisation_known
from cases.states import STATES, State
from onecua.kernel.cccd import Card, looks_scanned, read_card
from onecua.kernel.identity import disagrees_with, identity_number, is_tax_code, tax_code
from onecua.people.acting import Acting
from procedures.timing import office_date

UNKNOWN = "Chưa có hồ sơ nào của số này; nhập thông tin theo thẻ."
UNKNOWN_CODE = "Chưa có hồ sơ nào của mã số thuế này; nhập tên và địa chỉ của tổ chức."
OPEN = [state for state, facts in STATES.items() if facts.open]


@dataclass(frozen=True, slots=True)
class Person:
    """Form fields, and what the clerk should know."""

    fields: Mapping[str, str]
    note: str = ""
    warning: str = ""
    open_code: str = ""  # of an open dossier, same person and procedure
    read: tuple[str, ...] = field(default=())  # what the scanner read, to hold against the card


def from_number(typed: str, acting: Acting, procedure: str) -> Person:
    """Raises BadInput: what was scanned or typed is no identity number, nor a tax code."""
    if is_tax_code(typed):
        return _organisation(typed, acting)
    card = read_card(typed) if looks_scanned(typed) else None
    number = card.number if card else identity_number(typed)
    known = last_known(number)
    fields = _of_known(known) | (of_card(card) if card else {}) | {"identity": number}
    return Person(
        fields=fields,
        note=_since(known, acting) or ("" if card or known else UNKNOWN),
        warning=_doubt(card, known, number),
        open_code=_open_code(number, acting, procedure),
        read=_read(card) if card else (),
    )


def representative(typed: str) -> Mapping[str, str]:
    """The fields of whoever hands in for another. Raises BadInput."""
    card = read_card(typed) if looks_scanned(typed) else None
    number = card.number if card else identity_number(typed)
    known = last_known(number)
    name = card.name if card else known.name if known else ""
    return {"submitter_identity": number} | ({"submitter": name} if name else {})


def as_organisation(posted: Mapping[str, str]) -> dict[str, str]:
    """A tax code typed where a card is scanned: the form says so in its own field."""
    typed = posted.get("identity", "")
    if not is_tax_code(typed):
        return dict(posted)
    kind = Applicant.Kind.ORGANISATION.value
    return dict(posted) | {"identity": "", "tax_code": tax_code(typed), "kind": kind}


def _organisation(typed: str, acting: Acting) -> Person:
    known = organisation_known(typed)
    whole = _of_known(known) | as_organisation({"identity": typed})
    return Person(fields=whole, note=_since(known, acting) or UNKNOWN_CODE)


def from_dossier(dossier: Dossier) -> Person:
    """Tiếp nhận tiếp cho người này: nothing is typed twice."""
    applicant = dossier.applicant
    number = identity.read(applicant)
    note = f"Lấy từ hồ sơ {dossier} vừa tiếp nhận."
    return Person(fields=_of_known(applicant) | {"identity": number}, note=note)


def _of_known(known: Applicant | None) -> dict[str, str]:
    if known is None:
        return {}
    return {
        "kind": known.kind, "name": known.name, "sex": known.sex, "address": known.address,
        "phone": known.phone, "email": known.email, "tax_code": known.tax_code,
        "born_on": f"{known.born_on:%d/%m/%Y}" if known.born_on else "",
    }  # fmt: skip


def of_card(card: Card) -> dict[str, str]:
    """What the card says comes before what was known."""
    read = {
        "identity": card.number,
        "name": card.name, "sex": card.sex, "address": card.address,
        "born_on": f"{card.born_on:%d/%m/%Y}" if card.born_on else "",
    }  # fmt: skip
    return {name: value for name, value in read.items() if value}


def _read(card: Card) -> tuple[str, ...]:
    born = f"{card.born_on:%d/%m/%Y}" if card.born_on else ""
    return tuple(filter(None, (card.name, born, card.sex, f"CCCD {card.number}", card.address)))


def _since(known: Applicant | None, acting: Acting) -> str:
    """When he was last here; of dossiers elsewhere not even the day is told."""
    if known is None:
        return ""
    mine = visible_to(acting).filter(applicant=known).exclude(received_at=None)
    last = mine.order_by("-pk").values_list("received_at", flat=True).first()
    day = f", ngày {office_date(last):%d/%m/%Y}" if last else ""
    return f"Lấy từ lần trước{day}; hãy so lại với thẻ."


def _doubt(card: Card | None, known: Applicant | None, number: str) -> str:
    if card is not None:
        return disagrees_with(number, born=card.born_on, sex=card.sex)
    return disagrees_with(number, born=known.born_on, sex=known.sex) if known else ""


def _open_code(number: str, acting: Acting, procedure: str) -> str:
    rows = visible_to(acting).filter(
        applicant__identity_index=identity.index_of(number),
        procedure__procedure__code=procedure,
        state__in=[state for state in OPEN if state is not State.SUBMITTED],
    )
    found = rows.order_by("-pk").first()
    return str(found) if found else ""
