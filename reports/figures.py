"""The six numbers of the first screen: each one definition, for the number and for its list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from cases.facts import ApologyState
from cases.models import Apology, Dossier
from cases.states import ACTS, STATES, Effect, State
from onecua.ledger.models import Event
from procedures.calendars import current_revision, working_calendar
from procedures.timing import midnight, office_date

LONG_PAUSE = 10  # working days
STOPS = [act.event for act in ACTS.values() if act.effect is Effect.STOP]
OPEN = [state for state, facts in STATES.items() if facts.open and state is not State.SUBMITTED]

Narrow = Callable[[QuerySet[Dossier], datetime], QuerySet[Dossier]]


@dataclass(frozen=True, slots=True)
class Figure:
    """population: what is counted, and against which date, in words for the page."""

    name: str
    label: str
    population: str
    narrow: Narrow


def _unfinished(rows: QuerySet[Dossier], _now: datetime) -> QuerySet[Dossier]:
    return rows.filter(state__in=OPEN, ended_at=None)


def _overdue(rows: QuerySet[Dossier], now: datetime) -> QuerySet[Dossier]:
    return _unfinished(rows, now).filter(late_from__lte=now)


def _in_debt(rows: QuerySet[Dossier], now: datetime) -> QuerySet[Dossier]:
    """Nợ phiếu: past the legal due date, open or ended this year, without an issued apology."""
    issued = Apology.objects.filter(dossier=OuterRef("pk"), state=ApologyState.ISSUED)
    year = midnight(office_date(now).replace(month=1, day=1))
    late = Q(ended_at=None, late_from__lte=now) | Q(timeliness="late", ended_at__gte=year)
    return rows.filter(late).exclude(Exists(issued))


def _today(rows: QuerySet[Dossier], now: datetime) -> QuerySet[Dossier]:
    start = midnight(office_date(now))
    day = (start, start + timedelta(days=1))
    return _unfinished(rows, now).filter(legal_due__gte=day[0], legal_due__lt=day[1])


def _long_paused(rows: QuerySet[Dossier], now: datetime) -> QuerySet[Dossier]:
    calendar = working_calendar(current_revision())
    since = midnight(calendar.subtract_working_days(office_date(now), LONG_PAUSE))
    stops = Event.objects.filter(stream=OuterRef("pk"), kind__in=STOPS).order_by("-seq")
    began = Subquery(stops.values("recorded_at")[:1])
    return rows.filter(run=Dossier.Run.STOPPED).annotate(began=began).filter(began__lt=since)


def _not_at_desk(rows: QuerySet[Dossier], now: datetime) -> QuerySet[Dossier]:
    return rows.filter(state=State.RESULT_READY, at_desk_since=None, appointed_due__lt=now)


FIGURES: Mapping[str, Figure] = {
    figure.name: figure
    for figure in (
        Figure("dang-giai-quyet", "Đang giải quyết", "Đã tiếp nhận, chưa có kết quả", _unfinished),
        Figure("qua-han", "Quá hạn chưa xong", "Đã qua hạn theo quy định, chưa có kết quả",
               _overdue),
        Figure("no-phieu", "Quá hạn chưa có phiếu xin lỗi",
               "Quá hạn theo quy định, chưa xong hoặc xong trong năm, chưa phát hành phiếu",
               _in_debt),
        Figure("hom-nay", "Đến hạn hôm nay", "Hạn theo quy định là hôm nay, chưa có kết quả",
               _today),
        Figure("tam-dung", "Tạm dừng quá 10 ngày",
               "Đang dừng từ hơn 10 ngày làm việc trước", _long_paused),
        Figure("cham-ve-quay", "Chậm trả về quầy",
               "Có kết quả, đã qua ngày hẹn mà chưa về quầy", _not_at_desk),
    )
}  # fmt: skip
