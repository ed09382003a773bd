"""Nợ phiếu xin lỗi: late, and nobody has said sorry for the deadline that counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.deadline_words import instant
from cases.facts import ApologyState
from cases.models import Apology, Dossier
from cases.selectors.clock_view import ClockView
from cases.selectors.deadlines import went_late
from cases.services.apology import last_lawful_moment
from cases.services.errors import NoApology
from cases.services.look import apology_state, newest_apology
from cases.states import Act


@dataclass(frozen=True, slots=True)
class Debt:
    """The red banner: late, and nobody has said sorry."""

    title: str
    words: str
    acts: Sequence[Act]


def owes_apology(dossier: Dossier, now: datetime) -> bool:
    """Past the legal due date, open or ended, without an issued apology."""
    return went_late(dossier, now) and apology_state(dossier) is not ApologyState.ISSUED


def debt_of(
    dossier: Dossier, acts: Sequence[Act], clock: ClockView | None, now: datetime
) -> Debt | None:
    state = apology_state(dossier)
    if clock is None or not owes_apology(dossier, now):
        return None
    over = clock.words.text
    return Debt(
        title=f"Hồ sơ quá hạn và chưa có phiếu xin lỗi ({over})",
        words=" ".join(_what_is_there(dossier, state)),
        acts=[act for act in acts if act.name in _APOLOGIES],
    )


_APOLOGIES = ("sign_apology", "complete_apology", "draft_apology")


def _what_is_there(dossier: Dossier, state: ApologyState) -> list[str]:
    said = []
    try:
        said.append(f"Phiếu phải phát hành chậm nhất {instant(last_lawful_moment(dossier))}.")
    except NoApology:
        said.append("Phiếu nêu lý do, hẹn lại ngày trả và do lãnh đạo ký.")
    draft = newest_apology(dossier)
    if draft is None or state is ApologyState.NONE:
        said.append("Chưa có dự thảo.")
    elif state is ApologyState.DRAFTED:
        said.append(
            f"Dự thảo soạn lúc {instant(draft.drafted_at)}, {_again(dossier, draft)}; "
            "còn thiếu lý do."
        )
    else:
        said.append(f"Phiếu đã hoàn thiện, {_again(dossier, draft)}, chờ lãnh đạo ký.")
    return said


def _again(dossier: Dossier, draft: Apology) -> str:
    if dossier.ended_at:
        return "không hẹn lại vì đã có kết quả"
    return f"đề nghị hẹn lại {instant(draft.new_due)}"
