"""Versions with their terms and papers, written in a few statements however long the list is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from django.db.models import QuerySet

from procedures.importers.papers import PaperFacts
from procedures.importers.published import Published
from procedures.models import (
    CatalogueList,
    ChannelTerm,
    Procedure,
    ProcedureVersion,
    PublicationDecision,
    RequiredPaper,
    Sector,
)
from procedures.search import search_text
from procedures.timing import TimeLimit

CHUNK = 500
# Columns that a version's row and `Published` name alike.
SAME = (
    "title", "short_title", "synonyms", "level", "agency_text", "kind", "confidential",
    "result_name", "result_number", "result_signer", "result_file", "fee_vnd", "fee_note",
    "sequence", "place", "applies_to", "decides", "coordinates", "conditions", "legal_basis",
    "source",
)  # fmt: skip
PAPER = (
    "name", "originals", "certified_copies", "copies", "required", "condition", "form_code", "note",
)  # fmt: skip


def write_versions(
    wanted: Sequence[Published], decision: PublicationDecision, listed: CatalogueList | None
) -> list[ProcedureVersion]:
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
                listed=listed,
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


def facts_of(version: ProcedureVersion) -> Published:
    """What a version says, without its decision and its number. Its parts at hand: no query."""
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


def all_facts(versions: QuerySet[ProcedureVersion]) -> Iterator[Published]:
    """As `facts_of`, of thousands: three queries of plain rows, without an object a part."""
    terms: defaultdict[int, dict[str, TimeLimit]] = defaultdict(dict)
    limit = cache(TimeLimit)
    for pk, channel, number, unit in ChannelTerm.objects.filter(version__in=versions).values_list(
        "version", "channel", "number", "unit"
    ):
        terms[pk][channel] = limit(number, unit)
    papers: defaultdict[int, list[PaperFacts]] = defaultdict(list)
    rows = RequiredPaper.objects.filter(version__in=versions).order_by("version", "no")
    for pk, *paper in rows.values_list("version", *PAPER):
        papers[pk].append(PaperFacts(*paper))
    for pk, code, sector, *facts in versions.values_list(
        "pk", "procedure__code", "sector__name", *SAME
    ):
        yield Published(
            code=code,
            sector=sector,
            terms=terms[pk],
            papers=tuple(papers[pk]),
            **dict(zip(SAME, facts, strict=True)),
        )


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
