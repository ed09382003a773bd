"""What a reorganisation would do, counted now; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from cases.facts import ApologyState
from cases.models import Apology, Dossier, Handover, RegisterVolume
from cases.services.leaving import OPEN
from onecua.people.models import Agency, Desk, Reorganisation
from onecua.people.succession import Plan, plan_of
from procedures.models import Configuration

PENDING = Handover.Outcome.PENDING


@dataclass(frozen=True, slots=True)
class Goes:
    """An agency of the old tree, and what of it goes on where."""

    agency: str
    successor: str
    dossiers: int
    posts: int


@dataclass(frozen=True, slots=True)
class Heir:
    """A row of the plan, in words. successor: "" where none is chosen, or none is needed."""

    pk: int
    agency: str
    code: str
    district: str  # of a commune
    successor: str
    successor_code: str
    leads: bool
    stays: bool


@dataclass(frozen=True, slots=True)
class Preview:
    plan: Plan
    faults: Sequence[str]
    goes: Sequence[Goes]
    dossiers: int
    posts: int
    procedures: int  # configurations of desks
    handovers: int
    drafts: int
    books: int
    founded: int


def preview(reorganisation: Reorganisation) -> Preview:
    """Counted now; nothing is written."""
    plan = plan_of(reorganisation)
    units = [unit.pk for unit in plan.units]
    desks = [desk.pk for unit in plan.units if (desk := getattr(unit, "desk", None))]
    touched = Dossier.objects.filter(Q(holder_unit__in=units) | Q(desk__in=desks), state__in=OPEN)
    by_agency = touched.order_by().values_list("desk__unit__agency")
    held: dict[int, int] = dict(by_agency.annotate(Count("pk")))
    return Preview(
        plan=plan,
        faults=faults_of(plan),
        goes=_goes(plan, held),
        dossiers=sum(held.values()),
        posts=len(plan.posts),
        procedures=Configuration.objects.filter(desk__in=desks, valid_to=None).count(),
        handovers=open_handovers(units).count(),
        drafts=Apology.objects.filter(
            unit__in=units, state__in=[ApologyState.DRAFTED, ApologyState.COMPLETED]
        ).count(),
        books=len(open_books(plan)),
        founded=len(plan.founded),
    )


def heirs_of(reorganisation: Reorganisation) -> list[Heir]:
    """Every agency of the plan, those of one successor together, its leading side first."""
    rows = reorganisation.rows.select_related("agency__parent")
    codes = {row.successor for row in rows if row.successor}
    named = dict(Agency.objects.filter(code__in=codes).values_list("code", "name"))
    named |= {code: body["name"] for code, body in reorganisation.bodies.items()}
    heirs = [
        Heir(
            row.pk, row.agency.name, row.agency.code, _district(row.agency),
            named.get(row.successor, row.successor), row.successor, row.leads, row.stays,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(heirs, key=lambda each: (each.successor_code, not each.leads, each.code))


def _district(agency: Agency) -> str:
    above = agency.parent
    return above.name if above and agency.kind == Agency.Kind.COMMUNE else ""


def open_handovers(units: Sequence[int]) -> QuerySet[Handover]:
    return Handover.objects.filter(Q(from_unit__in=units) | Q(to_unit__in=units), outcome=PENDING)


def open_books(plan: Plan) -> list[tuple[Desk, int]]:
    """(desk, year) of each register that ends with entries behind its last closed volume."""
    desks = {desk.pk: desk for unit in plan.units if (desk := getattr(unit, "desk", None))}
    entered = Dossier.objects.annotate(book_of=Coalesce("entry_desk", "desk"))
    newest = (
        entered.filter(book_of__in=list(desks), entry__isnull=False)
        .order_by("book_of", "register_year")
        .values_list("book_of", "register_year")
        .annotate(Max("entry"))
    )
    closed = RegisterVolume.objects.filter(desk__in=list(desks), reopened_at=None)
    sealed = {
        (desk, year): last
        for desk, year, last in closed.order_by()
        .values_list("desk", "year")
        .annotate(Max("last_entry"))
    }
    return [
        (desks[desk], year) for desk, year, last in newest if last > sealed.get((desk, year), 0)
    ]


def _without_a_holder(plan: Plan) -> list[str]:
    """Open dossiers would lie where nobody works."""
    units = {unit.pk: unit for unit in plan.units}
    held = Dossier.objects.filter(holder_unit__in=units, state__in=OPEN)
    counts = held.order_by().values_list("holder_unit").annotate(Count("pk"))
    return [
        f"{plan.name_of(plan.places[unit][0])}, {plan.places[unit][1]}: chưa có ai làm việc để "
        f"tiếp tục {count} hồ sơ của {units[unit].name}. Giao vị trí trước."
        for unit, count in counts
        if plan.places[unit] not in plan.manned
    ]


def _goes(plan: Plan, held: dict[int, int]) -> list[Goes]:
    posts: dict[int, int] = {}
    for post in plan.posts:
        posts[post.unit.agency_id] = posts.get(post.unit.agency_id, 0) + 1
    return [
        Goes(row.agency.name, plan.name_of(row.successor), held.get(pk, 0), posts.get(pk, 0))
        for pk, row in plan.ending.items()
    ]


def faults_of(plan: Plan) -> list[str]:
    """What stands in the way of applying it, a sentence each."""
    return [*plan.faults(), *_without_a_holder(plan)]
