"""The print queue of a unit, and the slips it may print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from cases.deadline_words import instant
from cases.models import Dossier, Handover, PrinterSetup, PrintItem, PrintJob, Slip
from cases.querysets import visible_to
from cases.slip_contexts.forms import FORMS, TT01
from cases.slip_contexts.lists import ListRow
from cases.states import State
from onecua.people.acting import Acting
from onecua.people.roles import Role
from procedures.timing import midnight

JOBS_SHOWN = 50
SLIPS_SHOWN = 100
MOST_AT_ONCE = 1_000
NUMBERED = ("receipt", "supplement", "refusal", "apology", "stop_notice")
# form code -> what the filter calls it
KINDS: Sequence[tuple[str, str]] = tuple((code, FORMS[TT01, code].title) for code in NUMBERED)


@dataclass(frozen=True, slots=True)
class JobLine:
    job: PrintJob
    asked: str
    done: int
    total: int
    failed: int

    @property
    def ready(self) -> bool:
        return self.job.file_id is not None

    @property
    def progress(self) -> str:
        return f"{self.done}/{self.total}" if self.total else "đang đếm trang"


@dataclass(frozen=True, slots=True)
class SlipFilter:
    """form "" is any; both days are included."""

    form: str
    start: date
    end: date


def my_jobs(acting: Acting) -> QuerySet[PrintJob]:
    """The only door to prints: of the unit, of dossiers it may see; a head's: of his agency."""
    mine = Q(unit=acting.unit_id) | Q(dossier__in=visible_to(acting))
    if acting.role == Role.HEAD:
        mine |= Q(unit__agency=acting.agency_id)
    return PrintJob.objects.filter(mine).select_related("file", "asked_by")


def job_lines(acting: Acting) -> list[JobLine]:
    """The unit's newest prints: what is committed is what is done."""
    jobs = list(
        PrintJob.objects.filter(unit=acting.unit_id)
        .select_related("asked_by")
        .annotate(done=Sum("parts__count", filter=Q(parts__done_at__isnull=False)))
        .order_by("-pk")[:JOBS_SHOWN]
    )
    failed = dict(
        PrintItem.objects.filter(part__job__in=jobs)
        .exclude(error="")
        .values_list("part__job")
        .annotate(Count("pk"))
    )
    return [
        JobLine(job, instant(job.asked_at), job.done or 0, job.total, failed.get(job.pk, 0))
        for job in jobs
    ]


def job_line(job: PrintJob) -> JobLine:
    done = job.parts.filter(done_at__isnull=False).aggregate(Sum("count"))["count__sum"] or 0
    failed = PrintItem.objects.filter(part__job=job).exclude(error="").count()
    return JobLine(job, instant(job.asked_at), done, job.total, failed)


def slips_of(acting: Acting, wanted: SlipFilter) -> QuerySet[Slip]:
    """In order of reception."""
    begin, end = midnight(wanted.start), midnight(wanted.end + timedelta(days=1))
    found = Slip.objects.filter(
        dossier__in=visible_to(acting), issued_at__gte=begin, issued_at__lt=end
    )
    if wanted.form:
        found = found.filter(form=wanted.form)
    return found.select_related("dossier__applicant").order_by(
        "dossier__received_at", "dossier_id", "pk"
    )


def cover_rows(slips: Sequence[Slip]) -> tuple[ListRow, ...]:
    return tuple(
        ListRow(
            code=str(slip.dossier),
            applicant=slip.dossier.applicant.name,
            procedure="",
            middle=slip.kind.title,
            last=slip.numbered + (" (đã hủy)" if slip.voided_at else ""),
        )
        for slip in slips
    )


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list that could be printed now: from whom to whom, and how many lie on it."""

    giver: int
    receiver: int
    label: str
    count: int


def open_handover_lists(acting: Acting) -> list[OpenList]:
    """Pairs of units between which bundles wait, with mine on either side."""
    pairs = (
        Handover.objects.filter(outcome=Handover.Outcome.PENDING)
        .filter(Q(from_unit=acting.unit_id) | Q(to_unit=acting.unit_id))
        .values_list("from_unit", "from_unit__name", "to_unit", "to_unit__name")
        .annotate(Count("pk"))
        .order_by("to_unit__name", "from_unit__name")
    )
    return [OpenList(giver, taker, f"{one} → {other}", n) for giver, one, taker, other, n in pairs]


def open_result_lists(acting: Acting) -> list[OpenList]:
    """Units whose results are on their way to the desk of this post."""
    units = (
        Dossier.objects.filter(desk=acting.desk_id, state=State.RESULT_READY, at_desk_since=None)
        .exclude(holder_unit=acting.unit_id)
        .values_list("holder_unit", "holder_unit__name", "holder_unit__agency__name", "desk")
        .annotate(Count("pk"))
        .order_by("holder_unit__agency__name", "holder_unit__name")
    )
    return [OpenList(unit, desk, f"{one}, {agency}", n) for unit, one, agency, desk, n in units]


def printer_of(acting: Acting) -> PrinterSetup:
    """The desk's own, or one that changes nothing."""
    found = PrinterSetup.objects.filter(desk=acting.desk_id).first() if acting.desk_id else None
    return found or PrinterSetup()


def asked_when(now: datetime) -> str:
    return f"In lúc {instant(now)}"
