"""The province's agencies, units, desks and people, written once; each agency's stream begins."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from onecua.demonstration.province import Province, UnitSeed
from onecua.demonstration.staffing import PostSeed, read_desks, read_posts
from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import THE_SYSTEM, append
from onecua.people.models import Agency, Desk, Person, Post, Unit

BEGINNING = date(2018, 1, 1)
PROVINCE = "000.00.00.H34"
LEADERSHIP = Unit.Kind.LEADERSHIP.value
CHUNK = 1_000


def is_there() -> bool:
    return Agency.objects.filter(code=PROVINCE).exists()


@transaction.atomic
def set_up(province: Province, *, password: str, at: datetime) -> None:
    agencies = _agencies(province)
    units = _units(province, agencies)
    _desks(province, units)
    posts = list(read_posts(province))
    _people(posts, units, password)
    seats = Counter(seed.unit.agency for seed in posts)
    parts = Counter(unit.agency for unit in province.units)
    for code, agency in agencies.items():
        facts: JsonObject = {"agency": code, "units": parts[code], "posts": seats[code]}
        append(agency.pk, "agency_set_up", facts, actor=THE_SYSTEM, at=at)


def _agencies(province: Province) -> dict[str, Agency]:
    """Parents come before their children, one generation at a time."""
    made: dict[str, Agency] = {}
    while len(made) < len(province.agencies):
        ready = [
            seed
            for seed in province.agencies.values()
            if seed.code not in made and (not seed.parent or seed.parent in made)
        ]
        rows = Agency.objects.bulk_create(
            Agency(
                code=seed.code,
                name=seed.name,
                printed_name=seed.printed_name,
                place=seed.place,
                kind=seed.kind,
                parent=made.get(seed.parent),
                valid_from=BEGINNING,
            )
            for seed in ready
        )
        made |= {row.code: row for row in rows}
    return made


def _units(province: Province, agencies: dict[str, Agency]) -> dict[UnitSeed, Unit]:
    """The leadership is the root; every other unit of the agency stands below it."""
    roots = [seed for seed in province.units if seed.kind == LEADERSHIP]
    made = _write_units(roots, agencies, {})
    heads = {unit.agency_id: unit for unit in made.values()}
    rest = [seed for seed in province.units if seed.kind != LEADERSHIP]
    return made | _write_units(rest, agencies, heads)


def _write_units(
    seeds: Sequence[UnitSeed], agencies: dict[str, Agency], heads: dict[int, Unit]
) -> dict[UnitSeed, Unit]:
    rows = Unit.objects.bulk_create(
        (
            Unit(
                agency=agencies[seed.agency],
                name=seed.name,
                kind=seed.kind,
                parent=heads.get(agencies[seed.agency].pk),
                workflow_role=seed.workflow_role,
                valid_from=BEGINNING,
            )
            for seed in seeds
        ),
        batch_size=CHUNK,
    )
    return dict(zip(seeds, rows, strict=True))


def _desks(province: Province, units: dict[UnitSeed, Unit]) -> None:
    Desk.objects.bulk_create(
        Desk(unit=units[seed.unit], name=seed.name, address=seed.address, phone=seed.phone)
        for seed in read_desks(province)
    )


def _people(posts: Sequence[PostSeed], units: dict[UnitSeed, Unit], password: str) -> None:
    """One password, so one hash: making it is slow on purpose, and these accounts are public."""
    secret = make_password(password)
    names = {seed.username: seed.full_name for seed in posts}
    people = Person.objects.bulk_create(
        (
            Person(username=username, full_name=name, password=secret)
            for username, name in names.items()
        ),
        batch_size=CHUNK,
    )
    by_name = {person.username: person for person in people}
    Post.objects.bulk_create(
        (
            Post(
                person=by_name[seed.username],
                unit=units[seed.unit],
                role=seed.role,
                position=seed.position,
                signs=seed.signs,
                authority=seed.authority,
                valid_from=BEGINNING,
            )
            for seed in posts
        ),
        batch_size=CHUNK,
    )
