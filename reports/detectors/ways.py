"""PURE. Signs on the way: stops, steps, hours and hands."""

from collections.abc import Iterator
from datetime import timedelta

from cases.clock import ClockEvent
from cases.deadline_words import instant
from onecua.kernel.text import is_numbered
from procedures.timing import office_time
from reports.detectors.life import DAY_HOURS, REDIRECTED, STOPS, Life, Line, day_of, text_of

LEAST_SHARE = 2  # percent of the term within which nobody has ever worked a dossier through
SHORT = 2 * DAY_HOURS  # of a term that short every stop lies near its end
NIGHT_BEGINS, NIGHT_ENDS = 21, 5
AT_ONCE = timedelta(minutes=10)  # a slip is issued in the act that asks for it
WORKED = ("step_completed", "handover_confirmed", "assigned")


def stopped_on_the_day(life: Life, days: int) -> Iterator[Line]:
    """The clock was stopped on its last day, or so many working days before."""
    if life.hours <= SHORT:
        return
    for event in life.of(*STOPS):
        due = life.due_before(event)
        if due and life.calendar.subtract_working_days(due.on, days) <= day_of(event) <= due.on:
            yield Line(
                event.seq,
                f"Thời hạn được tạm dừng lúc {instant(event.recorded_at)}, "
                f"hạn trả là ngày {due.on:%d/%m/%Y}.",
            )


def stopped_often(life: Life, most: int) -> Iterator[Line]:
    """Whoever waits for the tax office once is not counted."""
    payments = life.of("payment_required")[:1]
    stops = [event for event in life.of(*STOPS) if event not in payments]
    if len(stops) >= most:
        for number, event in enumerate(stops, 1):
            yield Line(event.seq, f"Tạm dừng lần {number}.")


def stopped_without_paper(life: Life, _threshold: int) -> Iterator[Line]:
    for event in life.of("supplement_requested"):
        slips = [slip for slip in life.of("slip_issued") if slip.seq > event.seq]
        if not slips or slips[0].recorded_at - event.recorded_at > AT_ONCE:
            yield Line(event.seq, "Yêu cầu bổ sung không có phiếu gửi công dân.")
    for event in life.of("suspended", "payment_required"):
        if not is_numbered(text_of(life, event, "document")):
            yield Line(event.seq, "Tạm dừng không ghi số văn bản làm căn cứ.")


def ended_at_once(life: Life, minutes: int) -> Iterator[Line]:
    """So soon after the reception was written down that nobody can have worked on it."""
    if life.received is None or life.result is None:
        return
    began, ended = life.told(life.received), life.told(life.result)
    least = max(timedelta(minutes=minutes), timedelta(hours=life.hours) * LEAST_SHARE / 100)
    took = min(ended - began, life.calendar.working_time(began, ended) or ended - began)
    if took < least:
        yield Line(life.received.seq, f"Ghi tiếp nhận lúc {instant(began)}.")
        yield Line(
            life.result.seq,
            f"Ghi kết quả lúc {instant(ended)}, sau {_minutes(took)} phút làm việc.",
        )


def steps_at_once(life: Life, minutes: int) -> Iterator[Line]:
    """All steps together took less than this, of a term that has days."""
    stays = [stay for stay in life.stays if stay.step != 1]
    if life.hours <= DAY_HOURS or life.result is None or len(stays) < 2:  # noqa: PLR2004 - steps, plural
        return
    took = sum((stay.length for stay in stays), timedelta())
    if took < timedelta(minutes=minutes):
        for stay in stays:
            words = f"Bước {stay.step}: nhận {instant(stay.began.recorded_at)}"
            yield Line(stay.ended.seq, f"{words}, xong sau {_minutes(stay.length)} phút.")


def worked_at_night(life: Life, least: int) -> Iterator[Line]:
    late = [event for event in life.events if event.person and _at_night(event)]
    late = [event for event in late if not life.in_outage(event)]
    if len(late) >= least:
        for event in late:
            yield Line(event.seq, f"Thao tác ghi lúc {instant(event.recorded_at)}.")


def _at_night(event: ClockEvent) -> bool:
    hour = office_time(event.recorded_at).hour
    return hour >= NIGHT_BEGINS or hour < NIGHT_ENDS


def sent_back_and_forth(life: Life, most: int) -> Iterator[Line]:
    moves = life.of("sent_back", "handover_declined")
    if len(moves) >= most:
        for number, event in enumerate(moves, 1):
            yield Line(event.seq, f"Trả lại hoặc không nhận, lần {number}.")


def one_hand(life: Life, staff: int) -> Iterator[Line]:
    """The same person received, worked, recorded and gave out, where others could have."""
    given = next(iter(life.of("returned")), None)
    if life.staff < staff or not (life.received and life.result and given):
        return
    who = life.received.person
    inner = [event for event in life.of(*WORKED) if event.person == who]
    if who is None or not inner or {life.result.person, given.person} != {who}:
        return
    for event, words in (
        (life.received, "Tiếp nhận"), (inner[0], "Xử lý"), (life.result, "Ghi kết quả"),
        (given, "Trả kết quả"),
    ):  # fmt: skip
        yield Line(event.seq, f"{words} do cùng một người.")


def back_dated(life: Life, days: int) -> Iterator[Line]:
    if life.received is None or life.in_outage(life.received):
        return
    late = life.working_days(life.received.happened_at, life.received.recorded_at)
    if late > days:
        yield Line(
            life.received.seq,
            f"Khai nhận lúc {instant(life.received.happened_at)}, ghi vào hệ thống sau đó "
            f"{late} ngày làm việc.",
        )


def step_left_out(life: Life, _threshold: int) -> Iterator[Line]:
    """A step of the approved workflow before the result was never completed."""
    if life.result is None or life.of(*REDIRECTED) or not life.stages:
        return
    done = {event.payload.get("step") for event in life.of("step_completed")}
    last = max((stay.step for stay in life.stays if stay.ended is life.result), default=0)
    for stage in life.stages[1:]:
        if stage.no < last and not stage.branch and stage.no not in done:
            yield Line(life.result.seq, f"Có kết quả khi bước {stage.no} chưa được làm xong.")
    if not last:
        yield Line(life.result.seq, "Có kết quả khi hồ sơ chưa qua bước nào của quy trình.")


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
