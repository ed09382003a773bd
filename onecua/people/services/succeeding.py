"""The new organisation stands: bodies, units, desks and posts, and the old ones end. Set-based.

Part of `cases.services.reorganisation.begin_reorganisation`, in its transaction.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from onecua.ledger.canonical import JsonObject
from onecua.people.acting import Acting
from onecua.people.models import Agency, Delegation, Desk, Post, Unit
from onecua.people.services._guards import A_DAY
from onecua.people.services._record import record
from onecua.people.services.delegations import end_delegations_of
from onecua.people.services.posts import facts_of
from onecua.people.succession import Plan, UnitKey

CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Succeeded:
    """Old id -> new, of what has a successor."""

    agencies: Mapping[int, Agency]
    units: Mapping[int, Unit]
    desks: Mapping[int, Desk]
    posts: int


@dataclass(frozen=True, slots=True)
class Day:
    """By which decision, from which day, by whom."""

    decision: str
    effective_on: date
    acting: Acting
    at: datetime

    @property
    def last_day(self) -> date:
        return self.effective_on - A_DAY

    def tell(self, agency_id: int, kind: str, facts: JsonObject) -> None:
        record(agency_id, kind, facts, acting=self.acting, at=self.at)


def succeed(plan: Plan, day: Day) -> Succeeded:
    founded = _found(plan, day)
    bodies = {**plan.existing, **founded}
    agencies = {pk: bodies[row.successor] for pk, row in plan.ending.items()}
    units = _units(plan, bodies, day)
    desks = _desks(plan, units, day)
    posts = _posts(plan, units, day)
    _end(plan, agencies, units, day)
    _below_another(plan, agencies, day)
    return Succeeded(agencies, units, desks, posts)


def _found(plan: Plan, day: Day) -> dict[str, Agency]:
    """Parents first; a parent that is not founded is succeeded by the province's own body."""
    made: dict[str, Agency] = {}
    top = next((b.code for b in plan.founded.values() if not b.parent), "")
    waiting = sorted(plan.founded.values(), key=lambda body: bool(body.parent))
    while waiting:
        rest = []
        for body in waiting:
            above = body.parent if body.parent in plan.founded else top
            parent = made.get(above) or plan.existing.get(body.parent)
            if body.parent and above and above != body.code and above not in made:
                rest.append(body)
                continue
            made[body.code] = Agency.objects.create(
                code=body.code, name=body.name, printed_name=body.printed_name, place=body.place,
                kind=body.kind, parent=None if not body.parent else parent,
                valid_from=day.effective_on,
            )  # fmt: skip
        if len(rest) == len(waiting):
            raise ValueError(f"no parent for {', '.join(body.code for body in rest)}")
        waiting = rest
    for agency in made.values():
        facts: JsonObject = {
            "agency": agency.code,
            "kind": agency.kind,
            "parent": agency.parent.code if agency.parent else "",
            "valid_from": day.effective_on.isoformat(),
            "decision": day.decision,
        }
        day.tell(agency.pk, "agency_opened", facts)
    return made


def _units(plan: Plan, bodies: Mapping[str, Agency], day: Day) -> dict[int, Unit]:
    """Old unit -> new; units of one name become one, the leadership the root."""
    codes = {code for code, _ in plan.places.values()}
    known = Unit.objects.filter(agency__in=[bodies[code].pk for code in codes])
    made: dict[UnitKey, Unit] = {(each.agency.code, each.name): each
                                 for each in known.select_related("agency")}  # fmt: skip
    roots = {each.agency.code: each for each in made.values() if each.parent_id is None}
    opened: defaultdict[int, list[int]] = defaultdict(list)
    for leadership in (True, False):
        for old in plan.leading_first:
            code, name = key = plan.places[old.pk]
            if (old.parent_id is None) is not leadership or key in made:
                continue
            if leadership and code in roots:
                made[key] = roots[code]
                continue
            made[key] = Unit.objects.create(
                agency=bodies[code], name=name, kind=old.kind, parent=roots.get(code),
                workflow_role=old.workflow_role, valid_from=day.effective_on,
            )  # fmt: skip
            opened[bodies[code].pk].append(made[key].pk)
            if leadership:
                roots[code] = made[key]
    for agency, units in opened.items():
        facts: JsonObject = {
            "units": units,
            "valid_from": day.effective_on.isoformat(),
            "decision": day.decision,
        }
        day.tell(agency, "units_opened", facts)
    return {pk: made[key] for pk, key in plan.places.items()}


def _desks(plan: Plan, units: Mapping[int, Unit], day: Day) -> dict[int, Desk]:
    """Each old desk -> the desk of the unit that goes on; it begins with books of its own."""
    new = Desk.objects.filter(unit__in=units.values())
    made = {desk.unit_id: desk for desk in new}
    found, opened = {}, defaultdict(list)
    for old in plan.leading_first:
        desk: Desk | None = getattr(old, "desk", None)
        if desk is None:
            continue
        unit = units[old.pk]
        if unit.pk not in made:
            name = plan.renamed(old, desk.name)
            made[unit.pk] = Desk.objects.create(
                unit=unit, name=name, address=plan.renamed(old, desk.address), phone=desk.phone
            )
            opened[unit.agency_id].append(made[unit.pk].pk)
        found[desk.pk] = made[unit.pk]
    for agency, desks in opened.items():
        day.tell(agency, "desks_opened", {"desks": desks})
    return found


def _posts(plan: Plan, units: Mapping[int, Unit], day: Day) -> int:
    """Everybody goes on in the unit that succeeds his; only the leading side signs on."""
    lent = Delegation.objects.filter(Q(giver__in=plan.posts) | Q(receiver__in=plan.posts))
    concerned = set(lent.values_list("giver", flat=True)) | set(
        lent.values_list("receiver", flat=True)
    )
    for post in plan.posts:
        if post.pk in concerned:
            end_delegations_of(post, day.last_day, acting=day.acting, at=day.at)
    once: dict[tuple[int, int, str], Post] = {}
    for post in sorted(plan.posts, key=lambda post: not plan.ending[post.unit.agency_id].leads):
        unit, leads = units[post.unit_id], plan.ending[post.unit.agency_id].leads
        once.setdefault(
            (post.person_id, unit.pk, post.role),
            Post(
                person_id=post.person_id, unit=unit, role=post.role, position=post.position,
                signs=post.signs and leads, authority=post.authority if leads else "",
                decision=day.decision, valid_from=day.effective_on, valid_to=post.valid_to,
            ),
        )  # fmt: skip
    Post.objects.filter(pk__in=[post.pk for post in plan.posts]).update(valid_to=day.last_day)
    held = Post.objects.filter(unit__in=units.values(), valid_from__lte=day.effective_on)
    have = set(
        held.filter(Q(valid_to=None) | Q(valid_to__gte=day.effective_on)).values_list(
            "person", "unit", "role"
        )
    )
    new = Post.objects.bulk_create(
        (post for key, post in once.items() if key not in have), batch_size=CHUNK
    )
    given: defaultdict[int, list[JsonObject]] = defaultdict(list)
    for post in new:
        given[post.unit.agency_id].append(facts_of(post))
    for agency, facts in sorted(given.items()):
        day.tell(agency, "posts_given", {"posts": facts, "decision": day.decision})
    return len(new)


def _end(plan: Plan, agencies: Mapping[int, Agency], units: Mapping[int, Unit], day: Day) -> None:
    moved: defaultdict[int, list[JsonObject]] = defaultdict(list)
    ended: defaultdict[int, list[int]] = defaultdict(list)
    for unit in plan.units:
        moved[unit.agency_id].append({"unit": unit.pk, "successor": units[unit.pk].pk})
        unit.valid_to, unit.successor = day.last_day, units[unit.pk]
    for post in plan.posts:
        ended[post.unit.agency_id].append(post.pk)
    Unit.objects.bulk_update(plan.units, ["valid_to", "successor"], batch_size=CHUNK)
    closing = [row.agency for row in plan.ending.values()]
    for agency in closing:
        agency.valid_to, agency.successor = day.last_day, agencies[agency.pk]
        facts: JsonObject = {
            "agency": agency.code,
            "last_day": day.last_day.isoformat(),
            "successor": agencies[agency.pk].code,
            "decision": day.decision,
            "units": moved[agency.pk],
            "posts": ended[agency.pk],
        }
        day.tell(agency.pk, "agency_succeeded", facts)
    Agency.objects.bulk_update(closing, ["valid_to", "successor"], batch_size=CHUNK)


def _below_another(plan: Plan, agencies: Mapping[int, Agency], day: Day) -> None:
    """What stays lies below the successor of what it lay below."""
    for agency in plan.existing.values():
        above = agency.parent_id
        if above is None or agency.pk in agencies or above not in agencies:
            continue
        agency.parent = agencies[above]
        facts: JsonObject = {
            "agency": agency.code,
            "parent": agency.parent.code,
            "decision": day.decision,
        }
        day.tell(agency.pk, "agency_moved", facts)
        agency.save(update_fields=["parent"])
