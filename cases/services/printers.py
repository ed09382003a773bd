"""A desk's printer: two A5 on one A4, and how far off it draws."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction

from cases.agency_events import check_payload
from cases.models import PrinterSetup
from cases.services.errors import NotAllowed
from cases.services.print_errors import PrinterTooFarOff
from onecua.ledger.writing import append
from onecua.people.acting import Acting

MOST_TENTHS = 100


@transaction.atomic
def set_up(*, two_up: bool, right: str, down: str, acting: Acting, at: datetime) -> PrinterSetup:
    """right, down: millimetres as people write them, "1,5" or "-2". Raises PrinterTooFarOff."""
    if acting.desk_id is None:
        raise NotAllowed(label="Đặt máy in", who="bộ phận tiếp nhận")
    columns = {
        "two_up": two_up,
        "right_tenths": _tenths("right", right),
        "down_tenths": _tenths("down", down),
    }
    payload = {"desk": acting.desk_id} | columns
    check_payload("printer_set", payload)
    append(acting.agency_id, "printer_set", payload, actor=acting.actor, at=at)
    setup, _ = PrinterSetup.objects.update_or_create(desk_id=acting.desk_id, defaults=columns)
    return setup


def _tenths(field: str, given: str) -> int:
    try:
        tenths = Decimal(given.strip().replace(",", ".") or "0") * 10
    except InvalidOperation:
        raise PrinterTooFarOff(field, given=given) from None
    if not tenths.is_finite() or abs(tenths) > MOST_TENTHS:
        raise PrinterTooFarOff(field, given=given)
    return int(tenths)
