"""Public lookup: a code gives how far it is; code and mã kiểm tra give the rest.

No name in any form. Ten wrong check codes lock that code for an hour; a wrong code and a wrong
check code are one and the same answer.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils.crypto import constant_time_compare

from cases.models import Dossier
from cases.selectors.timeline import public_timeline
from cases.states import STATES, State
from onecua.kernel.checkcode import as_typed
from onecua.kernel.errors import Refusal

MOST_FAILURES = 10
LOCKED_SECONDS = 3600
LONGEST_CODE = 40


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


@dataclass(frozen=True, slots=True)
class Told:
    """To who holds the slip. The dates are the ledger's: the printed promise can be checked."""

    holder: str
    since: datetime | None
    promised: datetime | None
    legal: datetime | None
    appointed: datetime | None
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Found:
    code: str
    state: str  # TT 01/2018 Đ16: the completion level, which the code alone gives
    told: Told | None


def look_up(typed: str, check: str) -> Found:
    """Raises NotFound, Locked."""
    code, proof = typed.strip().upper(), as_typed(check)
    failures = _counter(code)
    if cache.get(failures, 0) >= MOST_FAILURES:
        raise Locked
    dossier = _find(code)
    if proof and not constant_time_compare(proof, dossier.check_code if dossier else ""):
        cache.add(failures, 0, LOCKED_SECONDS)
        cache.incr(failures)
        raise NotFound
    if dossier is None:
        raise NotFound
    return Found(str(dossier), State(dossier.state).label, _told(dossier) if proof else None)


def _find(code: str) -> Dossier | None:
    if len(code) > LONGEST_CODE or "\0" in code:
        return None
    column = "contact" if "-T" in code else "code"
    return Dossier.objects.filter(**{column: code}).select_related("holder_unit").first()


def _counter(code: str) -> str:
    """A cache key of what somebody typed, whatever letters that has."""
    return f"lookup/{hashlib.sha256(code.encode()).hexdigest()}"


def _told(dossier: Dossier) -> Told:
    is_open = STATES[State(dossier.state)].open
    return Told(
        holder=dossier.holder_unit.name if dossier.holder_unit and is_open else "",
        since=dossier.held_since,
        promised=dossier.promised_due,
        legal=dossier.legal_due,
        appointed=dossier.appointed_due,
        lines=public_timeline(dossier.pk),
    )
