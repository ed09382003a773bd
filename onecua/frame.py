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

    @property
    def address(self) -> str:
        return reverse(self.route)


_WORK = Item("Danh sách việc", "list", "cases:worklist")
_RECEIVE = Item("Tiếp nhận hồ sơ", "desk", "cases:receive")
_HANDOVER = Item("Bàn giao", "handover", "cases:handovers")
_RESULTS = Item("Trả kết quả", "inbox", "cases:results")
_APOLOGIES = Item("Phiếu xin lỗi", "sign", "cases:apologies")
_BOARD = Item("Bảng điều hành", "chart", "reports:dashboard")
_LOOKUP = Item("Tra cứu công khai", "globe", "cases:lookup")
RAILS: Mapping[str, Sequence[Item]] = {
    Role.OFFICER: (_WORK, _HANDOVER, _APOLOGIES, _LOOKUP),
    Role.HEAD: (_WORK, _APOLOGIES, _HANDOVER, _BOARD, _LOOKUP),
    Role.PROVINCE_OFFICE: (_BOARD, _WORK, _LOOKUP),
    Role.INSPECTOR: (_BOARD, _WORK, _LOOKUP),
    Role.RECEPTION: (_RECEIVE, _WORK, _HANDOVER, _RESULTS, _APOLOGIES, _LOOKUP),
    Role.UNIT_ADMIN: (_LOOKUP,),
    Role.SYSTEM_ADMIN: (_LOOKUP,),
}


def frame(request: HttpRequest) -> dict[str, Any]:
    acting = getattr(request, "acting", None)
    return {
        "acting": acting,
        "post_held": getattr(request, "post_held", None),
        "rail": RAILS.get(acting.role, (_WORK, _LOOKUP)) if acting else (),
        "demonstration": settings.DEMONSTRATION,
        "province": settings.PROVINCE_NAME,
    }
