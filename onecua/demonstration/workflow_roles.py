"""PURE. Which unit does a workflow's step, for a dossier received at a place.

Workflows name their steps' units in the words of the approved papers ("Bộ phận Một cửa xã"); a
place (a commune, or a district when the dossier is received there) makes one unit of them.

At a district's desk "UBND xã nơi có đất" can be any of its communes, and no field of a dossier says
which. No commune is handed a dossier that may not be its own: the unit that leads the work asks the
right one for its opinion, and holds the step until the answer has come (NĐ 61/2018 Đ19.5).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from onecua.demonstration.province import Province, UnitSeed
from onecua.demonstration.tables import Row, table
from procedures.importers.desk_files import StepFacts

OPINION = "opinion"


class NoSuchUnit(LookupError):
    """No unit of the place plays the role: the workflow cannot be configured there."""


class WorkflowRoles:
    def __init__(self, province: Province) -> None:
        self._province = province
        self._rows: Mapping[str, Row] = {row["unit_role"]: row for row in table("unit_roles")}
        self._units: defaultdict[str, list[UnitSeed]] = defaultdict(list)
        for unit in province.units:
            self._units[unit.workflow_role].append(unit)

    def unit(self, unit_role: str, place: str) -> UnitSeed:
        """Raises NoSuchUnit: the role is unknown, or the place is too wide to have one."""
        unit = self._find(unit_role, place)
        if unit is None:
            name = self._province.agencies[place].name
            raise NoSuchUnit(f"Không có đơn vị nào là “{unit_role}” cho {name}.")
        return unit

    def units(self, steps: Sequence[StepFacts], place: str) -> dict[int, UnitSeed]:
        """Step number -> unit, for every step. Raises NoSuchUnit: one that nobody here can do."""
        found: dict[int, UnitSeed] = {}
        leader: UnitSeed | None = None
        for step in steps:
            asked = leader if self.is_asked_for(step, place) else None
            found[step.no] = unit = asked or self.unit(step.unit_role, place)
            leader = unit if step.lead else leader
        return found

    def is_asked_for(self, step: StepFacts, place: str) -> bool:
        """An opinion of a unit that this place cannot name."""
        opinion = step.evidence == OPINION and not step.lead
        return opinion and self._find(step.unit_role, place) is None

    def _find(self, unit_role: str, place: str) -> UnitSeed | None:
        row = self._rows.get(unit_role)
        area = self._province.area(place)
        for unit in self._units[row["workflow_role"]] if row else ():
            if row and self._works_for(unit, row, area):
                return unit
        return None

    def _works_for(self, unit: UnitSeed, row: Row, area: tuple[str, ...]) -> bool:
        if row["scope"] == "serving":
            return bool(set(unit.serves) & set(area))
        if row["scope"] == "province":
            return unit.agency == row["agency"]
        return unit.agency in area
