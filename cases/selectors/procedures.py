"""Which procedures a desk is looking for, best first; what it may not receive says why."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.lookups import GreaterThanOrEqual

from cases.models import DossierAccess
from cases.selectors.unreceivable import why_not
from onecua.kernel.text import fold
from onecua.people.models import Desk
from procedures.models import Configuration, ProcedureVersion
from procedures.selectors import in_force, receivable, term
from procedures.timing import midnight

MOST = 10
PINS = 9
LOOKED_BACK = 200  # receptions: what this desk does of late
ALIKE = 0.45
NEAREST = 60  # of what is alike as a whole, word by word is asked of these
# For this transaction alone. The planner takes comparing two texts for cheap, and reads every row.
_BY_INDEX = """
SELECT set_config('pg_trgm.word_similarity_threshold', %s, true),
       set_config('enable_seqscan', 'off', true)
"""
AKIN = 0.25  # of one word: "snh" is akin to "sinh", "ki" to "ky"

# A word typed with the Vietnamese keyboard off: "dawng kys" is "đăng ký" (Telex).
_TELEX = ((r"dd", "d"), (r"([aeo])\1", r"\1"), (r"(?<=[aou])w", ""), (r"(?<=[aeiouy])[sfrxj]", ""))
_TELEX_TONE_LAST = re.compile(r"(?<=[aeiouy])(ng|nh|ch|[cmnpt])[sfrxj]\b")


@dataclass(frozen=True, slots=True)
class Suggestion:
    code: str
    title: str
    note: str  # sector, level, term, papers
    reason: str  # "" where it may be received


def suggest(desk: Desk, words: str, today: date) -> list[Suggestion]:
    """Exact code, beginning of the title, initials, all words, then what looks alike."""
    if not words.strip():
        return []
    found = _found(desk, words, today)
    unready = [version for version in found if not _is_configured(version)]
    reasons = why_not(desk, unready, today)
    return [_suggestion(version, reasons.get(version.pk, "")) for version in found]


def _found(desk: Desk, words: str, today: date) -> list[ProcedureVersion]:
    readings = list(dict.fromkeys((fold(words), _untelex(words))))
    for search in (_containing, _resembling):
        for folded in readings:
            if found := search(desk, folded, today):
                return list(found)
    return []


def pinned(desk: Desk, today: date) -> list[Suggestion]:
    """What this desk received most until yesterday, for Alt+1…9: a key means one thing all day.

    A new desk begins with its first procedures.
    """
    latest = (
        DossierAccess.objects.filter(unit=desk.unit_id, dossier__received_at__lt=midnight(today))
        .order_by("-dossier")
        .values_list("dossier__procedure__procedure_id", flat=True)[:LOOKED_BACK]
    )
    counts: dict[int, int] = {}
    for procedure in latest:
        counts[procedure] = counts.get(procedure, 0) + 1
    versions = sorted(
        receivable(desk, today),
        key=lambda each: (-counts.get(each.procedure_id, 0), each.short_title),
    )
    return [_suggestion(version, "") for version in versions[:PINS]]


def note_of(version: ProcedureVersion) -> str:
    limit = term(version, "direct")
    parts = (version.sector.name, f"cấp {version.level}", str(limit) if limit else "")
    return " · ".join(filter(None, parts))


def _containing(desk: Desk, folded: str, today: date) -> Sequence[ProcedureVersion]:
    """All words somewhere: the index of trigrams finds them, only what it finds is ranked."""
    every = Q()
    for word in folded.split():
        every &= Q(search__contains=word)
    rank = Case(
        When(procedure__code=folded, then=Value(0)),
        When(search__startswith=folded, then=Value(1)),
        When(search__regex=rf"(^|; ){re.escape(folded)}($|;)", then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return _best(in_force(today).filter(every).annotate(rank=rank), desk, folded, today)


def _resembling(desk: Desk, folded: str, today: date) -> Sequence[ProcedureVersion]:
    """A slip of the finger: the index finds what is alike as a whole, then each word must be."""
    whole = in_force(today).filter(search__trigram_word_similar=folded)
    nearest = whole.order_by(TrigramWordSimilarity(folded, "search").desc()).values("pk")[:NEAREST]
    alike = Q(pk__in=nearest)
    for word in folded.split():
        alike &= Q(search__contains=word) | _resembles(word)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_BY_INDEX, [str(ALIKE)])
        rows = ProcedureVersion.objects.filter(alike).annotate(rank=Value(4))
        return _best(rows, desk, folded, today)


def _best(rows: QuerySet[Any], desk: Desk, folded: str, today: date) -> Sequence[ProcedureVersion]:
    ranked = rows.annotate(
        alike=TrigramWordSimilarity(folded, "search"), configured=_configured(desk, today)
    ).order_by("rank", "-configured", "-alike", "short_title")
    return list(ranked.select_related("procedure", "sector").prefetch_related("terms")[:MOST])


def _resembles(word: str) -> Q:
    """Each word must be like one of the row's, or words that are all unknown would find any row."""
    return Q(GreaterThanOrEqual(TrigramWordSimilarity(word, "search"), AKIN))


def _configured(desk: Desk, today: date) -> Exists:
    return Exists(
        Configuration.objects.filter(
            desk=desk, procedure=OuterRef("procedure"), valid_from__lte=today
        ).filter(Q(valid_to=None) | Q(valid_to__gt=today))
    )


def _suggestion(version: ProcedureVersion, reason: str) -> Suggestion:
    return Suggestion(version.procedure.code, version.short_title, note_of(version), reason)


def _is_configured(version: ProcedureVersion) -> bool:
    found: bool = version.configured  # type: ignore[attr-defined]
    return found


def _untelex(words: str) -> str:
    plain = _TELEX_TONE_LAST.sub(r"\1", fold(words))
    for typed, meant in _TELEX:
        plain = re.sub(typed, meant, plain)
    return plain


def titles(codes: Iterable[str]) -> Mapping[str, str]:
    """Short titles by code, of the newest version of each."""
    rows = ProcedureVersion.objects.filter(procedure__code__in=list(codes)).order_by("number")
    return dict(rows.values_list("procedure__code", "short_title"))
