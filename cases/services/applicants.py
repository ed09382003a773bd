"""Whoever hands the papers in, checked and written down as of that day."""

from dataclasses import dataclass
from datetime import date

from cases.models import Applicant
from cases.services import identity
from cases.services.errors import BirthInFuture, NameMissing
from onecua.kernel.text import clean_line, fold


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


def write(data: ApplicantData, *, today: date) -> Applicant:
    """Raises NameMissing, BirthInFuture, BadIdentityNumber."""
    name = clean_line(data.name)
    if not name:
        raise NameMissing("name")
    if data.born_on is not None and data.born_on > today:
        raise BirthInFuture("born_on", born=data.born_on)
    return Applicant.objects.create(
        kind=data.kind,
        name=name,
        search=fold(name),
        tax_code=clean_line(data.tax_code),
        born_on=data.born_on,
        sex=data.sex,
        address=clean_line(data.address),
        phone=clean_line(data.phone),
        email=clean_line(data.email),
        submitter=clean_line(data.submitter),
        **identity.columns(data.identity),
    )


def last_known(number: str) -> Applicant | None:
    """The same identity number's latest dossier, for filling the form."""
    index = identity.index_of(number)
    return Applicant.objects.filter(identity_index=index).order_by("-pk").first()
