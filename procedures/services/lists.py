"""A list of procedures in three beats: read and kept, previewed, applied by a decision; and undone.

Nothing changes before it is applied. What is applied is what the catalogue makes of the list then,
not what an older preview said.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from onecua.kernel.errors import Refusal
from onecua.kernel.tables.raw import RawRow
from onecua.kernel.tables.reading import read_table
from onecua.kernel.tables.xlsx_writing import failed_rows
from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import Actor
from procedures.importers.columns import find_header
from procedures.importers.comparison import Preview
from procedures.importers.previewing import preview_rows
from procedures.importers.rows import CatalogueFile, read_catalogue
from procedures.models import CatalogueList
from procedures.services import catalogue
from procedures.services._decisions import Decision, write_decision
from procedures.services._record import record


class ListApplied(Refusal):
    code = "list-applied"
    sentence = "Danh sách này đã được áp dụng lúc {on:%H:%M %d/%m/%Y}."


class ListChangesNothing(Refusal):
    code = "list-changes-nothing"
    sentence = "Danh sách không thay đổi gì: mọi dòng đúng đã có trong danh mục."


@dataclass(frozen=True, slots=True)
class Looked:
    """A kept list, read again and compared with the catalogue as it is now."""

    file: CatalogueFile
    preview: Preview
    cells: Mapping[int, tuple[str, ...]]  # row -> as it lies in the file


def keep(name: str, content: bytes, *, complete: bool, actor: Actor, at: datetime) -> CatalogueList:
    """Read a file and keep it for its preview. Raises UnreadableFile."""
    raw = read_table(name, content)
    find_header(raw)  # a file that is no list is refused here, not at its preview
    return CatalogueList.objects.create(
        file_name=name[-200:],
        digest=hashlib.sha256(content).hexdigest(),
        lines=[[row.number, row.cells] for row in raw],
        complete=complete,
        made_by_id=actor.person,
        made_at=at,
    )


def look(kept: CatalogueList) -> Looked:
    """Nothing is written."""
    return compared(lines_of(kept), complete=kept.complete)


def compared(raw: Sequence[RawRow], *, complete: bool) -> Looked:
    """A list that nobody keeps. Raises UnreadableFile. Nothing is written."""
    file = read_catalogue(raw)
    found = preview_rows(file.rows, catalogue.known(), file.faults, complete=complete)
    return Looked(file, found, {line.number: line.cells for line in raw})


def failed_file(looked: Looked) -> bytes:
    """The rows that failed, as they lay in the file, each with its reason: an .xlsx."""
    faults = looked.preview.faults
    rows = ((looked.cells[fault.row], fault.sentence) for fault in faults)
    return failed_rows(looked.file.heading, rows)


def lines_of(kept: CatalogueList) -> list[RawRow]:
    return [RawRow(number, tuple(cells)) for number, cells in kept.lines]


@transaction.atomic
def apply(kept: CatalogueList, decision: Decision, *, actor: Actor, at: datetime) -> Preview:
    """The good rows, all or none; the bad ones stay with their sentences. Once.

    Raises ListApplied, ListChangesNothing, and what `catalogue.apply` raises.
    """
    kept = CatalogueList.objects.select_for_update(of=("self",), no_key=True).get(pk=kept.pk)
    if kept.applied_at is not None:
        raise ListApplied(on=kept.applied_at)
    found = look(kept).preview
    if not found.changes:
        raise ListChangesNothing
    kept.decision = write_decision(decision, at)
    kept.applied_at = at
    kept.save(update_fields=["decision", "applied_at"])
    catalogue.apply(found, decision, actor=actor, at=at, listed=kept)
    facts: JsonObject = {
        "list": kept.pk,
        "digest": kept.digest,
        "decision": kept.decision.number,
        "added": len(found.added),
        "changed": len(found.changed),
        "abolished": len(found.abolished),
        "in_error": len(found.faults),
    }
    record(decision.issuer, "catalogue_imported", facts, actor=actor, at=at)
    return found
