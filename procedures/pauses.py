"""PURE. Pauses, and the dates they remove from a walk under a named policy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from procedures.instants import TimingRefused, office_date, office_time


class BadPause(TimingRefused):
    """A pause that ends before it begins, or has not ended where an end is needed."""

    code = "bad-pause"


@dataclass(frozen=True, slots=True)
class Pause:
    from_: datetime
    to: datetime | None  # None: the clock is still stopped
    ground: str = ""

    def __post_init__(self) -> None:
        start, end = office_time(self.from_), office_time(self.to or self.from_)
        if end < start:
            raise BadPause(
                f"Tạm dừng từ {start:%H:%M %d/%m/%Y} không thể kết thúc trước đó,"
                f" lúc {end:%H:%M %d/%m/%Y}."
            )


class PausePolicy(StrEnum):
    """Which end of a pause still counts as a day of the term."""

    BOTH = "both"  # both ends are removed
    RESUME_COUNTS = "resume_counts"
    STOP_COUNTS = "stop_counts"  # Bộ luật Dân sự Điều 147.2: the day of the event is not counted

    def first_removed(self, stop: datetime) -> date:
        return office_date(stop) + timedelta(days=self is PausePolicy.STOP_COUNTS)

    def last_removed(self, resume: datetime) -> date:
        return office_date(resume) - timedelta(days=self is PausePolicy.RESUME_COUNTS)


class Gap(NamedTuple):
    """Removed dates, both ends included."""

    first: date
    last: date


def removed_dates(pauses: Iterable[Pause], policy: PausePolicy) -> list[Gap]:
    """The union, in order; gaps never touch. Raises BadPause for a pause still open."""
    gaps: list[Gap] = []
    for first, last in sorted(_gap(pause, policy) for pause in pauses):
        if gaps and first <= gaps[-1].last + timedelta(days=1):
            gaps[-1] = Gap(gaps[-1].first, max(gaps[-1].last, last))
        elif first <= last:
            gaps.append(Gap(first, last))
    return gaps


def end_of(pause: Pause) -> datetime:
    if pause.to is None:
        raise BadPause("Đồng hồ đang dừng nên chưa có ngày hẹn.")
    return pause.to


def _gap(pause: Pause, policy: PausePolicy) -> Gap:
    return Gap(policy.first_removed(pause.from_), policy.last_removed(end_of(pause)))
