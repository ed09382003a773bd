"""What a reorganisation would do to the organisation, read from its rows: nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from onecua.people.merging import Body, short
from onecua.people.models import Agency, Post, Reorganisation, Succession, Unit
from onecua.people.roles import WORKERS, Role
from onecua.people.validity import standing

UnitKey = tuple[str, str]  # code of the successor, name of the unit there


@dataclass(frozen=True)
class Plan:
    rows: Sequence[Succession]
    bodies: Mapping[str, Body]
    existing: Mapping[str, Agency]  # code -> agency that stands on the day
    units: Sequence[Unit]  # of the ending agencies
    posts: Sequence[Post]  # in those units

    @cached_property
    def ending(self) -> Mapping[int, Succession]:
        return {row.agency_id: row for row in self.rows if row.successor and not row.stays}

    @cached_property
    def founded(self) -> Mapping[str, Body]:
        """Bodies that must be made: successors that do not stand yet, and what they lie below."""
        wanted = {row.successor for row in self.ending.values()}
        found = {code: self.bodies[code] for code in wanted if code in self.bodies}
        return {code: body for code, body in found.items() if code not in self.existing}

    @cached_property
    def places(self) -> Mapping[int, UnitKey]:
        """Old unit -> where it goes: the leadership to the leadership, the others by their name."""
        roots: dict[str, str] = {}
        for unit in self.leading_first:
            code = self.ending[unit.agency_id].successor
            if unit.parent_id is None:
                roots.setdefault(code, self._named(unit))
        return {
            unit.pk: (
                code := self.ending[unit.agency_id].successor,
                roots[code] if unit.parent_id is None else self._named(unit),
            )
            for unit in self.units
        }

    @cached_property
    def leading_first(self) -> list[Unit]:
        return sorted(self.units, key=lambda unit: (not self.ending[unit.agency_id].leads, unit.pk))

    def _named(self, unit: Unit) -> str:
        return self.renamed(unit, unit.name)

    def renamed(self, unit: Unit, words: str) -> str:
        """Words of an ending unit, with the name of the successor's place."""
        row = self.ending[unit.agency_id]
        return words.replace(short(row.agency.name), short(self.name_of(row.successor)))

    def name_of(self, code: str) -> str:
        body = self.bodies.get(code)
        if body is not None:
            return body.name
        return self.existing[code].name if code in self.existing else code

    def faults(self) -> Iterator[str]:
        """What stands in the way, a sentence each."""
        for row in self.rows:
            if not row.successor and not row.stays:
                yield f"{row.agency.name}: chưa chọn cơ quan kế thừa. Chọn ở dòng của cơ quan này."
            elif row.successor and row.successor not in {*self.bodies, *self.existing}:
                yield f"{row.agency.name}: cơ quan kế thừa {row.successor} không còn hoạt động."
        listed = {row.agency_id for row in self.rows}
        for agency in self.existing.values():
            if agency.pk not in listed and agency.code not in self.bodies:
                yield f"{agency.name}: chưa có trong phương án. Lập lại phương án."
        yield from self._without_a_signer()

    def _without_a_signer(self) -> Iterator[str]:
        signing = {
            post.unit.agency_id for post in self.posts if post.signs and post.role == Role.HEAD
        }
        led = {row.successor for row in self.ending.values() if row.leads}
        led_by_signer = {
            row.successor for row in self.ending.values() if row.leads and row.agency_id in signing
        }
        kept = set(
            Post.objects.filter(signs=True, role=Role.HEAD, unit__agency__in=[
                agency.pk for agency in self.existing.values() if agency.pk not in self.ending
            ]).values_list("unit__agency__code", flat=True)
        )  # fmt: skip
        for code in sorted({row.successor for row in self.ending.values()} - led_by_signer - kept):
            why = (
                "cơ quan giữ quyền ký chưa có người ký"
                if code in led
                else "chưa chọn bên giữ quyền ký"
            )
            yield (
                f"{self.name_of(code)}: chưa có vị trí được ký, {why}. "
                "Giao vị trí được ký trước, hoặc đổi bên giữ quyền ký."
            )

    @cached_property
    def manned(self) -> frozenset[UnitKey]:
        """Where somebody works on the day."""
        found = {self.places[post.unit_id] for post in self.posts if post.role in WORKERS}
        return frozenset(found)


def plan_of(reorganisation: Reorganisation) -> Plan:
    day = reorganisation.effective_on
    rows = list(reorganisation.rows.select_related("agency__parent"))
    ending = [row.agency_id for row in rows if row.successor and not row.stays]
    units = Unit.objects.filter(standing(day), agency__in=ending).select_related("agency", "desk")
    posts = Post.objects.filter(standing(day), unit__in=units, person__is_active=True)
    return Plan(
        rows=rows,
        bodies={code: Body(**facts) for code, facts in reorganisation.bodies.items()},
        existing={each.code: each for each in Agency.objects.filter(standing(day))},
        units=list(units.order_by("pk")),
        posts=list(posts.select_related("unit", "person").order_by("pk")),
    )
