"""PURE. Which unit does a workflow's step, for a dossier received at a place.

Workflows name their steps' units in the words of the approved papers ("Bộ phận Một cửa xã"); a
place (a commune, or a district when the dossier is received there) makes one unit of them.
"""

from collections import defaultdict
from collections.abc import Mapping

from onecua.demonstration.province import Province, UnitSeed
from onecua.demonstration.tables import Row, table


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
        row = self._rows.get(unit_role)
        area = self._province.area(place)
        for unit in self._units[row["workflow_role"]] if row else ():
            if row and self._works_for(unit, row, area):
                return unit
        name = self._province.agencies[place].name
        raise NoSuchUnit(f"Không có đơn vị nào là “{unit_role}” cho {name}.")

    def _works_for(self, unit: UnitSeed, row: Row, area: tuple[str, ...]) -> bool:
        if row["scope"] == "serving":
            return bool(set(unit.serves) & set(area))
        if row["scope"] == "province":
            return unit.agency == row["agency"]
        return unit.agency in area


class SeatOfPlace:
    """Where the applicant's commune is not known: the place's seat stands for it."""

    def __init__(self, province: Province, roles: WorkflowRoles) -> None:
        self._province, self._roles = province, roles
        self._seats = {row["place"]: row["seat"] for row in table("seats")}

    def unit(self, unit_role: str, place: str) -> tuple[UnitSeed, bool]:
        """The unit, and whether a seat had to be chosen. Raises NoSuchUnit."""
        try:
            return self._roles.unit(unit_role, place), False
        except NoSuchUnit:
            within = (self._seats.get(code) for code in self._province.area(place))
            seat = next(filter(None, within), "")
            if not seat or seat == place:
                raise
            return self.unit(unit_role, seat)[0], True
