"""The demonstration from an empty database to today, each part in its order.

Office time moves before the first event. What was broken off goes on from where it stood: each part
leaves alone what is there, and the walk goes on with the dossiers that are open.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connections

from cases.models import Dossier
from cases.services.examination import Examination, examine, keep
from cases.services.sweep import sweep
from onecua.demonstration import law, organisation
from onecua.demonstration.counter import Counter
from onecua.demonstration.desk_workflows import approve_and_configure
from onecua.demonstration.offers import read_offers
from onecua.demonstration.province import read_province
from onecua.demonstration.queues import Queues
from onecua.demonstration.staff import Staff
from onecua.demonstration.stories import Storyteller
from onecua.demonstration.walk import Walk
from onecua.ledger.models import Event
from onecua.ledger.office import office_now, offset, real_now, return_to_real_time, travel
from onecua.ledger.seals import seal_ledger
from onecua.ledger.signing import NoSealKey
from procedures.calendars import current_revision, working_calendar
from procedures.timing import office_date, office_time

WEEKS = 8
OPENING = timedelta(hours=7)
BEFORE_NOW = timedelta(seconds=30)  # the last instant of the walk; its acts take a few seconds
Say = Callable[[str], None]


def is_complete() -> bool:
    return organisation.is_there() and offset() >= timedelta(0)


def is_possible() -> bool:
    """Office time goes back only while the ledger is empty."""
    return organisation.is_there() or not Event.objects.exists()


def build(say: Say, *, weeks: int = WEEKS) -> None:
    for alias in ("default", "owner"):
        _without_waiting_for_the_disk(alias)
    if not organisation.is_there():
        travel(_beginning(weeks))
    set_up(say)
    tell_stories(say)


def set_up(say: Say) -> None:
    province = read_province()
    if not organisation.is_there():
        password = settings.DEMONSTRATION_PASSWORD
        organisation.set_up(province, password=password, at=office_now())
        say(f"{len(province.agencies)} cơ quan, {len(province.units)} đơn vị")
    law.load_calendar(office_now())
    say(f"{law.publish(office_now())} thủ tục được công bố")
    say(f"{approve_and_configure(province, office_now())} quy trình được cấu hình ở các quầy")


def tell_stories(say: Say) -> None:
    """Weeks of dossiers; the last move lands exactly on real time."""
    until = office_time(real_now() - BEFORE_NOW)
    calendar = working_calendar(current_revision())
    offers = list(read_offers())
    staff = Staff()
    teller = Storyteller(calendar, until, offers)
    days = {offer.procedure: offer.days for offer in offers}
    stories = [*teller.all(), *Queues(staff, days).stories(teller)]
    walk = Walk(Counter(staff, office_date(until)), calendar, say)
    walk.adopt()
    say("Hồ sơ qua các tuần:")
    walk.go(stories, until)
    for sentence in walk.refused:
        say(f"  không làm được: {sentence}")
    return_to_real_time()
    sweep(office_now())
    say(f"{Dossier.objects.count()} hồ sơ")


def seal_and_examine() -> Examination:
    """The first seal, where this machine has a key, and the auditor's first examination."""
    with suppress(NoSealKey):
        seal_ledger()
    found = examine(office_now())
    keep(found)
    return found


def _beginning(weeks: int) -> datetime:
    day = (office_time(real_now()) - timedelta(weeks=weeks)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    return day + OPENING


def _without_waiting_for_the_disk(alias: str) -> None:
    """Thousands of small acts: after a crash it is built anew, so none waits for its commit."""
    if alias in connections:
        with connections[alias].cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
