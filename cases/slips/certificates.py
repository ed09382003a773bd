"""What a listed key's certificate says of itself: whose it is, until when, and whether to worry."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from cryptography.x509 import Name
from cryptography.x509.oid import NameOID

from cases.services.signers import SignerKey, listed_keys
from cases.slips.keys import NotSigned, certificates_of
from procedures.timing import office_date

SOON = timedelta(days=30)


class Standing(StrEnum):
    GOOD = ""
    SOON = "sắp hết hạn"
    OVER = "đã hết hạn"
    NOT_YET = "chưa có hiệu lực"
    UNREADABLE = "không đọc được"


@dataclass(frozen=True, slots=True)
class Certificate:
    subject: str
    issuer: str
    expires: date | None
    standing: Standing

    @property
    def worries(self) -> bool:
        return self.standing != Standing.GOOD


def certificate_of(key: SignerKey, now: datetime) -> Certificate:
    """now: office time."""
    try:
        own = certificates_of(key)[0]
    except (NotSigned, IndexError):
        return Certificate("", "", None, Standing.UNREADABLE)
    return Certificate(
        subject=_common(own.subject),
        issuer=_common(own.issuer),
        expires=office_date(own.not_valid_after_utc),
        standing=_standing(own.not_valid_before_utc, own.not_valid_after_utc, now),
    )


def warning(username: str, now: datetime) -> str:
    """To the signer himself; "" while there is nothing to do, or he signs in ink."""
    key = listed_keys().get(username)
    found = certificate_of(key, now) if key else None
    if found is None or not found.worries:
        return ""
    day = f" (ngày {found.expires:%d/%m/%Y})" if found.expires else ""
    return (
        f"Chứng thư số của bạn {found.standing.value}{day}. Gia hạn trước khi ký: phiếu ký bằng "
        "chứng thư hết hạn giữ số và chờ, chưa in được."
    )


def worrying(now: datetime) -> list[str]:
    """Names on the list whose certificate is over, nearly over or unreadable."""
    keys = listed_keys().items()
    return sorted(name for name, key in keys if certificate_of(key, now).worries)


def _standing(first: datetime, last: datetime, now: datetime) -> Standing:
    if now > last:
        return Standing.OVER
    if now < first:
        return Standing.NOT_YET
    return Standing.SOON if now + SOON >= last else Standing.GOOD


def _common(name: Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else ""
