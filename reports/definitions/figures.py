"""The numbers of the dashboard. One definition each: the number and its list are the same.

FIGURES are the six of the first row, SHARES the parts of its percentages. `narrow` takes the rows
one may see and leaves the population; `owner` is the unit that must answer for a dossier.
docs/figures.md has the same in a table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from cases.clock_events import EFFECTS, Effect
from cases.models import Dossier, StepRun
from cases.selectors.deadlines import is_late_now
from cases.selectors.slip_debt import SLOW, owed
from cases.states import State
from onecua.ledger.models import Event
from onecua.people.models import Unit
from procedures.calendars import current_revision, working_calendar
from procedures.timing import midnight, office_date

LONG_PAUSE = 10  # working days
RATED = timedelta(days=30)  # the period of the rate of timeliness
DAY = timedelta(days=1)
ON_THE_WAY = (Dossier.Run.RUNNING, Dossier.Run.STOPPED)
STEPPED = ("handover_confirmed", "step_completed", "sent_back")  # another step begins
STOPS = tuple(kind for kind, rule in EFFECTS.items() if rule.effect is Effect.STOP)

Rows = QuerySet[Dossier]
_HOLDER = F("holder_unit")


def _ended(unit: str) -> Exists:
    return Exists(Unit.objects.filter(pk=OuterRef(unit), successor__isnull=False))


# A unit that succeeds nobody, or ended itself, is where it arose; what came to one that goes on
# with another's work may have arisen before it.
_HEIR = Exists(Unit.objects.filter(successor=OuterRef("holds_now")))
AS_IT_WAS = Case(
    When(~_HEIR | _ended("holds_now"), then=F("holds_now")),
    When(held_before__isnull=False, then=F("held_before")),
    When(_ended("holder_unit"), then=F("holder_unit")),  # over before; its apology goes on
    default=F("holds_now"),
    output_field=BigIntegerField(),
)


@dataclass(frozen=True, slots=True)
class Figure:
    name: str  # in addresses
    label: str
    says: str  # whom it counts, for the list's head and the number's hint
    narrow: Callable[[Rows, datetime], Rows]
    owner: Any = _HOLDER  # an expression
    alarming: bool = False  # any number above zero asks for an act
    goal: str = ""

    def owned(self, rows: Rows, now: datetime, *, then: bool = False) -> Any:
        """The dossiers it counts, as a queryset; `owner` is the unit that answers for each.

        then: where a reorganisation moved it, the unit that held it before.
        """
        narrowed = self.narrow(rows, now)
        if then:
            return narrowed.annotate(holds_now=self.owner, owner=AS_IT_WAS)
        return narrowed.annotate(owner=self.owner)

    def by_owner(self, rows: Rows, now: datetime, *, then: bool = False) -> dict[int, int]:
        """Unit -> how many. One query."""
        owned = self.owned(rows, now, then=then)
        grouped = owned.order_by().values_list("owner").annotate(n=Count("pk"))
        return {owner: n for owner, n in grouped if owner is not None}


def _open(rows: Rows, _now: datetime) -> Rows:
    return rows.filter(run__in=ON_THE_WAY)


def _late(rows: Rows, now: datetime) -> Rows:
    return _open(rows, now).filter(is_late_now(now))


def _due_today(rows: Rows, now: datetime) -> Rows:
    """What is late already, an hour term of this morning, is no longer due but overdue."""
    today = midnight(office_date(now))
    running = rows.filter(run=Dossier.Run.RUNNING, legal_due__gte=today, legal_due__lt=today + DAY)
    return running.filter(~is_late_now(now))


def _paused_long(rows: Rows, now: datetime) -> Rows:
    """From the first stop of the step it is in: going on for a moment begins nothing anew."""
    calendar = working_calendar(current_revision())
    since = midnight(calendar.subtract_working_days(office_date(now), LONG_PAUSE))
    own = Event.objects.filter(stream=OuterRef("pk"))
    stepped = Event.objects.filter(stream=OuterRef("stream"), kind__in=STEPPED).order_by("-seq")
    since_step = Coalesce(Subquery(stepped.values("seq")[:1]), 0)
    stops = own.filter(kind__in=STOPS, seq__gt=since_step).order_by("seq")
    paused_since = Subquery(stops.values("recorded_at")[:1])
    stopped = rows.filter(run=Dossier.Run.STOPPED).annotate(paused_since=paused_since)
    return stopped.filter(paused_since__lt=since)


def _stopped(rows: Rows, _now: datetime) -> Rows:
    return rows.filter(run=Dossier.Run.STOPPED)


def _done(rows: Rows, now: datetime) -> Rows:
    return rows.filter(ended_at__gte=now - RATED).exclude(timeliness="")


def _done_in_time(rows: Rows, now: datetime) -> Rows:
    return _done(rows, now).exclude(timeliness=Dossier.Timeliness.LATE)


def _not_back(rows: Rows, now: datetime) -> Rows:
    return rows.filter(state=State.RESULT_READY, at_desk_since=None, appointed_due__lt=now)


# Whoever worked on it last brought the result; by then the desk holds it.
_LAST_STEP = StepRun.objects.filter(dossier=OuterRef("pk")).order_by("-pk").values("unit")[:1]
_FINISHER = Coalesce(Subquery(_LAST_STEP), F("desk__unit"), output_field=BigIntegerField())

FIGURES: Mapping[str, Figure] = {
    figure.name: figure
    for figure in (
        Figure("dang-giai-quyet", "Đang giải quyết",
               "Đã tiếp nhận, chưa có kết quả; gồm cả hồ sơ tạm dừng.", _open),
        Figure("qua-han", "Quá hạn chưa xong",
               "Quá hạn theo quy định và chưa có kết quả.", _late, alarming=True),
        Figure("no-phieu", "Quá hạn chưa có phiếu xin lỗi",
               "Quá hạn theo quy định, đang giải quyết hoặc đã xong trong năm, mà chưa phát hành "
               "phiếu xin lỗi cho hạn này.",
               owed, SLOW, alarming=True, goal="mục tiêu bằng 0"),
        Figure("hom-nay", "Đến hạn hôm nay",
               "Hạn theo quy định là hôm nay, chưa có kết quả và chưa quá hạn.", _due_today),
        Figure("tam-dung", f"Tạm dừng quá {LONG_PAUSE} ngày",
               f"Đang dừng từ hơn {LONG_PAUSE} ngày làm việc trước.", _paused_long),
        Figure("cham-ve-quay", "Chậm trả về quầy",
               "Đã có kết quả, đã qua giờ hẹn mà kết quả chưa về quầy.", _not_back,
               alarming=True),
    )
}  # fmt: skip
SHARES: Mapping[str, Figure] = {
    figure.name: figure
    for figure in (
        Figure("xong-30-ngay", "Có kết quả trong 30 ngày",
               "Có kết quả trong 30 ngày qua, có thời hạn để so.", _done, _FINISHER),
        Figure("dung-han-30-ngay", "Có kết quả đúng hạn trong 30 ngày",
               "Có kết quả trong 30 ngày qua, trước hoặc đúng hạn theo quy định.",
               _done_in_time, _FINISHER),
        Figure("dang-dung", "Đang tạm dừng",
               "Đồng hồ đang dừng: chờ bổ sung, chờ nghĩa vụ tài chính, tạm dừng.", _stopped),
    )
}  # fmt: skip
LISTED: Mapping[str, Figure] = {**FIGURES, **SHARES}
