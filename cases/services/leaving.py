"""Who leaves, hands on: the dossiers a person holds go to an heir, or back to the unit. Set-based.

Registered with `onecua.people.holdings`, so that ending a post or an account shows and moves them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Count

from cases.models import Dossier, Handover
from cases.services.errors import NotInUnit
from cases.states import STATES, State
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.acting import Acting, posts_of
from onecua.people.holdings import Held
from onecua.people.models import Unit
from onecua.people.roles import WORKERS
from procedures.timing import office_date

OPEN = [state.value for state in State if STATES[state].open]

# The event comes first, for the row's trigger looks for it. Dossiers are locked in the order of id.
_MOVE = """
WITH held AS (
    SELECT id FROM cases_dossier
    WHERE holder_person_id = %(person)s AND holder_unit_id = %(unit)s AND state = ANY (%(open)s)
    ORDER BY id FOR UPDATE
), said AS (
    INSERT INTO ledger_event (stream, kind, happened_at, person, post, on_behalf_of, payload)
    SELECT id, %(kind)s, %(at)s, %(by)s, %(post)s, %(behalf)s, %(payload)s FROM held ORDER BY id
    RETURNING stream, seq
), runs AS (
    UPDATE cases_steprun SET person_id = %(heir)s
    FROM held WHERE dossier_id = held.id AND ended_at IS NULL
)
UPDATE cases_dossier d SET version = said.seq, holder_person_id = %(heir)s
FROM said WHERE d.id = said.stream
"""


class DossierHoldings:
    """What `onecua.people.holdings` asks of the dossiers."""

    def of_person(self, person_id: int) -> Sequence[Held]:
        held = Dossier.objects.filter(holder_person=person_id, state__in=OPEN)
        rows = held.values_list("holder_unit", "holder_unit__name").annotate(Count("pk"))
        return [Held(unit, name, count) for unit, name, count in rows.order_by("holder_unit")]

    def of_units(self, unit_ids: Sequence[int]) -> int:
        """What lies there, and what is on its way there."""
        held = Dossier.objects.filter(holder_unit__in=unit_ids, state__in=OPEN)
        coming = Handover.objects.filter(
            to_unit__in=unit_ids, outcome=Handover.Outcome.PENDING
        ).exclude(dossier__in=held)
        return held.count() + coming.count()

    def move(
        self,
        person_id: int,
        heirs: Mapping[int, int | None],
        *,
        acting: Acting | None,
        at: datetime,
    ) -> int:
        """Raises NotInUnit: an heir holds no post in the unit on this day."""
        return sum(
            _move(person_id, unit_id, heir, acting, at) for unit_id, heir in sorted(heirs.items())
        )


def _move(
    person_id: int, unit_id: int, heir: int | None, acting: Acting | None, at: datetime
) -> int:
    if heir is not None:
        posts = posts_of(heir, on=office_date(at)).filter(unit=unit_id, role__in=WORKERS)
        if heir == person_id or not posts.exists():
            raise NotInUnit("heir", unit=Unit.objects.get(pk=unit_id).name)
    actor = acting.actor if acting else THE_SYSTEM
    to = f'"to_person":{heir},' if heir is not None else ""
    facts = {
        "person": person_id, "unit": unit_id, "heir": heir, "open": OPEN, "at": at,
        "kind": "holder_released" if heir is None else "holder_moved",
        "by": actor.person, "post": actor.post, "behalf": actor.on_behalf_of,
        "payload": f'{{"from_person":{person_id},{to}"unit":{unit_id}}}',
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, facts)
        return int(cursor.rowcount)
