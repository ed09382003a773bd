"""The catalogue by decisions: a list is compared, and only then applied, with its events.

A published version never changes. A change is a new version from the decision's effective day, and
that day is the end of the version before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from onecua.kernel.errors import BadInput
from onecua.ledger.writing import Actor
from onecua.people.models import Agency
from procedures.importers.comparison import Change, Preview
from procedures.importers.published import PaperFacts, Published
from procedures.models import ProcedureVersion, PublicationDecision
from procedures.services._record import record
from procedures.services._versions import PAPER, SAME, write_versions
from procedures.timing import TimeLimit


class EffectiveTooEarly(BadInput):
    code = "effective-too-early"
    sentence = (
        "Quyết định {decision} có hiệu lực từ {effective:%d/%m/%Y}, trước bản đang có của thủ tục "
        "{procedure} (từ {since:%d/%m/%Y}). Kiểm tra lại ngày hiệu lực."
    )


class DecisionDiffers(BadInput):
    code = "decision-differs"
    sentence = (
        "Quyết định {number} đã được nhập với ngày khác (ban hành {issued:%d/%m/%Y}, hiệu lực "
        "{effective:%d/%m/%Y}). Kiểm tra lại số và ngày."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the head of a decision's first page says."""

    number: str
    issuer: Agency
    title: str
    issued_on: date
    effective_on: date
    source: str = ""


def known() -> dict[str, Published]:
    """Code -> the newest version, in force or prepared; ended procedures are not there."""
    versions = (
        ProcedureVersion.objects.filter(valid_to=None)
        .select_related("procedure", "sector")
        .prefetch_related("terms", "papers")
    )
    return {version.procedure.code: _facts(version) for version in versions}


@transaction.atomic
def apply(preview: Preview, decision: Decision, *, actor: Actor, at: datetime) -> int:
    """Publish what the preview adds and changes; how many. Nothing to do leaves nothing behind.

    Raises DecisionDiffers, EffectiveTooEarly, BadInput (dates of the decision).
    """
    if not preview.added and not preview.changed:
        return 0
    written = _decision(decision)
    _end_what_is_replaced(preview.changed, decision)
    wanted = [*preview.added, *(change.new for change in preview.changed)]
    versions = write_versions(wanted, written)
    labels = {change.new.code: "sửa đổi" for change in preview.changed}
    for version in versions:
        code = version.procedure.code
        record(
            decision.issuer,
            "procedure_published",
            {
                "procedure": code,
                "version": version.number,
                "decision": decision.number,
                "change": labels.get(code, "công bố"),
                "valid_from": decision.effective_on.isoformat(),
            },
            actor=actor,
            at=at,
        )
    return len(versions)


def _decision(decision: Decision) -> PublicationDecision:
    written, _ = PublicationDecision.objects.get_or_create(
        issuer=decision.issuer,
        number=decision.number,
        defaults={
            "title": decision.title,
            "issued_on": decision.issued_on,
            "effective_on": decision.effective_on,
            "source": decision.source,
        },
    )
    if (written.issued_on, written.effective_on) != (decision.issued_on, decision.effective_on):
        raise DecisionDiffers(
            "decision",
            number=written.number,
            issued=written.issued_on,
            effective=written.effective_on,
        )
    return written


def _end_what_is_replaced(changes: Sequence[Change], decision: Decision) -> None:
    codes = [change.new.code for change in changes]
    open_now = ProcedureVersion.objects.filter(procedure__code__in=codes, valid_to=None)
    later = open_now.filter(valid_from__gt=decision.effective_on).select_related("procedure")
    if (first := later.order_by("procedure__code").first()) is not None:
        raise EffectiveTooEarly(
            "effective",
            decision=decision.number,
            effective=decision.effective_on,
            procedure=first.procedure.code,
            since=first.valid_from,
        )
    open_now.update(valid_to=decision.effective_on)


def _facts(version: ProcedureVersion) -> Published:
    return Published(
        code=version.procedure.code,
        sector=version.sector.name,
        terms={row.channel: TimeLimit(row.number, row.unit) for row in version.terms.all()},
        papers=tuple(
            PaperFacts(**{name: getattr(paper, name) for name in PAPER})
            for paper in version.papers.all()
        ),
        **{name: getattr(version, name) for name in SAME},
    )
