"""PURE. Signs that only many dossiers together give: numbers, files, bursts, shares."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import sqrt

from cases.deadline_words import instant
from procedures.timing import office_date
from reports.detectors.life import Life

WINDOW = timedelta(minutes=15)
SAMPLE = 30  # dossiers of an agency below which its share says nothing
_Z = 1.96
_BOOK = re.compile(r"^\s*(\d{1,9})(.*)$")


@dataclass(frozen=True, slots=True)
class Ended:
    """A recorded result, with the little that the others are compared with."""

    stream: int
    seq: int
    code: str
    agency: int
    unit: int
    procedure: str
    immediate: bool
    at: datetime  # recorded
    person: int | None
    number: str
    last_number: str
    file: str
    quantity: int
    long_began: datetime | None  # when the longest step was taken on

    @property
    def year(self) -> int:
        return office_date(self.at).year


@dataclass(frozen=True, slots=True)
class Share:
    """Of an agency in the period: how many ended, how many of them oddly."""

    agency: int
    ended: int
    odd: int


@dataclass(frozen=True, slots=True)
class Sign:
    """key: what makes it the same sign tomorrow. rows: (result, sentence)."""

    key: str
    agency: int
    unit: int | None
    rows: Sequence[tuple[Ended, str]]
    words: str = ""  # where there is no row


def ended_of(life: Life) -> Ended | None:
    event = life.result
    if event is None:
        return None
    long = next((stay for stay in life.stays if stay.step == life.long_step), None)
    said = event.payload
    return Ended(
        life.stream, event.seq, life.code, life.agency, life.unit, life.procedure, life.immediate,
        event.recorded_at, event.person, str(said.get("number") or ""),
        str(said.get("last_number") or ""), str(said.get("file") or ""),
        int(str(said.get("quantity") or 1)), long.began.recorded_at if long else None,
    )  # fmt: skip


def repeated_numbers(ended: Iterable[Ended], _threshold: int) -> Iterator[Sign]:
    found: dict[tuple[int, str, int, str], list[Ended]] = defaultdict(list)
    for each in ended:
        if each.number and not each.immediate:
            found[each.agency, each.procedure, each.year, each.number].append(each)
    for (agency, procedure, year, number), same in found.items():
        if len({each.stream for each in same}) > 1:
            yield Sign(
                f"{agency}/{procedure}/{year}/{number}/{_newest(same)}", agency, None,
                [(each, f"Kết quả số {number}, ghi lúc {instant(each.at)}.") for each in same],
            )  # fmt: skip


def same_file(ended: Iterable[Ended], _threshold: int) -> Iterator[Sign]:
    found: dict[str, list[Ended]] = defaultdict(list)
    for each in ended:
        if each.file:
            found[each.file].append(each)
    for digest, same in found.items():
        if len({each.stream for each in same}) > 1 and len({each.number for each in same}) > 1:
            yield Sign(
                f"{digest[:40]}/{_newest(same)}", same[-1].agency, None,
                [(each, f"Số {each.number or '–'}, cùng một tệp kết quả.") for each in same],
            )  # fmt: skip


def _newest(same: Iterable[Ended]) -> int:
    """In the key: a third one, weeks later, is a sign of its own."""
    return max(each.stream for each in same)


def bursts(ended: Iterable[Ended], least: int) -> Iterator[Sign]:
    """Pushed through in one go: also the longest step lay inside the quarter of an hour."""
    units: dict[tuple[int, date], list[Ended]] = defaultdict(list)
    for each in ended:
        if each.long_began and not each.immediate and each.at - each.long_began <= WINDOW:
            units[each.unit, office_date(each.at)].append(each)
    for (unit, day), pushed in units.items():
        pushed.sort(key=lambda each: each.at)
        most = max(
            (
                [other for other in pushed[first:] if other.at - each.at <= WINDOW]
                for first, each in enumerate(pushed)
            ),
            key=len,
        )
        if len(most) >= least:
            yield Sign(
                f"{unit}/{day.isoformat()}", most[0].agency, unit,
                [(each, f"Bắt đầu bước dài nhất {instant(each.long_began)}, có kết quả "
                        f"{instant(each.at)}.") for each in most if each.long_began],
            )  # fmt: skip


def number_gaps(ended: Iterable[Ended], least: int) -> Iterator[Sign]:
    """Of the books of immediate procedures: numbers that were never written down, or twice."""
    books: dict[tuple[int, str], list[tuple[int, int, Ended]]] = defaultdict(list)
    for each in ended:
        first = _BOOK.match(each.number)
        if each.immediate and first:
            last = _BOOK.match(each.last_number)
            end = int(last[1]) if last else int(first[1])
            books[each.agency, first[2].strip()].append((int(first[1]), end, each))
    for (agency, book), rows in books.items():
        rows.sort(key=lambda row: row[:2])
        for (_, upto, one), (begins, _, next_) in pairwise(rows):
            missing = begins - upto - 1
            if missing >= least or missing < 0:
                words = f"Thiếu {missing} số từ {upto + 1}" if missing > 0 else "Số ghi hai lần"
                yield Sign(
                    f"{agency}/{book}/{upto}/{begins}", agency, one.unit,
                    [(one, f"Đến số {upto}{book}."), (next_, f"Từ số {begins}{book}. {words}.")],
                )  # fmt: skip


def daily_totals(ended: Iterable[Ended], most: int) -> Iterator[Sign]:
    days: dict[tuple[int | None, date], list[Ended]] = defaultdict(list)
    for each in ended:
        if each.immediate:
            days[each.person, office_date(each.at)].append(each)
    for (person, day), rows in days.items():
        total = sum(each.quantity for each in rows)
        if total > most:
            words = f"{total} bản trong ngày {day:%d/%m/%Y}, do một người ghi."
            yield Sign(f"{person}/{day.isoformat()}", rows[0].agency, rows[0].unit,
                       [(rows[-1], words)])  # fmt: skip


def odd_shares(shares: Sequence[Share], times: int, period: str) -> Iterator[Sign]:
    """Even the lower end of the 95 % interval lies above so many times the whole's share."""
    ended, odd = sum(each.ended for each in shares), sum(each.odd for each in shares)
    for each in shares:
        others, theirs = ended - each.ended, odd - each.odd
        if each.ended < SAMPLE or others < SAMPLE:
            continue
        if _lower(each.odd, each.ended) > times * max(theirs, 1) / others:
            yield Sign(
                f"{each.agency}/{period}", each.agency, None, [],
                f"{each.odd} trong {each.ended} hồ sơ kết thúc đã dừng, rút hoặc tạm dừng; các cơ "
                f"quan khác {theirs} trong {others}.",
            )  # fmt: skip


def _lower(part: int, whole: int) -> float:
    """Wilson's lower end."""
    share, square = part / whole, _Z * _Z
    middle = share + square / (2 * whole)
    reach = _Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    return (middle - reach) / (1 + square / whole)


OF_MANY: Mapping[str, Callable[[Iterable[Ended], int], Iterator[Sign]]] = {
    "so-ket-qua-trung": repeated_numbers,
    "tep-trung": same_file,
    "don-ket-thuc": bursts,
    "khoang-trong-so": number_gaps,
    "tong-ngay": daily_totals,
}
