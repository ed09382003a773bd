"""PURE. The people at the counter: the 25 of the sketches, and as many invented ones as wanted."""

from datetime import date
from functools import cache
from random import Random
from typing import Any

from onecua.demonstration.names import invent
from onecua.demonstration.tables import Row, table

_PROVINCE_OF_BIRTH = "062"
_HAMLETS = ("thôn 1", "thôn 2", "thôn 3", "thôn 4", "tổ 1", "tổ 2", "tổ 5")


def known(number: int) -> dict[str, Any]:
    """The facts of `ApplicantData` for an applicant of the sketches."""
    row = _applicants()[number]
    return {
        "name": row["name"],
        "identity": row["identity_number"],
        "born_on": date.fromisoformat(row["born"]),
        "sex": row["sex"],
        "address": row["address"],
        "phone": row["phone"],
    }


def invented(key: str, area: str) -> dict[str, Any]:
    """area: "thị trấn Đắk Hà, huyện Đắk Hà". The number follows the structure of real ones."""
    dice = Random(key)  # noqa: S311 - an invented person
    person = invent(key)
    born = date(dice.randint(1955, 2004), dice.randint(1, 12), dice.randint(1, 28))
    century = 2 if born.year >= 2000 else 0
    digits = f"{century + (person.sex == 'Nữ')}{born:%y}{dice.randrange(10**6):06d}"
    return {
        "name": person.name,
        "identity": _PROVINCE_OF_BIRTH + digits,
        "born_on": born,
        "sex": person.sex,
        "address": f"{dice.choice(_HAMLETS)}, {area}",
        "phone": f"0905 000 {dice.randrange(126, 1000)}",
    }


@cache
def _applicants() -> dict[int, Row]:
    return {int(row["number"]): row for row in table("applicants")}
