"""Whoever hands the papers in, checked and written down as of that day."""

from dataclasses import dataclass
from datetime import date

from cases.models import Applicant
from cases.services import identity
from cases.services.desk_errors import RepresentativeIncomplete
from cases.services.errors import BirthInFuture, NameMissing
from onecua.kernel.identity import BadIdentityNumber, tax_code
from onecua.kernel.text import clean_line, fold, says_something


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantData:
    """As typed or scanned; cleaned here and nowhere else."""

    name: str
    identity: str = ""
    kind: str = Applicant.Kind.PERSON
    tax_code: str = ""
    born_on: date | None = None
    sex: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    submitter: str = ""
    submitter_identity: str = ""
    authority: str = ""  # the paper, or what he is of the applicant


def write(data: ApplicantData, *, today: date) -> Applicant:
    """Raises BadInput: what is missing of him, or cannot be right."""
    name = clean_line(data.name)
    if not name:
        raise NameMissing("name")
    if data.born_on is not None and data.born_on > today:
        raise BirthInFuture("born_on", born=data.born_on)
    _refuse_half_a_representative(data)
    return Applicant.objects.create(
        kind=data.kind,
        name=name,
        search=fold(name),
        tax_code=tax_code(data.tax_code),
        born_on=data.born_on,
        sex=data.sex,
        address=clean_line(data.address),
        phone=clean_line(data.phone),
        email=clean_line(data.email),
        submitter=clean_line(data.submitter),
        authority=clean_line(data.authority),
        **identity.columns(data.identity),
        **_of_the_representative(data),
    )


def _refuse_half_a_representative(data: ApplicantData) -> None:
    """Who hands in for another says who he is and by what paper (NĐ 61/2018 Đ11)."""
    if not data.submitter.strip():
        return
    if not data.submitter_identity.strip():
        raise RepresentativeIncomplete("submitter_identity", what="số CCCD của người nộp thay")
    if not says_something(data.authority):
        what = "giấy ủy quyền, hoặc quan hệ với chủ hồ sơ"
        raise RepresentativeIncomplete("authority", what=what)


def _of_the_representative(data: ApplicantData) -> dict[str, bytes | str | None]:
    try:
        return identity.submitter_columns(data.submitter_identity)
    except BadIdentityNumber as bad:
        raise type(bad)("submitter_identity", **bad.facts) from None


def last_known(number: str) -> Applicant | None:
    """The same identity number's latest dossier, for filling the form."""
    index = identity.index_of(number)
    return Applicant.objects.filter(identity_index=index).order_by("-pk").first()


def organisation_known(code: str) -> Applicant | None:
    """The same tax code's latest dossier. Raises BadTaxCode."""
    found = Applicant.objects.filter(kind=Applicant.Kind.ORGANISATION, tax_code=tax_code(code))
    return found.order_by("-pk").first()
