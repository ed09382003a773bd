"""What each account of the demonstration shall find on its first screen today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from onecua.demonstration.staff import Staff
from onecua.demonstration.stories import MOST_DAYS_AGO, Story, Storyteller
from onecua.people.models import Post, Unit
from onecua.people.roles import Role
from procedures.models import ConfiguredStep, ProcedureVersion

ACTS_A_DAY = 8
ACTS_OF_A_LIFE = 24
LATE_BY = 2  # working days
MOST_WAYS = 12
_KEPT_FOR = (Role.RECEPTION, Role.OFFICER, Role.HEAD)
_AT_A_DESK = ("desk", "desk", "result", "returnable", "online_open")
_IN_A_UNIT = ("pending", "working")


@dataclass(frozen=True, slots=True)
class Way:
    """A procedure of a desk whose steps lead to a unit."""

    desk: str
    procedure: str
    step: int
    days: float


class Queues:
    def __init__(self, staff: Staff, days: Mapping[str, float]) -> None:
        """days: of each procedure's term, in working days."""
        self._days = days
        self._posts = [post for post in staff.named() if post.role in _KEPT_FOR]
        self._units = {post.unit_id: post.unit for post in self._posts}
        self._ways = self._all_ways()

    def stories(self, teller: Storyteller) -> Iterator[Story]:
        for number, unit in enumerate(self._units.values()):
            ways = self._ways.get(unit.pk, [])
            kinds = _AT_A_DESK if unit.kind == Unit.Kind.DESK else _IN_A_UNIT
            for place, rests in enumerate(kinds if ways else ()):
                way = ways[(number + place) % len(ways)]
                yield _story(teller, f"today {number} {place}", way, rests)
        for number, post in enumerate(post for post in self._posts if post.signs):
            for unit in self._where_it_is_late(post):
                way, at_desk = self._ways[unit.pk][0], unit.kind == Unit.Kind.DESK
                yield _late_story(
                    teller, f"to sign {number}", way, "desk" if at_desk else "working"
                )

    def _where_it_is_late(self, post: Post) -> Iterator[Unit]:
        """The signer's own unit, or the first of his agency that any procedure passes."""
        near = [unit for unit in self._units.values() if unit.agency_id == post.unit.agency_id]
        reached = [unit for unit in (post.unit, *near) if self._ways.get(unit.pk)]
        yield from reached[:1]

    def _all_ways(self) -> dict[int, list[Way]]:
        """Unit -> the ways to it, the shortest first. A desk is reached by its own first step."""
        rows = (
            ConfiguredStep.objects.filter(unit__in=self._units)
            .exclude(configuration__procedure__versions__kind=ProcedureVersion.Kind.IMMEDIATE)
            .select_related("step", "configuration__desk__unit__agency", "configuration__procedure")
            .order_by("step__no", "configuration__procedure__code", "configuration__desk")
        )
        found: dict[int, list[Way]] = {}
        for row in rows:
            code = row.configuration.procedure.code
            is_desk = self._units[row.unit_id].kind == Unit.Kind.DESK
            if code not in self._days or (is_desk and row.step.no > 1):
                continue
            desk = row.configuration.desk.unit.agency.code
            way = Way(desk, code, row.step.no, self._days[code])
            found.setdefault(row.unit_id, []).append(way)
        return {unit: _good(ways) for unit, ways in found.items()}


def _good(ways: Sequence[Way]) -> list[Way]:
    """Those that a dossier can go in time; few enough that a list looks like one office's."""
    in_time = [way for way in ways if way.days * ACTS_A_DAY > 2 * way.step]
    return list(in_time or ways)[:MOST_WAYS]


def _story(teller: Storyteller, key: str, way: Way, rests: str) -> Story:
    whole, online = rests in {"result", "returnable"}, rests == "online_open"
    acts = ACTS_OF_A_LIFE if whole else 2 * way.step
    ago = min(int(way.days), acts // ACTS_A_DAY + (way.step > 1 or whole))
    return Story(
        key=key,
        procedure=way.procedure,
        desk=way.desk,
        arrives=teller.day(ago, time(7, 45)),
        twist=rests if online else "",
        channel="online" if online else "direct",
        rests="" if online else rests,
        rests_at=way.step,
    )


def _late_story(teller: Storyteller, key: str, way: Way, rests: str) -> Story:
    """It rests where the signer's own office is late, so that an apology waits for him."""
    return Story(
        key=key,
        procedure=way.procedure,
        desk=way.desk,
        arrives=teller.day(min(int(way.days) + LATE_BY, MOST_DAYS_AGO), time(8, 5)),
        twist="late_waiting",
        rests=rests,
        rests_at=way.step,
    )
