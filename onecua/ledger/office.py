"""Office time: the one clock of acts, sweeps and the ledger. Retries and leases use real time."""

from datetime import datetime, timedelta

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Max
from django.utils import timezone

from onecua.ledger.models import OfficeTimeMove


def office_now() -> datetime:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT ledger_office_now()")
        now: datetime = cursor.fetchone()[0]
    return now


def real_now() -> datetime:
    """For leases, retries and sessions: machines keep real time, whatever the office's says."""
    return timezone.now()  # noqa: TID251 - the one place that asks


def offset() -> timedelta:
    reached = OfficeTimeMove.objects.aggregate(reached=Max("seconds"))["reached"]
    return timedelta(seconds=reached or 0)


def travel(to: datetime) -> None:
    """Move office time forward to an instant. Only the owner of the tables may.

    The database refuses a move back and records each move as an event of stream 0.
    """
    alias = _owner()
    with transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT ceil(extract(epoch FROM %s - clock_timestamp()))", [to])
            seconds = int(cursor.fetchone()[0])
        OfficeTimeMove.objects.using(alias).create(seconds=seconds)


def return_to_real_time() -> None:
    """Office time that ran behind becomes real time, exactly; it can never be behind again."""
    OfficeTimeMove.objects.using(_owner()).create(seconds=0)


def _owner() -> str:
    return "owner" if "owner" in connections else DEFAULT_DB_ALIAS
