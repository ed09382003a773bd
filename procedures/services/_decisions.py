"""The head of a decision, checked and written once."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from onecua.kernel.errors import BadInput
from onecua.kernel.text import clean_line
from onecua.people.models import Agency
from procedures.models import PublicationDecision


class DecisionDiffers(BadInput):
    code = "decision-differs"
    sentence = (
        "Quyết định {number} đã được nhập với ngày khác (ban hành {issued:%d/%m/%Y}, hiệu lực "
        "{effective:%d/%m/%Y}). Kiểm tra lại số và ngày."
    )


class EffectiveBeforeIssued(BadInput):
    code = "effective-before-issued"
    sentence = (
        "Quyết định {number} ban hành ngày {issued:%d/%m/%Y} không thể có hiệu lực từ "
        "{effective:%d/%m/%Y}, trước ngày ban hành. Kiểm tra lại hai ngày."
    )


class DecisionNumberMissing(BadInput):
    code = "decision-number-missing"
    sentence = "Cần số và ký hiệu của quyết định công bố, ví dụ 163/QĐ-UBND."


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the head of a decision's first page says."""

    number: str
    issuer: Agency
    title: str
    issued_on: date
    effective_on: date
    source: str = ""


def write_decision(decision: Decision, at: datetime) -> PublicationDecision:
    """Raises DecisionNumberMissing, EffectiveBeforeIssued, DecisionDiffers."""
    number = clean_line(decision.number)
    if not number:
        raise DecisionNumberMissing("decision")
    if decision.effective_on < decision.issued_on:
        raise EffectiveBeforeIssued(
            "effective",
            number=number,
            issued=decision.issued_on,
            effective=decision.effective_on,
        )
    written, _ = PublicationDecision.objects.get_or_create(
        issuer=decision.issuer,
        number=number,
        defaults={
            "title": decision.title,
            "issued_on": decision.issued_on,
            "effective_on": decision.effective_on,
            "source": decision.source,
            "entered_at": at,
        },
    )
    if (written.issued_on, written.effective_on) == (decision.issued_on, decision.effective_on):
        return written
    if _stands(written):
        raise DecisionDiffers(
            "decision",
            number=written.number,
            issued=written.issued_on,
            effective=written.effective_on,
        )
    # All that it published was undone: its dates were typed wrongly then.
    written.issued_on, written.effective_on = decision.issued_on, decision.effective_on
    written.save(update_fields=["issued_on", "effective_on"])
    return written


def _stands(written: PublicationDecision) -> bool:
    applied = written.versions.exclude(valid_to=F("valid_from"))
    return applied.exists() or written.ended.exists()
