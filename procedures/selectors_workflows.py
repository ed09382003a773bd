"""Workflows as their pages need them: the terms, the office's day, what is found, who uses one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from onecua.kernel.text import fold
from onecua.people.acting import Acting
from onecua.people.models import Agency
from onecua.people.rights import agencies_of
from onecua.people.roles import Role
from procedures.calendars import current_revision, working_calendar
from procedures.importers.desk_files import StepFacts
from procedures.instants import HOUR
from procedures.models import (
    ChannelTerm,
    Configuration,
    Procedure,
    ProcedureVersion,
    WorkflowDraft,
    WorkflowVersion,
)
from procedures.selectors import in_force
from procedures.timing import TimeLimit, WorkCalendar
from procedures.workflow_checks import Finding, findings
from procedures.workflow_text import facts_of

PAGE = 50
READERS = frozenset({Role.PROVINCE_OFFICE, Role.INSPECTOR})


def drafts_of(acting: Acting | None) -> QuerySet[WorkflowDraft]:
    """The only door to drafts: one's own agencies'; of all, for who approves and who inspects."""
    rows = WorkflowDraft.objects.select_related("agency", "procedure", "based_on", "approved")
    if acting is not None and acting.role in READERS:
        return rows
    return rows.filter(agency__in=agencies_of(acting))


def version_of(procedure: Procedure, on: date) -> ProcedureVersion | None:
    """In force that day, else the newest."""
    rows = ProcedureVersion.objects.filter(procedure=procedure).select_related("sector")
    found = in_force(on).filter(procedure=procedure).select_related("sector").first()
    return found or rows.order_by("-number").first()


def limits_of(version: ProcedureVersion | None) -> Mapping[str, TimeLimit]:
    """Names of channels -> their term; channels of one term share a line."""
    named: dict[TimeLimit, list[str]] = {}
    for row in version.terms.order_by("channel") if version else ():
        label = ChannelTerm.Channel(row.channel).label.lower()
        named.setdefault(TimeLimit(row.number, row.unit), []).append(label)
    return {", ".join(labels): limit for limit, labels in named.items()}


def office_calendar(agency: Agency) -> WorkCalendar:
    return working_calendar(current_revision(agency))


def day_hours(calendar: WorkCalendar, on: date) -> Decimal:
    """Working hours of the fullest of the next seven days: half a day is half of it."""
    days = [on + timedelta(days=number) for number in range(7)]
    longest = max(sum(part.length for part in calendar.sessions_on(day)) for day in days)
    return Decimal(longest) / HOUR or Decimal(8)


def checked(
    steps: Sequence[StepFacts], procedure: Procedure, agency: Agency, at: datetime
) -> tuple[Finding, ...]:
    today = at.date()
    limits = limits_of(version_of(procedure, today))
    return findings(steps, limits, day_hours(office_calendar(agency), today))


def steps_of(workflow: WorkflowVersion) -> tuple[StepFacts, ...]:
    return tuple(facts_of(row) for row in workflow.steps.order_by("no"))


def titles(procedures: Sequence[int], on: date) -> Mapping[int, str]:
    """procedure -> its short title today."""
    rows = in_force(on).filter(procedure__in=procedures)
    return dict(rows.values_list("procedure", "short_title"))


def approved_found(words: str, on: date) -> list[WorkflowVersion]:
    """By title or code, without accents; the newest first, the desks that use each counted."""
    rows = WorkflowVersion.objects.select_related("procedure")
    if words:
        named = in_force(on).filter(search__contains=fold(words)).values("procedure")
        rows = rows.filter(procedure__in=named)
    running = Q(configurations__valid_to=None) | Q(configurations__valid_to__gt=on)
    counted = rows.annotate(desks=Count("configurations", filter=running))
    return list(counted.order_by("-approved_on", "procedure__code", "-number")[:PAGE])


def stretches(workflow: WorkflowVersion) -> QuerySet[Configuration]:
    """At which desks it is, or was, in force."""
    rows = Configuration.objects.filter(workflow=workflow)
    return rows.select_related("desk__unit__agency").order_by("valid_to", "desk__name")


def title_of(procedure: Procedure, on: date) -> str:
    version = version_of(procedure, on)
    return version.short_title if version else procedure.code


def decides(acting: Acting) -> bool:
    return acting.role == Role.PROVINCE_OFFICE
