"""The nightly run: dossiers with events since the last one, chunk by chunk, then their groups."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError, connection

from cases.models import Dossier
from onecua.ledger.kept_rows import FIRST_DOSSIER_STREAM
from onecua.ledger.models import Event
from reports.agency_signs import agency_signs
from reports.detectors.groups import OF_MANY, Ended, Sign, ended_of
from reports.detectors.life import Life, Line
from reports.detectors.rules import OF_ONE, RULES, Rule, evidence
from reports.lives import Reader
from reports.models import DetectorRun
from reports.neighbours import neighbours
from reports.services.recording import Evidence, read_again, record_findings, set_aside
from reports.thresholds import thresholds

log = logging.getLogger(__name__)
CHUNK = 500
MOST_LINES = 30  # of evidence; of the rest the number
UNREADABLE = "doc-ho-so"  # in place of a rule: the dossier itself could not be read
_CHANGED = """
SELECT DISTINCT stream FROM ledger_event
WHERE xact >= %s AND stream >= %s ORDER BY stream
"""


@dataclass(slots=True)
class Detected:
    dossiers: int = 0
    found: int = 0
    set_aside: int = 0


@dataclass
class Run:
    now: datetime
    limits: Mapping[str, int]
    total: Detected
    reader: Reader

    @classmethod
    def at(cls, now: datetime) -> "Run":
        total = Detected()

        def failed(stream: int, error: Exception) -> None:
            _not_read(UNREADABLE, stream, error, now, total)

        return cls(now, thresholds(), total, Reader(now, failed))


def detect(now: datetime, *, whole: bool = False) -> Detected:
    """now: office time. whole: every dossier, not only what changed since the last run."""
    last = None if whole else DetectorRun.objects.order_by("pk").last()
    boundary = _boundary()
    run = Run.at(now)
    ended: list[Ended] = []
    streams = _changed(last.boundary) if last else _all()
    for chunk in _chunks(streams):
        ended += _chunk(run, chunk)
    known = [] if last is None else neighbours(ended, now)
    _groups(run, ended, known)
    for slug, signs in agency_signs(now, run.limits, last.boundary if last else 0).items():
        run.total.found += record_findings(_of_many(run, RULES[slug], signs), now)
    total = run.total
    DetectorRun.objects.create(
        began_at=now, boundary=boundary, dossiers=total.dossiers, found=total.found,
        set_aside=total.set_aside,
    )  # fmt: skip
    return total


def _chunk(run: Run, streams: Sequence[int]) -> list[Ended]:
    lives = run.reader.lives(streams)
    run.total.dossiers += len(streams)
    found = [each for rule in OF_ONE for each in _by_rule(run, rule, lives)]
    run.total.found += record_findings(found, run.now)
    return [each for life in lives if (each := ended_of(life)) is not None]


def _by_rule(run: Run, rule: Rule, lives: Sequence[Life]) -> Iterator[Evidence]:
    """One dossier on which the rule stumbles is set aside for this rule alone."""
    read = []
    for life in lives:
        try:
            lines = evidence(rule, life, run.limits[rule.slug])
        except (OperationalError, InterfaceError):
            raise  # the server, not a dossier
        except Exception as error:  # noqa: BLE001 - it is seen, and stops nobody
            _not_read(rule.slug, life.stream, error, run.now, run.total)
            continue
        read.append(life.stream)
        if lines:
            yield _of_one(run, rule, life, lines)
    read_again(rule.slug, read)


def _of_one(run: Run, rule: Rule, life: Life, lines: Sequence[Line]) -> Evidence:
    people = {event.seq: event.person for event in life.events}
    said = [
        _line(life.code, line.seq, run.reader.ids[life.stream, line.seq], line.words)
        for line in lines
    ]
    unit = run.reader.unit_of(life.stream, lines[-1].seq) or life.unit
    who = [person for line in lines if (person := people.get(line.seq)) is not None]
    return Evidence(
        rule, str(life.stream), life.agency, unit, life.stream, run.limits[rule.slug], said, who
    )


def _groups(run: Run, ended: Sequence[Ended], known: Sequence[Ended]) -> None:
    """A sign counts only if something new is part of it."""
    new = {each.stream for each in ended}
    rows = [*ended, *(each for each in known if each.stream not in new)]
    for slug, way in OF_MANY.items():
        signs = [
            sign
            for sign in way(rows, run.limits[slug])
            if any(row.stream in new for row, _ in sign.rows)
        ]
        run.total.found += record_findings(_of_many(run, RULES[slug], signs), run.now)


def _of_many(run: Run, rule: Rule, signs: Sequence[Sign]) -> list[Evidence]:
    streams = {row.stream for sign in signs for row, _ in sign.rows}
    events = Event.objects.filter(stream__in=streams, kind="result_recorded").order_by("-seq")
    said = {stream: (seq, pk) for stream, seq, pk in events.values_list("stream", "seq", "pk")}
    return [_sign(run, rule, sign, said) for sign in signs]


def _sign(run: Run, rule: Rule, sign: Sign, said: Mapping[int, tuple[int, int]]) -> Evidence:
    """said: dossier -> (seq, event) of its first result."""
    lines = [
        _line(row.code, *said.get(row.stream, (0, 0)), words)
        for row, words in sign.rows[:MOST_LINES]
    ] or [_line("", 0, 0, sign.words)]
    if (more := len(sign.rows) - MOST_LINES) > 0:
        lines.append(_line("", 0, 0, f"Và {more} hồ sơ nữa."))
    streams = {row.stream for row, _ in sign.rows}
    unit = sign.unit or next((row.unit for row, _ in reversed(sign.rows)), None)
    return Evidence(
        rule, sign.key, sign.agency, unit, streams.pop() if len(streams) == 1 else None,
        run.limits[rule.slug], lines, [row.person for row, _ in sign.rows if row.person],
    )  # fmt: skip


def _line(code: str, seq: int, event: int, words: str) -> dict[str, Any]:
    return {"code": code, "seq": seq, "event": event, "words": words}


def _not_read(rule: str, stream: int, error: Exception, now: datetime, total: Detected) -> None:
    log.warning("rule %s cannot read dossier %s: %r", rule, stream, error)
    set_aside(rule, stream, error, now)
    total.set_aside += 1


def _changed(boundary: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, [boundary, FIRST_DOSSIER_STREAM])
        return [stream for (stream,) in cursor.fetchall()]


def _all() -> Iterator[int]:
    return Dossier.objects.order_by("pk").values_list("pk", flat=True).iterator(CHUNK)


def _chunks(streams: Iterable[int]) -> Iterator[list[int]]:
    chunk: list[int] = []
    for stream in streams:
        chunk.append(stream)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _boundary() -> int:
    """Whatever is recorded in a transaction below it is committed and read by this run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        boundary: int = cursor.fetchone()[0]
    return boundary
