"""Where the words of a dossier's text lie a second time, and how they go from there.

Which columns may hold them the registry of field classes says: every personal or sensitive text of
a table whose rows are a dossier's. Papers are laid out anew from what is left; old files go.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q

from cases.models import Dossier, PrintJob, ReceptionDraft, Slip, StoredFile
from cases.services import drafts, files, prints
from cases.services.slips import RENDER
from onecua.field_classes import FieldClass, class_of
from onecua.ledger import outbox
from onecua.ledger.canonical import canonical_json

PAPERS = frozenset({"cases.Slip", "cases.PrintJob", "ledger.LedgerText"})  # each in its own way
SHORTEST_LINE = 8  # letters: of a text of many lines, a shorter one is nobody's alone
ITS_OWN = frozenset({"applicant"})  # of a paper: who it is for is no copy of a text

Words = re.Pattern[str]


def words_of(said: Sequence[str]) -> Words:
    """However they are spaced or begin; a paper may break them at their lines."""
    pieces = {piece for words in said for piece in (words, *words.splitlines())
              if piece in said or len(piece) >= SHORTEST_LINE}  # fmt: skip
    spaced = (r"\s+".join(map(re.escape, piece.rstrip(" .").split())) for piece in pieces)
    longest_first = sorted(filter(None, spaced), key=len, reverse=True)
    return re.compile("|".join(longest_first), re.IGNORECASE)


def blank(dossier: Dossier, words: Words, mark: str, seq: int) -> int:
    """In the transaction of the event `seq`. Returns how many rows held the words."""
    clear = partial(_cleared, words=words, mark=mark)
    rows = sum(
        _write(row, {column: clear(getattr(row, column)) for column in columns})
        for model, columns in _tables()
        for row in model._default_manager.filter(**{_owner(model): dossier.pk})
    )
    slips = [slip for slip in dossier.slips.order_by("pk") if _write_paper(slip, clear)]
    for slip in slips:
        _lay_out_anew(slip, seq)
    jobs = {
        job.pk
        for job in PrintJob.objects.filter(Q(dossier=dossier) | Q(context__contains=str(dossier)))
        if _write_paper(job, clear if job.dossier_id else partial(_within, str(dossier), clear))
    }
    for job in PrintJob.objects.filter(Q(pk__in=jobs) | Q(parts__items__slip__in=slips)).distinct():
        _print_anew(job)
    return rows + len(slips) + len(jobs) + _drafts(words)


def _tables() -> Iterator[tuple[type[models.Model], list[str]]]:
    """The tables whose rows are a dossier's, and the columns of each that may repeat a text."""
    for model in apps.get_models():
        names = {field.name for field in model._meta.concrete_fields}
        label = f"{model._meta.app_label}.{model.__name__}"
        columns = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.TextField)
            and (class_of(label, field.name) is not FieldClass.NONE or field.name == "error")
        ]
        if columns and names & {"dossier", "stream"} and label not in PAPERS:
            yield model, columns


def _owner(model: type[models.Model]) -> str:
    names = {field.name for field in model._meta.concrete_fields}
    return "dossier_id" if "dossier" in names else "stream"


def _cleared(value: Any, *, words: Words, mark: str) -> Any:
    if isinstance(value, str):
        return words.sub(mark, unicodedata.normalize("NFC", value))
    if isinstance(value, list):
        return [_cleared(each, words=words, mark=mark) for each in value]
    if isinstance(value, dict):
        return {
            name: each if name in ITS_OWN else _cleared(each, words=words, mark=mark)
            for name, each in value.items()
        }
    return value


def _within(code: str, clear: Callable[[Any], Any], value: Any) -> Any:
    """Of a paper about many dossiers only the lines of this one."""
    if isinstance(value, list):
        return [_within(code, clear, each) for each in value]
    if isinstance(value, dict):
        if code in value.values():
            return clear(value)
        return {name: _within(code, clear, each) for name, each in value.items()}
    return value


def _write(row: models.Model, columns: Mapping[str, Any]) -> bool:
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, columns[name])
    if changed:
        row.save(update_fields=changed)
    return bool(changed)


def _write_paper(paper: Slip | PrintJob, clear: Callable[[Any], Any]) -> bool:
    context = json.loads(paper.context)
    cleared = clear(context)
    return cleared != context and _write(paper, {"context": canonical_json(cleared)})


def _lay_out_anew(slip: Slip, seq: int) -> None:
    """Its number and date stay. What a key signed said other words: no key signs in its place."""
    old = [slip.file, slip.scan]
    slip.file = slip.scan = slip.rendered_at = None
    slip.digital = False
    slip.save(update_fields=["file", "scan", "rendered_at", "digital"])
    _let_go(old)
    outbox.enqueue(
        RENDER, f"{RENDER}/{slip.pk}/{seq}", {"slip": slip.pk}, stream=slip.dossier_id,
        recipient=f"slip/{slip.pk}",
    )  # fmt: skip


def _print_anew(job: PrintJob) -> None:
    old = [job.file, *prints.parts_of(job)]
    job.file = job.finished_at = None
    job.save(update_fields=["file", "finished_at"])
    job.parts.exclude(sizes="").delete()  # a register's pages are counted again
    job.parts.update(file=None, done_at=None)
    _let_go(old)
    prints.resume(job)


def _let_go(old: Sequence[StoredFile | None]) -> None:
    """The bytes too, once the change stands; the same bytes of another paper stay."""
    for stored in filter(None, old):
        try:
            with transaction.atomic():
                stored.delete()
        except models.ProtectedError:
            continue
        transaction.on_commit(partial(default_storage.delete, files.place(stored.digest)))


def _drafts(words: Words) -> int:
    """A form that was begun and never sent goes whole."""
    held = [
        draft
        for draft in ReceptionDraft.objects.all()
        if any(words.search(str(said)) for said in drafts.fields_of(draft).values())
    ]
    for draft in held:
        draft.delete()
    return len(held)
