"""PURE. Signs in how a dossier ended: without a result, for nobody, in time only on paper."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from cases.clock import ClockEvent
from cases.deadline_words import instant
from onecua.kernel.text import fold, is_numbered
from procedures.timing import office_date
from reports.detectors.life import Life, Line, day_of, text_of

PAPERS = ("don", "giay", "phieu", "van ban", "to trinh", "bien ban")
FULL_NAME = 2  # words


def without_result(life: Life, _threshold: int) -> Iterator[Line]:
    """Given out without a result, recorded empty, or stopped for an answer nobody asked for."""
    results = life.of("result_recorded", "refused")
    for event in life.of("returned"):
        if not results or results[0].seq > event.seq:
            yield Line(event.seq, "Đã trả kết quả khi chưa ghi kết quả nào.")
    for event in life.of("result_recorded"):
        if life.demands and not life.immediate and not _says(event):
            yield Line(event.seq, "Kết quả được ghi không có số, ký hiệu và không kèm tệp.")
    for event in life.of("stopped"):
        if event.payload.get("ground") == "no_answer":
            yield from _unasked(life, event)


def _says(result: ClockEvent) -> bool:
    return bool(result.payload.get("number") or result.payload.get("file"))


def _unasked(life: Life, stop: ClockEvent) -> Iterator[Line]:
    asked = [each for each in life.of("supplement_requested") if each.seq < stop.seq]
    answered = [each for each in life.of("supplement_received") if each.seq < stop.seq]
    if len(asked) <= len(answered):
        yield Line(
            stop.seq,
            "Dừng vì quá hạn trả lời bổ sung, nhưng không có yêu cầu bổ sung nào đang chờ trả lời.",
        )
        return
    by = date.fromisoformat(str(asked[-1].payload["answer_by_on"]))
    if day_of(stop) <= by:
        yield Line(asked[-1].seq, f"Yêu cầu bổ sung, công dân được trả lời đến {by:%d/%m/%Y}.")
        yield Line(stop.seq, "Dừng vì quá hạn trả lời bổ sung khi ngày trả lời chưa qua.")


def result_changed(life: Life, _threshold: int) -> Iterator[Line]:
    """A result whose number or file came only after the end."""
    results = life.of("result_recorded")
    for first, later in pairwise(results):
        if not first.payload.get("file") and later.payload.get("file"):
            yield Line(first.seq, f"Kết thúc lúc {instant(first.recorded_at)}, chưa có tệp.")
            yield Line(later.seq, f"Tệp kết quả được đưa vào lúc {instant(later.recorded_at)}.")


def signed_before_recorded(life: Life, _threshold: int) -> Iterator[Line]:
    """The result was signed on a day before the dossier was written down."""
    if life.received is None or life.result is None or life.in_outage(life.received):
        return
    signed = str(life.result.payload.get("signed_on") or "")
    if signed and date.fromisoformat(signed) < day_of(life.received):
        yield Line(life.received.seq, f"Ghi tiếp nhận lúc {instant(life.received.recorded_at)}.")
        yield Line(life.result.seq, f"Kết quả ký ngày {date.fromisoformat(signed):%d/%m/%Y}.")


def apology_afterwards(life: Life, days: int) -> Iterator[Line]:
    """Signed so many working days after all was over that it told the citizen nothing."""
    if life.end is None:
        return
    for event in life.of("apology_issued", "rescheduled"):
        late = life.working_days(life.end.recorded_at, event.recorded_at)
        if event.seq > life.end.seq and late > days:
            yield Line(life.end.seq, f"Hồ sơ đã kết thúc lúc {instant(life.end.recorded_at)}.")
            yield Line(event.seq, f"Phiếu xin lỗi hoặc hẹn lại ghi sau đó {late} ngày làm việc.")


def withdrawn_on_the_day(life: Life, days: int) -> Iterator[Line]:
    """Late tomorrow, and withdrawn today."""
    for event in life.of("withdrawn"):
        due = life.due_before(event)
        if due is None:
            continue
        first = life.calendar.subtract_working_days(due.on, days)
        if first <= day_of(event) <= due.on:
            yield Line(event.seq, f"Ghi công dân rút hồ sơ, hạn trả là ngày {due.on:%d/%m/%Y}.")


def withdrawn_without_paper(life: Life, _threshold: int) -> Iterator[Line]:
    for event in life.of("withdrawn"):
        document = text_of(life, event, "document")
        named = any(word in fold(document) for word in PAPERS)
        if not (named or is_numbered(document)):
            yield Line(event.seq, f"Căn cứ rút hồ sơ chỉ ghi “{document}”, không nêu đơn nào.")


def given_to_nobody(life: Life, _threshold: int) -> Iterator[Line]:
    """No recipient one could ask, or whoever gave it out himself."""
    for event in life.of("returned"):
        who = text_of(life, event, "recipient")
        if life.immediate or "recipient" not in event.payload:
            continue
        words = [word for word in fold(who).split() if any(map(str.isalpha, word))]
        if len(words) < FULL_NAME:
            yield Line(event.seq, "Ghi đã trả kết quả nhưng không rõ họ tên người nhận.")
        elif fold(who) == fold(life.names.get(event.person or 0, "")):
            yield Line(event.seq, "Người nhận kết quả trùng tên với cán bộ trả kết quả.")


def kept_from_the_desk(life: Life, days: int) -> Iterator[Line]:
    if life.result is None or life.immediate:
        return
    came = next(iter(life.of("arrived_at_desk")), None)
    until = came.recorded_at if came else life.as_of
    late = life.working_days(life.told(life.result), until)
    if late > days:
        yield Line(life.result.seq, f"Có kết quả lúc {instant(life.result.recorded_at)}.")
        words = "đến lúc ghi đã về quầy" if came else "và chưa về quầy"
        yield Line((came or life.result).seq, f"{late} ngày làm việc sau, {words}.")


def end_claimed_in_outage(life: Life, _threshold: int) -> Iterator[Line]:
    """Recorded late, claimed in time inside a declared outage."""
    if life.end is None or not life.in_outage(life.end):
        return
    due = life.due_before(life.end)
    if due and office_date(life.told(life.end)) <= due.on < day_of(life.end):
        yield Line(
            life.end.seq,
            f"Khai kết thúc lúc {instant(life.told(life.end))} trong thời gian ngừng hệ thống, "
            f"ghi lúc {instant(life.end.recorded_at)}; hạn trả là ngày {due.on:%d/%m/%Y}.",
        )
