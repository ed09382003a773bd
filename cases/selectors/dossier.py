"""Everything the dossier's page shows, read in a fixed number of queries, made into words once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects

from cases.deadline_words import DeadlineWords
from cases.facts import Facts
from cases.models import Apology, Branch, Dossier, Handover, Result, Slip, StepRun
from cases.permissions import Relation, may
from cases.selectors.clock_view import ClockView, clock_events_of, clock_view
from cases.selectors.deadlines import deadline
from cases.selectors.debt import Debt, debt_of
from cases.selectors.dossier_lines import (
    BranchLine,
    HandoverLine,
    SlipLine,
    StepLine,
    branch_line,
    handover_line,
    slip_lines,
    step_lines,
    unit_names,
)
from cases.selectors.timeline import Day, by_day, lines_of
from cases.services.look import facts_of, newest_apology, planned, relations_of
from cases.states import ACTS, Act, State, is_lawful
from onecua.ledger.models import Event
from onecua.people.acting import Acting
from procedures.selectors import PlannedStep


@dataclass(frozen=True, slots=True)
class DossierPage:
    dossier: Dossier
    state: str
    deadline: DeadlineWords
    clock: ClockView | None
    debt: Debt | None
    apology: Apology | None
    acts: Sequence[Act]
    days: Sequence[Day]
    steps: Sequence[StepLine]
    handovers: Sequence[HandoverLine]
    branches: Sequence[BranchLine]
    slips: Sequence[SlipLine]
    results: Sequence[Result]


def dossier_page(dossier: Dossier, acting: Acting, now: datetime) -> DossierPage:
    """dossier: found through the door, with what it belongs to."""
    events = read_whole(dossier)
    steps = planned(dossier)
    units = unit_names(dossier, steps)
    acts = available_acts(dossier, acting, now, steps)
    told = clock_events_of(events)
    clock = clock_view(dossier, told, now)
    return DossierPage(
        dossier=dossier,
        state=State(dossier.state).label,
        deadline=clock.words if clock else deadline(dossier, now),
        clock=clock,
        debt=debt_of(dossier, acts, clock, now),
        apology=newest_apology(dossier),
        acts=acts,
        days=by_day(lines_of(newest_first(events), units)),
        steps=step_lines(dossier, told, steps, units, now),
        handovers=[handover_line(each) for each in dossier.handovers.all()],
        branches=[branch_line(each, now, steps) for each in dossier.branches.all()],
        slips=slip_lines(dossier.slips.all()),
        results=list(dossier.results.all()) if dossier.outcome else [],
    )


def newest_first(events: Iterable[Event]) -> list[Event]:
    """By when it was true: the sweep says at nine what fell due at midnight."""
    return sorted(events, key=lambda event: (event.happened_at, event.seq), reverse=True)


def available_acts(
    dossier: Dossier, acting: Acting, now: datetime, steps: Sequence[PlannedStep]
) -> list[Act]:
    """Lawful from here and allowed to this post: what page and API offer, and nothing else."""
    facts: Facts = facts_of(dossier, now, steps)
    relations: frozenset[Relation] = relations_of(dossier, acting)
    return [
        act
        for act in ACTS.values()
        if is_lawful(act, State(dossier.state), facts) and may(act.name, acting.role, relations)
    ]


def read_whole(dossier: Dossier) -> list[Event]:
    """What belongs to it, once each: whoever asks the dossier later asks no more. Its events."""
    lookups: list[Prefetch[str]] = [
        Prefetch(
            "handovers",
            Handover.objects.select_related(
                "from_unit", "to_unit", "from_person", "to_person"
            ).order_by("pk"),
        ),
        Prefetch("steps", StepRun.objects.select_related("unit", "person").order_by("pk")),
        Prefetch("apologies", Apology.objects.order_by("generation")),
        Prefetch("papers"),
        Prefetch("branches", Branch.objects.select_related("agency").order_by("no")),
        Prefetch("slips", Slip.objects.order_by("-pk")),
    ]
    if dossier.outcome:
        lookups.append(
            Prefetch("results", Result.objects.select_related("file").order_by("-version"))
        )
    prefetch_related_objects([dossier], *lookups)
    return list(Event.objects.filter(stream=dossier.pk).order_by("seq"))
