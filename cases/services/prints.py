"""Prints as facts: a job of a unit, laid out by workers in parts, joined when all are there.

A print changes nothing of a dossier, so it leaves no event; the job itself, with who asked and
when, is the record. Each part is a message of its own: two workers share a long print, progress is
what is committed, and a killed worker loses the part in its hands and no more.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from cases.models import Dossier, PrintItem, PrintJob, PrintPart, Slip, StoredFile
from cases.services import files
from cases.slip_contexts.codec import to_json
from cases.slip_contexts.form import Form, SlipContext
from onecua.ledger import outbox
from onecua.ledger.office import office_now
from onecua.people.acting import Acting

Each = TypeVar("Each")

PLAN, PRINT = "plan_print", "print_part"
SLIPS_A_PART = 50
PAGES_A_PART = 20


@transaction.atomic
def order(
    *,
    form: Form,
    context: SlipContext,
    title: str,
    acting: Acting,
    at: datetime,
    dossier: Dossier | None = None,
    unit_id: int | None = None,
) -> PrintJob:
    """One paper, as it stands now. unit_id: whose queue it joins, if not the asker's."""
    job = _job(form, context, title, acting, at, total=1, dossier=dossier, unit_id=unit_id)
    _send([PrintPart(job=job, no=1, first=0, count=1)])
    return job


@transaction.atomic
def order_pages(
    *, form: Form, context: SlipContext, title: str, acting: Acting, at: datetime, unit_id: int
) -> PrintJob:
    """A register: a worker counts its pages first."""
    job = _job(form, context, title, acting, at, total=0, unit_id=unit_id)
    outbox.enqueue(PLAN, f"{PLAN}/{job.pk}", {"job": job.pk})
    return job


@transaction.atomic
def order_many(
    *, slips: Sequence[Slip], cover: Form, context: SlipContext, acting: Acting, at: datetime
) -> PrintJob:
    """Many slips in one file, in the order given, with a cover list on top."""
    title = f"{len(slips)} phiếu"
    job = _job(cover, context, title, acting, at, total=len(slips))
    parts, items = [], []
    for no, some in enumerate(_batches(slips, SLIPS_A_PART), 1):
        part = PrintPart(job=job, no=no, first=(no - 1) * SLIPS_A_PART, count=len(some))
        parts.append(part)
        items += [PrintItem(part=part, no=place, slip=slip) for place, slip in enumerate(some, 1)]
    PrintPart.objects.bulk_create(parts)
    PrintItem.objects.bulk_create(items)
    _announce(parts)
    return job


def planned_pages(job: PrintJob, sizes: Sequence[int]) -> None:
    """What a worker counted: the rows of each page. Twice is the same as once."""
    locked = PrintJob.objects.select_for_update().get(pk=job.pk)
    if locked.parts.exists():
        return
    parts, first = [], 0
    for no, some in enumerate(_batches(sizes, PAGES_A_PART), 1):
        words = " ".join(map(str, some))
        parts.append(PrintPart(job=locked, no=no, first=first, sizes=words, count=len(some)))
        first += sum(some)
    PrintJob.objects.filter(pk=job.pk).update(total=len(sizes))
    _send(parts)


def waiting_job(job_id: int) -> PrintJob | None:
    return PrintJob.objects.filter(pk=job_id, file=None).first()


def waiting_part(part_id: int) -> PrintPart | None:
    return (
        PrintPart.objects.select_related("job")
        .prefetch_related("items__slip__dossier__applicant")
        .filter(pk=part_id, done_at=None)
        .first()
    )


def file_part(part: PrintPart, pdf: bytes | None, errors: Mapping[int, str]) -> bool:
    """Keep a part; errors: by the item's place. True: it was the last one."""
    job = PrintJob.objects.select_for_update().get(pk=part.job_id)
    stored = files.keep(pdf, "application/pdf") if pdf else None
    PrintPart.objects.filter(pk=part.pk, done_at=None).update(file=stored, done_at=office_now())
    for place, error in errors.items():
        PrintItem.objects.filter(part=part, no=place).update(error=error)
    return not job.parts.filter(done_at=None).exists()


def parts_of(job: PrintJob) -> list[StoredFile]:
    parts = job.parts.exclude(file=None).select_related("file").order_by("no")
    return [part.file for part in parts if part.file]


def finish(job: PrintJob, pdf: bytes) -> None:
    """The whole file; a job that has one keeps it."""
    stored = files.keep(pdf, "application/pdf")
    PrintJob.objects.filter(pk=job.pk, file=None).update(file=stored, finished_at=office_now())


@transaction.atomic
def resume(job: PrintJob) -> int:
    """Ask again for what is missing, e.g. after a full disk; returns how many messages went out."""
    if job.file_id is not None:
        return 0
    if not job.parts.exists():
        outbox.enqueue(PLAN, f"{PLAN}/{job.pk}/{_again()}", {"job": job.pk})
        return 1
    missing = list(job.parts.filter(done_at=None))
    for part in missing:
        outbox.enqueue(PRINT, f"{PRINT}/{part.pk}/{_again()}", {"part": part.pk})
    return len(missing)


def _again() -> str:
    return office_now().isoformat()


def _job(
    form: Form, context: SlipContext, title: str, acting: Acting, at: datetime, *, total: int,
    dossier: Dossier | None = None, unit_id: int | None = None,
) -> PrintJob:  # fmt: skip
    return PrintJob.objects.create(
        unit_id=unit_id or acting.unit_id,
        dossier=dossier,
        form_set=form.form_set,
        form=form.code,
        edition=form.edition,
        title=title,
        context=to_json(context),
        asked_by_id=acting.person_id,
        asked_at=at,
        total=total,
    )


def _batches(all_of_them: Sequence[Each], size: int) -> Iterator[Sequence[Each]]:
    for start in range(0, len(all_of_them), size):
        yield all_of_them[start : start + size]


def _send(parts: Sequence[PrintPart]) -> None:
    PrintPart.objects.bulk_create(parts)
    _announce(parts)


def _announce(parts: Sequence[PrintPart]) -> None:
    for part in parts:
        outbox.enqueue(PRINT, f"{PRINT}/{part.pk}", {"part": part.pk})
