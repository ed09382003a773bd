"""The demonstration province as prepared data, written by the services of the organisation."""

from datetime import date, datetime

from onecua.demonstration.province import Province, UnitSeed
from onecua.demonstration.staffing import read_desks, read_posts
from onecua.people.models import Agency
from onecua.people.services.founding import (
    FoundedAgency,
    FoundedDesk,
    FoundedPost,
    FoundedUnit,
    Founding,
    found,
)

BEGINNING = date(2018, 1, 1)
PROVINCE = "000.00.00.H34"
DECISION = "Dữ liệu minh họa"


def is_there() -> bool:
    return Agency.objects.filter(code=PROVINCE).exists()


def set_up(province: Province, *, password: str, at: datetime) -> None:
    """All agencies, units, desks and people, with the events of their founding."""
    found(_founding(province), password=password, at=at)


def key(unit: UnitSeed) -> tuple[str, str]:
    return unit.agency, unit.name


def _founding(province: Province) -> Founding:
    return Founding(
        agencies=[
            FoundedAgency(
                code=seed.code, name=seed.name, printed_name=seed.printed_name, place=seed.place,
                kind=seed.kind, parent=seed.parent,
            )
            for seed in province.agencies.values()
        ],
        units=[
            FoundedUnit(key=key(seed), kind=seed.kind, workflow_role=seed.workflow_role)
            for seed in province.units
        ],
        desks=[
            FoundedDesk(unit=key(desk.unit), name=desk.name, address=desk.address, phone=desk.phone)
            for desk in read_desks(province)
        ],
        posts=[
            FoundedPost(
                username=seed.username, full_name=seed.full_name, unit=key(seed.unit),
                role=seed.role, position=seed.position, signs=seed.signs, authority=seed.authority,
            )
            for seed in read_posts(province)
        ],
        decision=DECISION,
        valid_from=BEGINNING,
    )  # fmt: skip
