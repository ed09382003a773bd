"""Earlier results a new one is compared with: the same number, the same file, the same book."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from cases.models import Result
from procedures.models import ProcedureVersion
from reports.detectors.groups import Ended

BOOK = timedelta(days=31)  # of an immediate procedure's book: how far back it is looked at
AT_ONCE = 1_000
_IMMEDIATE = ProcedureVersion.Kind.IMMEDIATE
_FIELDS = (
    "dossier", "dossier__code", "dossier__agency", "dossier__continuing",
    "dossier__procedure__procedure__code", "dossier__procedure__kind", "recorded_at", "number",
    "last_number", "file__digest", "quantity", "dossier__desk__unit",
)  # fmt: skip


def neighbours(ended: Sequence[Ended], now: datetime) -> list[Ended]:
    """Of other dossiers; a few statements, whatever the number."""
    found = {each.stream: each for each in _same(ended)}
    agencies = {each.agency for each in ended if each.immediate}
    book = Q(dossier__agency__in=agencies, dossier__procedure__kind=_IMMEDIATE)
    for each in _read(book & Q(recorded_at__gte=now - BOOK)):
        found[each.stream] = each
    return list(found.values())


def _same(ended: Sequence[Ended]) -> Iterator[Ended]:
    for first in range(0, len(ended), AT_ONCE):
        some = ended[first : first + AT_ONCE]
        numbers = {each.number for each in some if each.number and not each.immediate}
        files = {each.file for each in some if each.file}
        yield from _read(Q(number__in=numbers) | Q(file__digest__in=files))


def _read(wanted: Q) -> Iterator[Ended]:
    rows = Result.objects.filter(wanted, version=1).values_list(*_FIELDS)
    for (
        stream,
        code,
        agency,
        continuing,
        procedure,
        kind,
        at,
        first,
        last,
        file,
        many,
        unit,
    ) in rows:
        yield Ended(
            stream, 0, code or str(stream), continuing or agency, unit, procedure,
            kind == _IMMEDIATE, at, None, first, last, file or "", many, None,
        )  # fmt: skip
