"""Identity numbers: sealed in the row, found by a keyed index, shown by their tail."""

from base64 import b64decode

from django.conf import settings

from cases.models import Applicant
from onecua.kernel.identity import identity_number
from onecua.kernel.sealing import blind_index, seal, unseal

CONTEXT = b"cases.Applicant.identity"
SUBMITTER = b"cases.Applicant.submitter"
TAIL = 3


def columns(number: str) -> dict[str, bytes | str | None]:
    """The columns of an applicant for a number as typed; empty stays empty. Raises BadInput."""
    if not number.strip():
        return {"identity_sealed": None, "identity_index": None, "identity_tail": ""}
    digits = identity_number(number)
    return {
        "identity_sealed": seal(digits, key=_key(settings.IDENTITY_KEY), context=CONTEXT),
        "identity_index": index_of(digits),
        "identity_tail": digits[-TAIL:],
    }


def submitter_columns(number: str) -> dict[str, bytes | str | None]:
    """The same for whoever hands in for the applicant. Raises BadInput."""
    if not number.strip():
        return {}
    digits = identity_number(number)
    return {
        "submitter_sealed": seal(digits, key=_key(settings.IDENTITY_KEY), context=SUBMITTER),
        "submitter_index": index_of(digits),
        "submitter_tail": digits[-TAIL:],
    }


def index_of(number: str) -> bytes:
    return blind_index(number, key=_key(settings.IDENTITY_INDEX_KEY))


def read(applicant: Applicant) -> str:
    """The whole number, for who must see it; each such view is an access record of its own."""
    if applicant.identity_sealed is None:
        return ""
    sealed = bytes(applicant.identity_sealed)
    return unseal(sealed, key=_key(settings.IDENTITY_KEY), context=CONTEXT)


def _key(setting: str) -> bytes:
    return b64decode(setting)
