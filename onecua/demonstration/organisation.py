"""The province's agencies, units, desks, people and posts as rows; one event per agency."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from onecua.demonstration.province import Province, UnitSeed, read_province
from onecua.demonstration.staffing import read_desks, read_posts
from onecua.ledger.writing import THE_SYSTEM, append
from onecua.people.models import Agency, Desk, Person, Post, Unit

BEGINNING = date(2018, 6, 21)
PASSWORD = "motcua-2021"  # noqa: S105 - printed on purpose: invented people in an invented office


@transaction.atomic
def build_organisation(at: datetime) -> Province:
    province = read_province()
    agencies = _agencies(province)
    units = _units(province, agencies)
    Desk.objects.bulk_create(
        Desk(unit=units[key(desk.unit)], name=desk.name, address=desk.address, phone=desk.phone)
        for desk in read_desks(province)
    )
    _posts(province, units)
    for agency in agencies.values():
        append(agency.pk, "agency_founded", {"agency": agency.code}, actor=THE_SYSTEM, at=at)
    return province


def key(unit: UnitSeed) -> tuple[str, str]:
    return unit.agency, unit.name


def _agencies(province: Province) -> dict[str, Agency]:
    made: dict[str, Agency] = {}
    for seed in province.agencies.values():  # parents are written before their children
        made[seed.code] = Agency.objects.create(
            code=seed.code, name=seed.name, printed_name=seed.printed_name, place=seed.place,
            kind=seed.kind, parent=made.get(seed.parent), valid_from=BEGINNING,
        )  # fmt: skip
    return made


def _units(province: Province, agencies: dict[str, Agency]) -> dict[tuple[str, str], Unit]:
    """The leadership first: it is the root, and sees all below it."""
    made: dict[tuple[str, str], Unit] = {}
    roots: dict[str, Unit] = {}
    ordered = sorted(province.units, key=lambda unit: unit.kind != Unit.Kind.LEADERSHIP)
    for seed in ordered:
        unit = Unit(
            agency=agencies[seed.agency], name=seed.name, kind=seed.kind,
            parent=roots.get(seed.agency), workflow_role=seed.workflow_role, valid_from=BEGINNING,
        )  # fmt: skip
        unit.save()
        roots.setdefault(seed.agency, unit)
        made[key(seed)] = unit
    return made


def _posts(province: Province, units: dict[tuple[str, str], Unit]) -> None:
    seeds = list(read_posts(province))
    secret = make_password(PASSWORD)  # once: hashing is dear on purpose
    names = {seed.username: seed.full_name for seed in seeds}
    Person.objects.bulk_create(
        Person(username=username, full_name=name, password=secret)
        for username, name in names.items()
    )
    people = {person.username: person for person in Person.objects.filter(username__in=names)}
    Post.objects.bulk_create(
        Post(
            person=people[seed.username], unit=units[key(seed.unit)], role=seed.role,
            position=seed.position, signs=seed.signs, authority=seed.authority,
            valid_from=BEGINNING,
        )
        for seed in seeds
    )  # fmt: skip
