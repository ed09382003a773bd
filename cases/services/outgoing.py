"""What an administrator does about what stood still: send it again, let the sweep try it again.

Each is an act of administration: an event in the stream of his agency.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from cases.events import check_payload
from cases.models import SetAside
from cases.services.errors import NotAllowed
from onecua.ledger import outbox_care
from onecua.ledger.canonical import JsonObject, JsonValue
from onecua.ledger.writing import append
from onecua.people.acting import Acting
from onecua.people.roles import Role

ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.UNIT_ADMIN)


@transaction.atomic
def resend(*, messages: Sequence[int], acting: Acting, at: datetime) -> int:
    """messages: of those he sees. Raises NotAllowed. Returns how many go out again."""
    _only_administrators(acting, "Gửi lại")
    again = outbox_care.resend(messages)
    if again:
        _record(acting, "letters_resent", {"messages": again}, at)
    return len(again)


@transaction.atomic
def release(*, rows: Sequence[int], acting: Acting, at: datetime) -> int:
    """The next sweep takes these dossiers again. Raises NotAllowed."""
    _only_administrators(acting, "Đưa trở lại")
    found = SetAside.objects.filter(pk__in=rows).select_for_update().order_by("pk")
    again: list[JsonValue] = [{"dossier": row.dossier_id, "what": row.what} for row in found]
    SetAside.objects.filter(pk__in=[row.pk for row in found]).delete()
    if again:
        _record(acting, "set_aside_released", {"released": again}, at)
    return len(again)


def _only_administrators(acting: Acting, label: str) -> None:
    if acting.role not in ADMINISTRATORS:
        raise NotAllowed(label=label, who="quản trị đơn vị, quản trị hệ thống")


def _record(acting: Acting, kind: str, payload: JsonObject, at: datetime) -> None:
    check_payload(kind, payload)
    append(acting.agency_id, kind, payload, actor=acting.actor, at=at)
