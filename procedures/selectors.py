"""What applies on a day at a desk: the version, its term, its configured workflow."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from onecua.people.models import Desk
from procedures.calendars import current_revision, working_calendar
from procedures.models import (
    ChannelTerm,
    Configuration,
    ConfiguredStep,
    ProcedureVersion,
    Regime,
    WorkflowStep,
)
from procedures.timing import TimeLimit


def in_force(on: date) -> QuerySet[ProcedureVersion]:
    return ProcedureVersion.objects.filter(valid_from__lte=on).filter(
        Q(valid_to=None) | Q(valid_to__gt=on)
    )


def version_in_force(code: str, on: date) -> ProcedureVersion | None:
    return in_force(on).filter(procedure__code=code).select_related("procedure", "sector").first()


def newest_version(code: str) -> ProcedureVersion | None:
    """Whatever its validity: to say since when a procedure is gone."""
    versions = ProcedureVersion.objects.filter(procedure__code=code)
    return versions.select_related("procedure").order_by("-number").first()


def term(version: ProcedureVersion, channel: str) -> TimeLimit | None:
    """The channel's own term, else the direct one. None: the decision gives none."""
    terms = {row.channel: row for row in version.terms.all()}
    row = terms.get(channel) or terms.get(ChannelTerm.Channel.DIRECT)
    return TimeLimit(row.number, row.unit) if row else None


def regime_on(day: date) -> Regime:
    """The law of that day, or the one a demonstration keeps. Raises Regime.DoesNotExist."""
    if settings.KEPT_REGIME:
        return Regime.objects.get(code=settings.KEPT_REGIME)
    return (
        Regime.objects.filter(valid_from__lte=day)
        .filter(Q(valid_to=None) | Q(valid_to__gte=day))
        .order_by("-valid_from")[:1]
        .get()
    )


def configuration(desk: Desk, procedure_id: int, on: date) -> Configuration | None:
    """Only where an approved workflow is configured may a desk receive (the letter, point 1đ)."""
    return (
        Configuration.objects.filter(desk=desk, procedure_id=procedure_id, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .select_related("workflow")
        .first()
    )


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of a dossier's own workflow, with the unit that does it for its desk."""

    no: int
    name: str
    unit_id: int
    step: WorkflowStep

    @property
    def branch(self) -> str:
        return self.step.branch

    @property
    def brings_result(self) -> bool:
        return self.step.evidence == WorkflowStep.Evidence.RESULT


def plan(workflow_id: int, desk_id: int, *, before: date | None = None) -> list[PlannedStep]:
    """The steps of a workflow version as this desk configured it, in order.

    before: as it was until that day, when a reorganisation put other units in their places.
    """
    rows = (
        ConfiguredStep.objects.filter(
            configuration__workflow_id=workflow_id, configuration__desk_id=desk_id
        )
        .select_related("step")
        .order_by("step__no", "-configuration__valid_from")
    )
    if before is not None:
        rows = rows.filter(configuration__valid_from__lt=before)
    steps: dict[int, PlannedStep] = {}
    for row in rows:
        planned = PlannedStep(row.step.no, row.step.name, row.unit_id, row.step)
        steps.setdefault(row.step.no, planned)
    return list(steps.values())


def procedures_done_in(unit_id: int) -> int:
    """How many procedures, configured and in force, have a step of this unit."""
    steps = ConfiguredStep.objects.filter(unit=unit_id, configuration__valid_to=None)
    return steps.values("configuration__procedure").distinct().count()


def receivable(desk: Desk, on: date) -> QuerySet[ProcedureVersion]:
    """What this desk may receive today, with terms at hand."""
    configured = Configuration.objects.filter(desk=desk, valid_from__lte=on).filter(
        Q(valid_to=None) | Q(valid_to__gt=on)
    )
    versions = in_force(on).filter(procedure__in=configured.values("procedure"))
    return versions.select_related("procedure", "sector").prefetch_related("terms", "papers")


def declared_days_left(on: date) -> int:
    """Days until the declared horizon of everyone's calendar ends; negative once it is past."""
    return (working_calendar(current_revision()).declared_until - on).days
