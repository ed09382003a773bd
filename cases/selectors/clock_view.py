"""The clock of one dossier as its page says it: a sentence, a bar, three dates, and the working."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cases.clock import ClockEvent, ClockReading, Run
from cases.clock_bar import DAY, Bar, clock_bar, day_of
from cases.deadline_words import DeadlineWords, day, instant
from cases.history import clock_event, limit_of, reading
from cases.models import Dossier
from cases.selectors.deadlines import STOPS, deadline
from cases.working_words import spell
from onecua.ledger.models import Event
from procedures.calendars import working_calendar
from procedures.timing import DayLine, TimeLimit, WorkCalendar, explain, office_date


@dataclass(frozen=True, slots=True)
class DayView:
    on: str
    number: str  # "" for a day that does not count
    reason: str


@dataclass(frozen=True, slots=True)
class ClockView:
    words: DeadlineWords
    say: str
    also: str
    limit: str
    promised: str
    legal: str
    appointed: str
    moved: bool  # the citizen was told another date than the first receipt says
    provisional: bool
    bar: Bar
    days: Sequence[DayView]
    days_are: str  # of what the working is


def clock_view(dossier: Dossier, events: Sequence[ClockEvent], now: datetime) -> ClockView | None:
    """None for a dossier that has no clock. Reads nothing: the events are given."""
    limit, received = limit_of(dossier), dossier.received_at
    if limit is None or received is None:
        return None
    clock = reading(dossier, events, now)
    if clock.started_at is None:
        return None
    calendar = working_calendar(clock.calendar_revision)
    words = deadline(dossier, now, stopped_at=_stopped_at(clock))
    return ClockView(
        words=words,
        say=_sentence(words, clock, limit, calendar, now),
        also=_also(clock, now),
        limit=str(limit),
        promised=_of(clock.promised_due),
        legal=_of(clock.legal_due) if clock.legal_due else "chưa có, thời hạn đang tạm dừng",
        appointed=_of(clock.appointed_due) if clock.appointed_due else "chưa có",
        moved=_of(clock.appointed_due) != _of(clock.promised_due),
        provisional=bool(
            (clock.legal_due or clock.promised_due or received) and dossier.provisional
        ),
        bar=clock_bar(clock, received, limit, calendar, now),
        days=_days(clock, limit, now),
        days_are="hạn theo quy định" if clock.legal_due else "ngày dự kiến nếu tiếp tục lúc này",
    )


def clock_events_of(rows: Sequence[Event]) -> list[ClockEvent]:
    """From ledger rows that were read already, oldest first."""
    return [clock_event(row) for row in rows]


def _of(due: object) -> str:
    return instant(getattr(due, "at", None))


def _stopped_at(clock: ClockReading) -> datetime | None:
    stopped = clock.run is Run.STOPPED and clock.pauses
    return clock.pauses[-1].from_ if stopped else None


def _sentence(
    words: DeadlineWords,
    clock: ClockReading,
    limit: TimeLimit,
    calendar: WorkCalendar,
    now: datetime,
) -> str:
    """One sentence: how much time, and which date."""
    said = words.text[:1].upper() + words.text[1:]
    legal = clock.legal_due
    if clock.run is Run.ENDED:
        return f"{said} · kết thúc lúc {instant(clock.ended_at)}"
    if words.late and legal:
        return f"{said} làm việc · hạn theo quy định {instant(legal.at)}"
    if legal is None and clock.projection:
        ahead, said = instant(clock.projection.at), said.replace(DAY, day_of(limit))
        return f"{said} · chưa có ngày hẹn; nếu tiếp tục lúc này thì hẹn {ahead}"
    if legal is None:
        return said
    left = spell(now, legal.at, calendar)
    return f"Còn {left or 'chưa đến 1 giờ'} làm việc · hẹn trả {_of(clock.appointed_due)}"


def _also(clock: ClockReading, now: datetime) -> str:
    if clock.apologised_to and clock.run is Run.RUNNING:
        return _only_apologised(clock.apologised_to, now)
    promised, appointed = clock.promised_due, clock.appointed_due
    if not (promised and appointed) or promised.at == appointed.at:
        return ""
    if clock.legal_due and appointed.at > clock.legal_due.at:
        if clock.run is Run.RUNNING and appointed.on < office_date(now):
            return f"quá hẹn lần hai, đã hẹn lại {day(appointed.at)}; Văn phòng UBND tỉnh xử lý"
        return f"hẹn lại {instant(appointed.at)} theo phiếu xin lỗi"
    return f"giấy hẹn đầu ghi {day(promised.at)}"


def _only_apologised(named: datetime, now: datetime) -> str:
    """Signed, and the appointment stands where it stood."""
    if office_date(named) >= office_date(now):
        return f"phiếu xin lỗi hẹn {instant(named)}, quầy chưa đổi ngày hẹn"
    return (
        f"quá hẹn lần hai: ngày {day(named)} ghi trên phiếu xin lỗi đã qua mà quầy chưa đổi ngày "
        "hẹn; gọi cho công dân, Văn phòng UBND tỉnh xử lý"
    )


def walk(clock: ClockReading, limit: TimeLimit, now: datetime) -> Sequence[DayLine]:
    """The working, day by day. An open pause is closed at this moment, for a walk needs an end."""
    if clock.started_at is None:
        return ()
    end = clock.ended_at or now
    pauses = [each if each.to else replace(each, to=max(end, each.from_)) for each in clock.pauses]
    restarted = any(each.to == clock.started_at for each in clock.pauses)
    first = "ngày nhận đủ bổ sung" if restarted else "ngày tiếp nhận"
    calendar = working_calendar(clock.calendar_revision)
    return explain(clock.started_at, limit, calendar, pauses, starts_as=first)


def _days(clock: ClockReading, limit: TimeLimit, now: datetime) -> list[DayView]:
    lines = walk(clock, limit, now)
    days = [DayView(f"{line.on:%d/%m/%Y}", line.number or "", line.reason) for line in lines]
    if lines and clock.legal_due and clock.legal_due.on > lines[-1].on:
        kept = f"{clock.legal_due.on:%d/%m/%Y}"
        days.append(DayView(kept, "", "lịch đổi không làm hạn sớm hơn ngày đã hẹn trên giấy"))
    return days


__all__ = ["STOPS", "ClockView", "DayView", "clock_events_of", "clock_view", "walk"]
