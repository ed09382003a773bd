"""When each task of the schedule last ended well: in real time, for that is what a worker lives in.

A row, not a key of the broker's: a broker that lost its memory must not look like a dead worker.
"""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from onecua.ledger.office import real_now
from reports.models import Pulse


def beat(task: str) -> None:
    """Only what the schedule calls: the work of one message is no sign of life worth a row."""
    if task in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}:
        Pulse.objects.update_or_create(task=task, defaults={"at": real_now()})


def pulses() -> Mapping[str, datetime]:
    return dict(Pulse.objects.values_list("task", "at"))
