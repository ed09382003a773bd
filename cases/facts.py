"""PURE. What the guards of the acts look at, and the guards themselves."""

from dataclasses import dataclass
from enum import StrEnum


class ApologyState(StrEnum):
    """The apology of the current deadline generation."""

    NONE = "none"
    DRAFTED = "drafted"
    COMPLETED = "completed"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"  # issued, then its lateness was lifted by a calendar


@dataclass(frozen=True, slots=True)
class Facts:
    """A dossier at one moment, as far as lawful acts depend on it."""

    immediate: bool = False  # the procedure's result is given at once
    handover_pending: bool = False
    handed_over: bool = False  # a handover has been confirmed once
    step_open: bool = False  # the holder still works on the current step
    step_brings_result: bool = False  # only a recorded result ends this step
    may_send_back: bool = False
    at_desk: bool = False
    apology: ApologyState = ApologyState.NONE
    apology_due: bool = False  # late, or surely late: less than a working day is left
    rescheduled: bool = False
    consulted: bool = False  # some agency has been asked and has not answered


def immediate(facts: Facts) -> bool:
    return facts.immediate


def not_immediate(facts: Facts) -> bool:
    return not facts.immediate


def pending_handover(facts: Facts) -> bool:
    return facts.handover_pending


def no_handover_pending(facts: Facts) -> bool:
    return not facts.handover_pending


def not_handed_over_yet(facts: Facts) -> bool:
    return not facts.handed_over


def step_open(facts: Facts) -> bool:
    return facts.step_open


def step_brings_result(facts: Facts) -> bool:
    return facts.step_brings_result


def step_passes_on(facts: Facts) -> bool:
    return not facts.step_brings_result


def may_send_back(facts: Facts) -> bool:
    return facts.may_send_back


def at_desk(facts: Facts) -> bool:
    return facts.at_desk


def not_at_desk(facts: Facts) -> bool:
    return not facts.at_desk


def consulted(facts: Facts) -> bool:
    return facts.consulted


def apology_wanted(facts: Facts) -> bool:
    return facts.apology_due and facts.apology in {ApologyState.NONE, ApologyState.WITHDRAWN}


def apology_open(facts: Facts) -> bool:
    return facts.apology in {ApologyState.DRAFTED, ApologyState.COMPLETED}


def apology_issued(facts: Facts) -> bool:
    return facts.apology is ApologyState.ISSUED


def not_rescheduled(facts: Facts) -> bool:
    return not facts.rescheduled
