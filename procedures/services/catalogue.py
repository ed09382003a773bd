"""The catalogue by decisions: a list is compared, and only then applied, with its events.

A published version never changes. A change is a new version from the decision's effective day, and
that day is the end of the version before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from onecua.kernel.errors import BadInput
from onecua.ledger.writing import Actor
from onecua.people.models import Agency
from procedures.importers.comparison import Change, Preview
from procedures.importers.published import PaperFacts, Published
from procedures.models import (
    ChannelTerm,
    Procedure,
    ProcedureVersion,
    PublicationDecision,
    RequiredPaper,
    Sector,
)
from procedures.search import search_text
from procedures.services._record import record
from procedures.timing import TimeLimit

CHUNK = 500
# Columns that a version's row and `Published` name alike.
SAME = (
    "title", "short_title", "synonyms", "level", "agency_text", "kind", "confidential",
    "result_name", "result_number", "result_signer", "result_file", "fee_vnd", "fee_note", "source",
)  # fmt: skip
PAPER = (
    "name", "originals", "certified_copies", "copies", "required", "condition", "form_code", "note",
)  # fmt: skip


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
    versions = _write(wanted, written)
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


def _write(wanted: Sequence[Published], decision: PublicationDecision) -> list[ProcedureVersion]:
    codes = [facts.code for facts in wanted]
    Procedure.objects.bulk_create(
        (Procedure(code=code) for code in codes), ignore_conflicts=True, batch_size=CHUNK
    )
    procedures = {row.code: row for row in Procedure.objects.filter(code__in=codes)}
    sectors = _sectors(facts.sector for facts in wanted)
    numbers = _last_numbers(codes)
    versions = ProcedureVersion.objects.bulk_create(
        (
            ProcedureVersion(
                procedure=procedures[facts.code],
                number=numbers.get(facts.code, 0) + 1,
                decision=decision,
                sector=sectors[facts.sector],
                search=search_text(
                    code=facts.code,
                    title=facts.title,
                    short_title=facts.short_title,
                    synonyms=facts.synonyms,
                ),
                valid_from=decision.effective_on,
                **{name: getattr(facts, name) for name in SAME},
            )
            for facts in wanted
        ),
        batch_size=CHUNK,
    )
    _write_parts(list(zip(versions, wanted, strict=True)))
    return versions


def _write_parts(pairs: Sequence[tuple[ProcedureVersion, Published]]) -> None:
    ChannelTerm.objects.bulk_create(
        (
            ChannelTerm(version=version, channel=channel, number=limit.number, unit=limit.unit)
            for version, facts in pairs
            for channel, limit in facts.terms.items()
        ),
        batch_size=CHUNK,
    )
    RequiredPaper.objects.bulk_create(
        (
            RequiredPaper(version=version, no=no, **{name: getattr(paper, name) for name in PAPER})
            for version, facts in pairs
            for no, paper in enumerate(facts.papers, 1)
        ),
        batch_size=CHUNK,
    )


def _sectors(names: Iterable[str]) -> dict[str, Sector]:
    wanted = set(names)
    rows = (Sector(name=name) for name in sorted(wanted))
    Sector.objects.bulk_create(rows, ignore_conflicts=True)
    return {row.name: row for row in Sector.objects.filter(name__in=wanted)}


def _last_numbers(codes: Sequence[str]) -> dict[str, int]:
    rows = ProcedureVersion.objects.filter(procedure__code__in=codes).order_by("number")
    return dict(rows.values_list("procedure__code", "number"))


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
