"""What every page's frame shows: who acts, the rail of that role, whether it is a demonstration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from onecua.people.roles import Role


@dataclass(frozen=True, slots=True)
class Item:
    label: str
    icon: str
    route: str
    query: str = ""  # of a worklist's tab

    @property
    def address(self) -> str:
        return reverse(self.route) + self.query


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    items: Sequence[Item]


def _tab(label: str, icon: str, name: str) -> Item:
    return Item(label, icon, "cases:worklist", f"?loc={name}")


_WORK = Item("Danh sách việc", "list", "cases:worklist")
_LATE = _tab("Quá hạn", "late", "qua-han")
_HANDOVER = Item("Bàn giao", "handover", "cases:handovers")
_APOLOGIES = Item("Phiếu xin lỗi", "sign", "cases:apologies")
_BOARD = Item("Bảng điều hành", "chart", "reports:dashboard")
_FORM06 = Item("Biểu số 06", "report", "reports:form06")
_COVERAGE = Item("Độ phủ", "chart", "reports:coverage")
_FINDINGS = Item("Cần làm rõ", "flag", "reports:findings")
_CALENDAR = Item("Lịch làm việc", "calendar-due", "cases:calendar")
_TAKE_OVER = Item("Hồ sơ từ hệ thống cũ", "inbox", "cases:take-over")
_OUTGOING = Item("Thư đi", "inbox", "cases:outgoing")
_LEDGER = Item("Sổ cái", "shield", "reports:ledger")
_HEALTH = Item("Sức khỏe hệ thống", "info", "reports:health")
_LOOKUP = Item("Tra cứu công khai", "globe", "cases:lookup")
_ORGANISATION = Item("Tổ chức", "book", "people:organisation")
_REORGANISATIONS = Item("Sắp xếp tổ chức", "link", "cases:reorganisations")
_PEOPLE = Item("Người dùng", "user", "people:people")
_PRINTS = Item("Hàng in", "print", "cases:print-queue")
_REGISTER = Item("Sổ theo dõi hồ sơ", "book", "cases:register")
_SIGNERS = Item("Người ký", "sign", "cases:signers")
_CATALOGUE = Item("Thủ tục", "file", "procedures:catalogue")
_IMPORT = Item("Nhập danh mục", "report", "procedures:import")
_WATCH = Item("Theo dõi công bố", "megaphone", "procedures:watch")
_WORKFLOWS = Item("Quy trình nội bộ", "link", "procedures:workflows")
_DUTIES = Item("Việc của vị trí này", "help", "people:duties")

_DESK = Group(
    "Quầy",
    (
        Item("Bàn tiếp nhận", "desk", "cases:desk"),
        Item("Tiếp nhận hồ sơ", "scan", "cases:receive"),
        _tab("Hồ sơ trực tuyến", "inbox", "truc-tuyen"),
        _HANDOVER,
        Item("Trả kết quả", "check", "cases:results"),
        _APOLOGIES,
    ),
)
_WORKING = Group("Việc", (_WORK, _HANDOVER, _APOLOGIES, _LATE, _FINDINGS))
_SIGNING = Group("Lãnh đạo", (_APOLOGIES, _BOARD, _FINDINGS, _FORM06, _COVERAGE))
_HEADING = Group("Việc", (_WORK, _HANDOVER, _LATE, _WORKFLOWS))
_PAPERS = Group("Giấy tờ", (_PRINTS, _REGISTER, _SIGNERS))
_PRINTING = Group("Giấy tờ", (_PRINTS,))
_SELF = Group(
    "Cá nhân",
    (
        Item("Vắng mặt, ủy quyền", "user", "people:standing-in"),
        Item("Đổi mật khẩu", "shield", "people:change-password"),
    ),
)
_FOLLOWING = Group("Theo dõi", (_WORK, _LATE, _FINDINGS, _LOOKUP))
_WATCHING = Group(
    "Theo dõi",
    (
        _BOARD,
        _FORM06,
        _COVERAGE,
        _FINDINGS,
        _WORK,
        _LATE,
        _APOLOGIES,
        _WORKFLOWS,
        _REORGANISATIONS,
        _LEDGER,
        _HEALTH,
        _LOOKUP,
    ),
)
_INSPECTING = Group(
    "Theo dõi",
    (
        _BOARD,
        _FINDINGS,
        _WORK,
        _LATE,
        _APOLOGIES,
        _WORKFLOWS,
        _LEDGER,
        _ORGANISATION,
        _HEALTH,
        _LOOKUP,
    ),
)
_PUBLIC = Group("Công khai", (_LOOKUP,))
_ADMIN = Group(
    "Quản trị",
    (
        _ORGANISATION,
        _PEOPLE,
        _SIGNERS,
        _WORKFLOWS,
        _COVERAGE,
        _TAKE_OVER,
        _OUTGOING,
        _DUTIES,
        _LOOKUP,
    ),
)
_RUNNING = Group(
    "Quản trị",
    (
        _ORGANISATION,
        _REORGANISATIONS,
        _PEOPLE,
        _WORKFLOWS,
        _COVERAGE,
        _TAKE_OVER,
        _CALENDAR,
        _OUTGOING,
        _LEDGER,
        _HEALTH,
        _DUTIES,
        _LOOKUP,
    ),
)

_DECIDING = Group("Danh mục", (_CATALOGUE, _IMPORT, _WATCH))
_READING = Group("Danh mục", (_CATALOGUE, _WATCH))

RAILS: Mapping[str, Sequence[Group]] = {
    Role.RECEPTION: (_DESK, _PAPERS, _FOLLOWING, _SELF),
    Role.OFFICER: (_WORKING, _PRINTING, _PUBLIC, _SELF),
    Role.HEAD: (_SIGNING, _HEADING, _PAPERS, _PUBLIC, _SELF),
    Role.PROVINCE_OFFICE: (_WATCHING, _DECIDING, _SELF),
    Role.INSPECTOR: (_INSPECTING, _READING, _SELF),
    Role.UNIT_ADMIN: (_ADMIN, _SELF),
    Role.SYSTEM_ADMIN: (_RUNNING, _DECIDING, _SELF),
}


def frame(request: HttpRequest) -> dict[str, Any]:
    acting = getattr(request, "acting", None)
    rail = RAILS[acting.role] if acting else ()
    return {
        "acting": acting,
        "post_held": getattr(request, "post_held", None),
        "rail": rail,
        "here": _here(request, rail),
        "demonstration": settings.DEMONSTRATION,
        "province": settings.PROVINCE_NAME,
    }


def _here(request: HttpRequest, rail: Sequence[Group]) -> str:
    """Where one stands: at a tab, if the rail names it, else at its page."""
    address = request.get_full_path()
    named = {item.address for group in rail for item in group.items}
    return address if address in named else request.path
