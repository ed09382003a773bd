"""A whole organisation at once, before anybody works in it: set-based, one event an agency.

For the first setting-up of a province and for the demonstration; by the system, from prepared data.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from onecua.ledger.canonical import JsonObject
from onecua.people.models import Agency, Desk, Person, Post, Unit
from onecua.people.services._record import record
from onecua.people.services.people import search_text
from onecua.people.services.posts import facts_of

CHUNK = 1_000
UnitKey = tuple[str, str]  # code of the agency, name of the unit


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundedAgency:
    code: str
    name: str
    printed_name: str
    place: str
    kind: str
    parent: str  # code, "" for none; parents may come in any order


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundedUnit:
    key: UnitKey
    kind: str
    workflow_role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundedDesk:
    unit: UnitKey
    name: str
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundedPost:
    username: str
    full_name: str
    unit: UnitKey
    role: str
    position: str
    signs: bool = False
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    agencies: Sequence[FoundedAgency]
    units: Sequence[FoundedUnit]
    desks: Sequence[FoundedDesk]
    posts: Sequence[FoundedPost]
    decision: str
    valid_from: date


@transaction.atomic
def found(founding: Founding, *, password: str, at: datetime) -> dict[UnitKey, Unit]:
    """password: everybody's first one, not temporary: the demonstration prints it."""
    agencies = _agencies(founding)
    units = _units(founding, agencies)
    desks = _desks(founding, units)
    posts = _posts(founding, units, password)
    for agency in agencies.values():
        opened: JsonObject = {
            "agency": agency.code,
            "kind": agency.kind,
            "parent": agency.parent.code if agency.parent else "",
            "valid_from": agency.valid_from.isoformat(),
            "decision": founding.decision,
        }
        record(agency.pk, "agency_opened", opened, acting=None, at=at)
        facts: JsonObject = {
            "units": [unit.pk for unit in units.values() if unit.agency_id == agency.pk],
            "valid_from": founding.valid_from.isoformat(),
            "decision": founding.decision,
        }
        record(agency.pk, "units_opened", facts, acting=None, at=at)
    _tell(desks, posts, founding.decision, at)
    return units


def _agencies(founding: Founding) -> dict[str, Agency]:
    """One generation at a time: parents before their children."""
    made: dict[str, Agency] = {}
    waiting = list(founding.agencies)
    while waiting:
        ready = [new for new in waiting if not new.parent or new.parent in made]
        if not ready:
            raise ValueError(f"no parent for {', '.join(new.code for new in waiting)}")
        rows = Agency.objects.bulk_create(
            Agency(
                code=new.code, name=new.name, printed_name=new.printed_name, place=new.place,
                kind=new.kind, parent=made.get(new.parent), valid_from=founding.valid_from,
            )
            for new in ready
        )  # fmt: skip
        made |= {row.code: row for row in rows}
        waiting = [new for new in waiting if new.code not in made]
    return made


def _units(founding: Founding, agencies: Mapping[str, Agency]) -> dict[UnitKey, Unit]:
    """The leadership is the root; every other unit of the agency stands below it."""
    lead = [new for new in founding.units if new.kind == Unit.Kind.LEADERSHIP]
    rest = [new for new in founding.units if new.kind != Unit.Kind.LEADERSHIP]
    made: dict[UnitKey, Unit] = {}
    for group in (lead, rest):
        roots = {code: unit for (code, _name), unit in made.items()}
        rows = Unit.objects.bulk_create(
            (
                Unit(
                    agency=agencies[new.key[0]], name=new.key[1], kind=new.kind,
                    parent=roots.get(new.key[0]), workflow_role=new.workflow_role,
                    valid_from=founding.valid_from,
                )
                for new in group
            ),
            batch_size=CHUNK,
        )  # fmt: skip
        made |= {new.key: row for new, row in zip(group, rows, strict=True)}
    return made


def _desks(founding: Founding, units: Mapping[UnitKey, Unit]) -> list[Desk]:
    return Desk.objects.bulk_create(
        Desk(unit=units[new.unit], name=new.name, address=new.address, phone=new.phone)
        for new in founding.desks
    )


def _posts(founding: Founding, units: Mapping[UnitKey, Unit], password: str) -> list[Post]:
    secret = make_password(password)  # once: hashing is dear on purpose
    names = {new.username: new.full_name for new in founding.posts}
    people = Person.objects.bulk_create(
        (
            Person(
                username=username, full_name=name, password=secret,
                search=search_text(name, username),
            )
            for username, name in names.items()
        ),
        batch_size=CHUNK,
    )  # fmt: skip
    by_name = {person.username: person for person in people}
    return Post.objects.bulk_create(
        (
            Post(
                person=by_name[new.username], unit=units[new.unit], role=new.role,
                position=new.position, signs=new.signs, authority=new.authority,
                decision=founding.decision, valid_from=founding.valid_from,
            )
            for new in founding.posts
        ),
        batch_size=CHUNK,
    )  # fmt: skip


def _tell(desks: Sequence[Desk], posts: Sequence[Post], decision: str, at: datetime) -> None:
    desks_of: defaultdict[int, list[int]] = defaultdict(list)
    posts_of: defaultdict[int, list[JsonObject]] = defaultdict(list)
    for desk in desks:
        desks_of[desk.unit.agency_id].append(desk.pk)
    for post in posts:
        posts_of[post.unit.agency_id].append(facts_of(post))
    for stream, opened in sorted(desks_of.items()):
        record(stream, "desks_opened", {"desks": opened}, acting=None, at=at)
    for stream, given in sorted(posts_of.items()):
        facts: JsonObject = {"posts": given, "decision": decision}
        record(stream, "posts_given", facts, acting=None, at=at)
