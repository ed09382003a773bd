"""What a list of staff is held against: the units, accounts and posts that are there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from onecua.kernel.text import fold
from onecua.people.acting import Acting
from onecua.people.models import Agency, Person, Post, Unit
from onecua.people.rights import RESERVED, agencies_of, at_and_below
from onecua.people.roles import Role
from onecua.people.staff_rows import StaffRow
from onecua.people.validity import not_yet_over, standing


@dataclass(frozen=True, slots=True)
class Known:
    agency: Agency  # of the list
    agencies: Mapping[str, int]  # folded code and name -> id
    units: Mapping[tuple[int, str], Unit]
    people: dict[str, Person]
    held: frozenset[tuple[str, int, str]]  # username, unit, role

    @classmethod
    def of(
        cls, rows: Iterable[StaffRow], agency: Agency, acting: Acting | None, on: date
    ) -> "Known":
        """A handful of questions, however long the list."""
        usernames = {row.username for row in rows}
        reached = Agency.objects.filter(standing(on), pk__in=at_and_below(agency.pk))
        if acting is not None:
            reached = reached.filter(pk__in=agencies_of(acting))
        named: dict[str, int] = {}
        for pk, code, name in reached.values_list("pk", "code", "name"):
            named |= {fold(code): pk, fold(name): pk}
        units = Unit.objects.filter(standing(on), agency__in=set(named.values()), valid_to=None)
        people = {each.username: each for each in Person.objects.filter(username__in=usernames)}
        held = Post.objects.filter(not_yet_over(on), person__username__in=usernames)
        return cls(
            agency=agency,
            agencies=named,
            units={(unit.agency_id, fold(unit.name)): unit for unit in units},
            people=people,
            held=frozenset(held.values_list("person__username", "unit", "role")),
        )

    def agency_of(self, row: StaffRow) -> int | None:
        return self.agencies.get(fold(row.agency)) if row.agency else self.agency.pk

    def unit(self, row: StaffRow) -> Unit:
        return self.units[self.agency_of(row) or 0, fold(row.unit)]

    def holds(self, row: StaffRow) -> bool:
        return (row.username, self.unit(row).pk, row.role) in self.held


def why_not(row: StaffRow, known: Known, acting: Acting | None) -> str:
    """Why a row gives no post, in words; "" when it does, or when the post is held already."""
    agency, person = known.agency_of(row), known.people.get(row.username)
    another = person is not None and fold(person.full_name) != fold(row.full_name)
    name = person.full_name if person else ""
    objections = (
        (agency is None, f"Không có cơ quan “{row.agency}” trong phạm vi của danh sách này."),
        (
            agency is not None and (agency, fold(row.unit)) not in known.units,
            f"Không có đơn vị “{row.unit}” đang hoạt động trong cơ quan này; lập đơn vị trước, "
            "hoặc ghi đúng tên đơn vị.",
        ),
        (another, f"Tên đăng nhập {row.username} là của {name}; dùng tên khác."),
        (
            person is not None and not person.is_active,
            f"Tài khoản {row.username} đã ngừng; mở lại tài khoản trước.",
        ),
        (row.signs and row.role != Role.HEAD, "Chỉ vị trí lãnh đạo được giao ký."),
        (
            acting is not None and row.role in RESERVED and acting.role != Role.SYSTEM_ADMIN,
            f"Vai trò “{Role(row.role).label}” chỉ do quản trị hệ thống giao.",
        ),
        (
            acting is not None
            and person is not None
            and person.pk in {acting.person_id, acting.on_behalf_of},
            "Không ai tự giao quyền cho chính mình.",
        ),
    )
    return next((why for wrong, why in objections if wrong), "")
