"""The acts on a finding: who is offered which, with what form, and what they do. A row each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms

from onecua.people.acting import Acting
from onecua.people.web.fields import TEXT, Day, pick
from procedures.timing import office_date
from reports.findings import concerns
from reports.models import Finding
from reports.services import findings as acts
from reports.services.findings import GROUNDS, may_judge

ANSWER_IN = timedelta(days=7)
LONGEST = 4_000
S = Finding.State


def words(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=TEXT, help_text=hint)


class AskForm(forms.Form):
    answer_by = Day("Trả lời trước hết ngày")
    words = words("Điều cần làm rõ", "Đơn vị và cán bộ có liên quan đọc được nội dung này.")


class ExplainForm(forms.Form):
    words = words("Nội dung giải trình", "Nêu việc đã xảy ra và giấy tờ chứng minh, nếu có.")


class AcceptForm(forms.Form):
    ground = pick("Vì sao không có vi phạm", [("", "– Chọn –"), *GROUNDS.items()])
    words = words("Nội dung")


class UpholdForm(forms.Form):
    words = words("Kết luận", "Nêu vi phạm và văn bản xử lý, nếu có.")


@dataclass(frozen=True, slots=True)
class FindingAct:
    slug: str
    label: str
    done: str
    states: frozenset[str]
    form: type[forms.Form]
    do: Callable[..., Finding]
    may: Callable[[Finding, Acting], bool] = may_judge


ACTS: Mapping[str, FindingAct] = {
    act.slug: act
    for act in (
        FindingAct("yeu-cau", "Yêu cầu giải trình", "Đã gửi yêu cầu giải trình đến đơn vị.",
                   frozenset({S.NEW}), AskForm, acts.ask),
        FindingAct("giai-trinh", "Gửi giải trình", "Đã ghi giải trình.",
                   frozenset({S.ASKED}), ExplainForm, acts.explain, concerns),
        FindingAct("chap-nhan", "Chấp nhận, không có vi phạm", "Đã đóng: không có vi phạm.",
                   frozenset({S.NEW, S.ASKED, S.EXPLAINED}), AcceptForm, acts.accept),
        FindingAct("vi-pham", "Kết luận có vi phạm", "Đã ghi kết luận.",
                   frozenset({S.EXPLAINED, S.ASKED}), UpholdForm, acts.uphold),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    act: FindingAct
    form: forms.Form
    refusal: str = ""


def offered(
    found: Finding, acting: Acting, now: datetime, tried: Offered | None = None
) -> list[Offered]:
    """What this person may do now; the one that was tried comes back as it was typed."""
    start = {"answer_by": office_date(now) + ANSWER_IN}
    return [
        tried
        if tried and tried.act is act
        else Offered(act, act.form(initial=start, auto_id=f"{act.slug}-%s"))
        for act in ACTS.values()
        if found.state in act.states and act.may(found, acting)
    ]


def typed(act: FindingAct, data: Any) -> forms.Form:
    return act.form(data, auto_id=f"{act.slug}-%s")
