"""A dossier's events read from the ledger, and the clock they give. The row is only their cache."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from cases.clock import ClockEvent, ClockPolicies, ClockReading, replay
from cases.clock_face import StepReading
from cases.clock_plan import PlannedStep, planned_of
from cases.clock_reading import Facts
from cases.clock_work import kept_steps_of
from cases.models import Dossier
from cases.upcasters import current_payload
from onecua.ledger.canonical import JsonObject
from onecua.ledger.models import Event
from onecua.people.models import Outage
from procedures.calendars import working_calendar
from procedures.models import WorkflowStep
from procedures.selectors import PlannedStep as Planned
from procedures.step_dues import StepTerm
from procedures.timing import DueMoment, Pause, TimeLimit, WorkCalendar

CLAIMED = timedelta(minutes=1)  # a smaller gap is the time an act takes
HOLDERS = ("desk_unit", "to_unit")  # the fields that name who held it


def clock_events(stream: int) -> list[ClockEvent]:
    rows = Event.objects.filter(stream=stream).order_by("seq")
    return [clock_event(row) for row in rows]


def clock_event(row: Event) -> ClockEvent:
    """As today's program reads it, whatever version it was written in."""
    return ClockEvent(
        row.seq, row.kind, row.happened_at, row.recorded_at, payload_of(row), row.person
    )


def payload_of(row: Event) -> JsonObject:
    return current_payload(row.kind, row.version, row.data)


def events_of(streams: Sequence[int]) -> Mapping[int, list[ClockEvent]]:
    """Of many dossiers at once: id -> its events, in order."""
    found: dict[int, list[ClockEvent]] = {}
    for row in Event.objects.filter(stream__in=streams).order_by("stream", "seq"):
        found.setdefault(row.stream, []).append(clock_event(row))
    return found


def limit_of(dossier: Dossier) -> TimeLimit | None:
    """The term it was received with; the catalogue of a later year cannot move it."""
    if dossier.limit_number is None:
        return None
    return TimeLimit(dossier.limit_number, dossier.limit_unit)


def reading(dossier: Dossier, events: Sequence[ClockEvent], as_of: datetime) -> ClockReading:
    """What the clock of a received dossier shows at an instant."""
    limit = limit_of(dossier)
    if limit is None:
        raise ValueError(f"dossier {dossier.pk} was never received: it has no clock")
    facts = _facts(dossier, limit, events)
    return replay(events, limit, facts.calendars, facts.policies, as_of)


def kept_steps(
    dossier: Dossier,
    events: Sequence[ClockEvent],
    clock: ClockReading,
    plans: Mapping[int, Sequence[Planned]],
    earlier: Sequence[Mapping[int, int]] = (),
) -> tuple[StepReading, ...]:
    """Each stay at a step with the dates that a row keeps. clock: of the same events.

    plans: number of a workflow version -> its plan, that of the reception first.
    earlier: of `cases.clock_work.steps_of`.
    """
    limit = limit_of(dossier)
    if limit is None:
        return ()
    later = {number: work_plan(plan) for number, plan in plans.items()}
    first = next(iter(later.values()), [])
    return kept_steps_of(events, first, clock, _facts(dossier, limit, events), later, earlier)


def planned_ahead(
    dossier: Dossier, events: Sequence[ClockEvent], plan: Sequence[Planned], as_of: datetime
) -> Mapping[int, DueMoment]:
    """Step -> kế hoạch as the clock has it now; an open pause is cut at as_of. {}: no clock."""
    limit = limit_of(dossier)
    if limit is None:
        return {}
    facts = _facts(dossier, limit, events)
    return planned_of(work_plan(plan), reading(dossier, events, as_of), facts, as_of)


def work_plan(plan: Sequence[Planned]) -> list[PlannedStep]:
    """The plan of a desk as the clock asks for it; dates need no agency."""
    hours = WorkflowStep.TermUnit.HOURS
    return [
        PlannedStep(
            each.no,
            StepTerm(each.step.term, each.step.term_unit == hours),
            each.unit_id,
            agency=0,
            branch=each.branch,
        )
        for each in plan
    ]


def calendars_of(revisions: Iterable[int]) -> Mapping[int, WorkCalendar]:
    return {number: working_calendar(number) for number in revisions}


def _facts(dossier: Dossier, limit: TimeLimit, events: Sequence[ClockEvent]) -> Facts:
    revisions = {dossier.calendar_revision} | {
        event.integer("calendar_revision")
        for event in events
        if event.kind in {"accepted", "taken_over", "calendar_revised"}
    }
    return Facts(limit, calendars_of(revisions), policies_of(events))


def policies_of(events: Sequence[ClockEvent]) -> ClockPolicies:
    """What counts for this dossier beside its term and its calendar."""
    return ClockPolicies(outages=outages_of(events))


def outages_of(events: Sequence[ClockEvent]) -> tuple[Pause, ...]:
    """The declared outages that a claim of this dossier may lean on.

    Of a unit that held it, and declared before the claim was recorded: what is declared afterwards
    never moves what has been said.
    """
    claims = [
        event
        for event in events
        if event.person is not None and event.recorded_at - event.happened_at > CLAIMED
    ]
    if not claims:
        return ()
    held = {event.payload[name] for event in events for name in HOLDERS if name in event.payload}
    declared = Outage.objects.filter(
        units__in=[unit for unit in held if isinstance(unit, int)],
        begins_at__lte=max(claim.happened_at for claim in claims),
        ends_at__gte=min(claim.happened_at for claim in claims),
        declared_at__lte=max(claim.recorded_at for claim in claims),
    )
    return tuple(
        Pause(outage.begins_at, outage.ends_at)
        for outage in declared.distinct().order_by("pk")
        if any(
            outage.begins_at <= claim.happened_at <= outage.ends_at
            and outage.declared_at <= claim.recorded_at
            for claim in claims
        )
    )
