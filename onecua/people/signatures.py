"""PURE. What stands above a name on paper: the head's own title, or KT., TL., TUQ., Q.

Source: NĐ 30/2020/NĐ-CP Đ13 and its Appendix I (ký thay, ký thừa lệnh, ký thừa ủy quyền, quyền cấp
trưởng). Who signs by another's leave never passes it on; TUQ. is bound to a time.
"""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class Authority(StrEnum):
    """On what a stand-in acts. WORK is work only: it never signs."""

    WORK = "work"
    DEPUTY = "kt"
    BY_ORDER = "tl"
    AUTHORISED = "tuq"
    ACTING_HEAD = "q"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Authority.WORK: "Xử lý công việc thay",
    Authority.DEPUTY: "Ký thay (KT.)",
    Authority.BY_ORDER: "Ký thừa lệnh (TL.)",
    Authority.AUTHORISED: "Ký thừa ủy quyền (TUQ.)",
    Authority.ACTING_HEAD: "Quyền cấp trưởng (Q.)",
}
SIGNING: Set[Authority] = frozenset(Authority) - {Authority.WORK}


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines over the name: `authority` ("KT. Giám đốc", "" when there is none), `position`."""

    position: str
    authority: str = ""

    @property
    def words(self) -> str:
        return f"{self.authority} {self.position}".strip()


def signature(authority: Authority, *, head: str, own: str) -> Signature:
    """head: the title of who gave the signature; own: of who signs."""
    if authority == Authority.ACTING_HEAD:
        return Signature(f"Q. {head}")
    if authority in SIGNING:
        return Signature(own, f"{authority.upper()}. {head}")
    return Signature(own)
