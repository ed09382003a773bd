"""What a take-over's rows are held against: desks, procedures, workflows, people, codes in use."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cases.models import Dossier
from cases.take_over_rows import TakeOverRow
from onecua.kernel.text import fold
from onecua.people.models import Agency, Desk, Post, Unit
from onecua.people.rights import at_and_below
from onecua.people.roles import WORKERS
from onecua.people.validity import standing
from procedures.calendars import current_revision, working_calendar
from procedures.models import Configuration, ProcedureVersion, Regime
from procedures.selectors import PlannedStep, plan, regime_on
from procedures.timing import WorkCalendar

CHUNK = 2_000


@dataclass
class Known:
    """A handful of questions, however long the list; the rest is remembered."""

    today: date
    desks: Mapping[str, Desk]  # folded name of the desk, or code and name of its agency
    only: Desk | None  # where the agency has one desk
    versions: Mapping[str, Sequence[ProcedureVersion]]  # code -> newest first, with terms
    configured: Mapping[tuple[int, int], Configuration]  # desk, procedure
    units: Mapping[str, Unit]  # folded name, within the agency
    posts: Mapping[str, Sequence[tuple[int, int]]]  # username -> (person, unit)
    taken: Mapping[str, Dossier]  # code -> what bears it already
    _plans: dict[tuple[int, int], Sequence[PlannedStep]]
    _regimes: dict[date, Regime | None]
    _calendars: dict[int, WorkCalendar]

    @classmethod
    def of(cls, rows: Sequence[TakeOverRow], agency: Agency, today: date) -> "Known":
        below = at_and_below(agency.pk)
        desks = list(Desk.objects.filter(unit__agency__in=below).select_related("unit__agency"))
        mine = [desk for desk in desks if desk.unit.agency_id == agency.pk]
        codes = {row.procedure for row in rows}
        versions: defaultdict[str, list[ProcedureVersion]] = defaultdict(list)
        found = ProcedureVersion.objects.filter(procedure__code__in=codes)
        found = found.select_related("procedure").prefetch_related("terms").order_by("-number")
        for version in found:
            versions[version.procedure.code].append(version)
        posts: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        people = {row.officer.lower() for row in rows if row.officer}
        held = Post.objects.filter(standing(today), person__username__in=people, role__in=WORKERS)
        for username, person, unit in held.values_list("person__username", "person", "unit"):
            posts[username].append((person, unit))
        configured = Configuration.objects.filter(
            desk__in=desks, procedure__code__in=codes, valid_from__lte=today
        ).exclude(valid_to__lte=today)
        return cls(
            today=today,
            desks={
                fold(word): desk
                for desk in desks
                for word in (desk.unit.agency.name, desk.unit.agency.code, desk.name)
            },
            only=mine[0] if len(mine) == 1 else None,
            versions=versions,
            configured={
                (row.desk_id, row.procedure_id): row
                for row in configured.select_related("workflow")
            },
            units={
                fold(unit.name): unit
                for unit in Unit.objects.filter(standing(today), agency__in=below)
            },
            posts=posts,
            taken=taken(row.code for row in rows),
            _plans={},
            _regimes={},
            _calendars={},
        )

    def desk(self, row: TakeOverRow) -> Desk | None:
        return self.desks.get(fold(row.desk)) if row.desk else self.only

    def version(self, row: TakeOverRow, on: date) -> tuple[ProcedureVersion | None, bool]:
        """The one in force on the day of reception, else the nearest; and whether it was."""
        versions = self.versions.get(row.procedure, ())
        for version in versions:
            if version.valid_from <= on and (version.valid_to is None or on < version.valid_to):
                return version, True
        return (versions[-1] if versions else None), False

    def plan(self, configured: Configuration) -> Sequence[PlannedStep]:
        key = (configured.workflow_id, configured.desk_id)
        if key not in self._plans:
            self._plans[key] = plan(*key)
        return self._plans[key]

    def regime(self, on: date) -> Regime | None:
        if on not in self._regimes:
            try:
                self._regimes[on] = regime_on(on)
            except Regime.DoesNotExist:
                self._regimes[on] = None
        return self._regimes[on]

    def calendar(self, agency: Agency) -> WorkCalendar:
        if agency.pk not in self._calendars:
            self._calendars[agency.pk] = working_calendar(current_revision(agency))
        return self._calendars[agency.pk]


def taken(codes: Iterable[str]) -> dict[str, Dossier]:
    """Code -> the dossier that bears it already."""
    wanted, found = list(codes), {}
    for first in range(0, len(wanted), CHUNK):
        rows = Dossier.objects.filter(code__in=wanted[first : first + CHUNK])
        for row in rows.only("code", "entry", "received_at"):
            found[row.code or ""] = row
    return found
