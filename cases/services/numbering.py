"""Codes and numbers, allotted inside the transaction that prints them: dense, unique, never typed.

Mã số hồ sơ: TT 01/2018 Đ19, `<agency>-YYMMDD-NNNN`, the day of recording, counted per receiving
agency and day, and widening past 9999. Before acceptance a contact number `…-TNNNN` opens the
lookup. Register: per desk and year, from 01, Đ10.
"""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from cases.models import RegisterVolume
from cases.models.dossier import YEAR_FACTOR
from onecua.ledger import numbers
from onecua.people.models import Agency, Desk

WIDTH = 4


def next_stream(year: int) -> int:
    """The id of a new dossier: its year of reception, then a running number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_stream')")
        number: int = cursor.fetchone()[0]
    return year * YEAR_FACTOR + number


def next_streams(years: Sequence[int]) -> list[int]:
    """Of many new dossiers at once, each of its own year of reception."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_stream') FROM generate_series(1, %s)", [len(years)])
        numbers_ = [number for (number,) in cursor.fetchall()]
    return [year * YEAR_FACTOR + number for year, number in zip(years, numbers_, strict=True)]


def register_book(desk: Desk, year: int) -> str:
    return f"register/{desk.pk}/{year}"


def entry_and_code(desk: Desk, agency: Agency, on: date) -> tuple[int, int, str]:
    """Quyển số and Số thứ tự in the desk's register of the year, and the dossier's code.

    A new volume goes on with the numbers of the closed one. Which one is open is asked after its
    number is taken: who closes a volume waits for that number.
    """
    register, codes = register_book(desk, on.year), f"dossier/{agency.code}/{on:%y%m%d}"
    taken = numbers.take_each(register, codes)
    closed = RegisterVolume.objects.filter(desk=desk, year=on.year, reopened_at=None).count()
    return closed + 1, taken[register], f"{agency.code}-{on:%y%m%d}-{taken[codes]:0{WIDTH}d}"


def contact_number(agency: Agency, on: date) -> str:
    number = numbers.take(f"contact/{agency.code}/{on:%y%m%d}")
    return f"{agency.code}-{on:%y%m%d}-T{number:0{WIDTH}d}"


def slip_book(agency: Agency, form: str, year: int) -> str:
    return f"slip/{agency.code}/{form}/{year}"
