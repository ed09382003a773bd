"""How every act goes: lock, permission, lawful move, event, row. The order never changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from cases.events import KINDS, check_payload
from cases.facts import Facts
from cases.models import Dossier, DossierPaper
from cases.permissions import Relation, may, who_may
from cases.services import access, caches, notify
from cases.services.errors import ActRefused, InFuture, NotAllowed, StaleForm
from cases.services.look import facts_of, last_change, relations_of
from cases.states import ACTS, Act, State, is_lawful, why_not
from onecua.ledger.canonical import JsonObject
from onecua.ledger.models import Event
from onecua.ledger.writing import THE_SYSTEM, append
from onecua.people.acting import Acting
from procedures.timing import office_time

NOT_FROM_THE_FUTURE = "event_not_from_the_future"  # the constraint of the event table


@dataclass(slots=True)
class Work:
    """A locked dossier in the hands of one act."""

    act: Act
    dossier: Dossier
    acting: Acting | None  # None: the system, which may only prepare and flag
    at: datetime
    facts: Facts
    claimed: datetime | None = None  # when it was true in the world, if earlier than now
    new: bool = False  # the row is made by this act: nobody sees it yet
    papers: Sequence[DossierPaper] = ()  # what this act has put into it
    changed: set[str] = field(default_factory=set)

    def set(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self.dossier, name, value)
        self.changed |= set(values)


def begin(
    name: str,
    *,
    dossier_id: int,
    acting: Acting | None,
    at: datetime,
    version: int | None = None,
) -> Work:
    """Lock the dossier and make sure that this act may be done to it, by this person, now.

    version: of the form the person looked at; a newer dossier refuses it (StaleForm), before all
    else: who comes second learns who was first, not that he has no right.
    Raises NotAllowed, ActRefused, StaleForm, NaiveInstant.
    """
    office_time(at)
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an act is one transaction")
    act = ACTS[name]
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)
    if version is not None and version != dossier.version:
        raise StaleForm(code=dossier, **last_change(dossier))
    refuse_if_not_allowed(act, acting, relations_of(dossier, acting) if acting else frozenset())
    facts = facts_of(dossier, at)
    if not is_lawful(act, State(dossier.state), facts):
        raise ActRefused(label=act.label, why=why_not(act, State(dossier.state), dossier, facts))
    return Work(act, dossier, acting, at, facts)


def refuse_if_not_allowed(act: Act, acting: Acting | None, relations: frozenset[Relation]) -> None:
    if acting is not None and not may(act.name, acting.role, relations):
        raise NotAllowed(label=act.label, who=who_may(act.name))


def record(work: Work, payload: JsonObject, *, kind: str | None = None) -> Event:
    """The act's event. The row's trigger looks for it, so it comes before the row.

    Raises InFuture: the database compares with its own office time.
    """
    name = kind or work.act.event
    check_payload(name, payload)
    actor = work.acting.actor if work.acting else THE_SYSTEM
    at = work.claimed or work.at
    version = KINDS[name].version
    try:
        event = append(work.dossier.pk, name, payload, actor=actor, at=at, version=version)
    except IntegrityError as error:
        if NOT_FROM_THE_FUTURE in str(error):
            raise InFuture("at", given=office_time(at)) from error
        raise
    work.set(version=event.seq)
    notify.tell(event)
    return event


def finish(work: Work, *, due_at: bool = True) -> None:
    """Write the row: where the act leads, and the caches of the clock.

    due_at: the act may have touched the clock; plain notes need not ask it.
    """
    if work.act.target is not None:
        work.set(state=work.act.target)
    if work.act.outcome is not None:
        work.set(outcome=work.act.outcome)
    if due_at and work.dossier.limit_number is not None:
        work.set(**caches.clock_columns(work.dossier, work.at))
        if not work.new:
            caches.sync_branches(work.dossier, work.at)
    work.set(**caches.lapse_columns(work.dossier))
    work.dossier.save(update_fields=sorted(work.changed))
    access.sync(work.dossier, new=work.new)
