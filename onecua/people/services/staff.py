"""A list of staff in three beats: read and checked, previewed, applied by a decision. Set-based.

Accounts are made without a password: an administrator gives each person one when he comes for it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.timezone import localdate

from onecua.kernel.tables.reading import read_table
from onecua.ledger.canonical import JsonObject
from onecua.people.acting import Acting
from onecua.people.models import Agency, Person, Post, StaffList
from onecua.people.roles import Role
from onecua.people.services import errors
from onecua.people.services._guards import require_decision, require_reach
from onecua.people.services._record import record
from onecua.people.services._staff_checks import Known, why_not
from onecua.people.services.people import search_text
from onecua.people.services.posts import facts_of
from onecua.people.staff_rows import StaffFault, StaffFile, StaffRow, read_staff

CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class StaffPreview:
    """What a list would do. people: usernames that are new; posts: rows that give one."""

    people: tuple[str, ...]
    posts: tuple[StaffRow, ...]
    unchanged: int
    faults: tuple[StaffFault, ...]

    @property
    def changes(self) -> bool:
        return bool(self.posts)


def preview(
    listed: StaffFile, agency: Agency, *, acting: Acting | None, at: datetime
) -> StaffPreview:
    """Raises OutOfReach. Nothing is written."""
    require_reach(acting, agency)
    known = Known.of(listed.rows, agency, acting, localdate(at))
    faults, wanted, unchanged, new = list(listed.faults), [], 0, []
    for row in listed.rows:
        if why := why_not(row, known, acting):
            faults.append(StaffFault(row.row, listed.cells.get(row.row, ()), why))
        elif known.holds(row):
            unchanged += 1
        else:
            wanted.append(row)
            if row.username not in known.people:
                new.append(row.username)
    ordered = sorted(faults, key=lambda fault: fault.row)
    return StaffPreview(tuple(dict.fromkeys(new)), tuple(wanted), unchanged, tuple(ordered))


@transaction.atomic
def keep(
    name: str, content: bytes, agency: Agency, *, acting: Acting | None, at: datetime
) -> StaffList:
    """Read a file and keep it for its preview. Raises UnreadableFile, OutOfReach."""
    require_reach(acting, agency)
    listed = read_staff(read_table(name, content))
    return StaffList.objects.create(
        agency=agency, digest=hashlib.sha256(content).hexdigest(), file_name=name[-200:],
        rows=_to_json(listed), made_by_id=acting.person_id if acting else None, made_at=at,
    )  # fmt: skip


def listed_of(kept: StaffList) -> StaffFile:
    """What `keep` kept."""
    rows: Mapping[str, Any] = kept.rows
    return StaffFile(
        heading=tuple(rows["heading"]),
        rows=tuple(StaffRow(**row) for row in rows["rows"]),
        cells={int(no): tuple(cells) for no, cells in rows["cells"].items()},
        faults=tuple(
            StaffFault(each["row"], tuple(each["cells"]), each["sentence"])
            for each in rows["faults"]
        ),
    )


@transaction.atomic
def apply(kept: StaffList, *, decision: str, acting: Acting | None, at: datetime) -> StaffPreview:
    """The good rows, all or none; the bad ones stay with their sentences. Once applied: nothing.

    Raises OutOfReach, DecisionMissing, ListApplied, ListChangesNothing.
    """
    words = require_decision(decision)
    kept = StaffList.objects.select_for_update(of=("self",), no_key=True).get(pk=kept.pk)
    if kept.applied_at is not None:
        raise errors.ListApplied(on=kept.applied_at)
    agency = kept.agency
    plan = preview(listed_of(kept), agency, acting=acting, at=at)
    if not plan.changes:
        raise errors.ListChangesNothing
    known = Known.of(plan.posts, agency, acting, localdate(at))
    people = known.people | _people(plan)
    posts = _posts(plan.posts, people, known, words, at)
    _tell(posts, words, acting, at)
    facts: JsonObject = {
        "digest": kept.digest,
        "rows": len(plan.posts),
        "people": len(plan.people),
        "posts": len(posts),
    }
    record(agency.pk, "staff_imported", facts, acting=acting, at=at)
    kept.applied_at = at
    kept.rows = _to_json(StaffFile((), (), {}, ()))  # names and telephones are not kept twice
    kept.save(update_fields=["applied_at", "rows"])
    return plan


def _people(plan: StaffPreview) -> dict[str, Person]:
    first = {row.username: row for row in reversed(plan.posts)}
    nobodys = make_password(None)  # opens nothing
    rows = Person.objects.bulk_create(
        (
            Person(
                username=username, full_name=first[username].full_name, password=nobodys,
                email=first[username].email, phone=first[username].phone, password_temporary=True,
                search=search_text(first[username].full_name, username),
            )
            for username in plan.people
        ),
        batch_size=CHUNK,
    )  # fmt: skip
    return {row.username: row for row in rows}


def _posts(
    rows: Sequence[StaffRow],
    people: Mapping[str, Person],
    known: Known,
    decision: str,
    at: datetime,
) -> list[Post]:
    return Post.objects.bulk_create(
        (
            Post(
                person=people[row.username], unit=known.unit(row), role=row.role,
                position=row.position or Role(row.role).label, signs=row.signs, decision=decision,
                valid_from=localdate(at),
            )
            for row in rows
        ),
        batch_size=CHUNK,
    )  # fmt: skip


def _tell(posts: Sequence[Post], decision: str, acting: Acting | None, at: datetime) -> None:
    given: defaultdict[int, list[JsonObject]] = defaultdict(list)
    for post in posts:
        given[post.unit.agency_id].append(facts_of(post))
    for stream, facts in sorted(given.items()):
        payload: JsonObject = {"posts": facts, "decision": decision}
        record(stream, "posts_given", payload, acting=acting, at=at)


def _to_json(listed: StaffFile) -> dict[str, Any]:
    return {
        "heading": listed.heading,
        "rows": [asdict(row) for row in listed.rows],
        "cells": {str(no): cells for no, cells in listed.cells.items()},
        "faults": [asdict(fault) for fault in listed.faults],
    }
