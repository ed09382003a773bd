"""How many dossiers keep a version of a procedure, for the catalogue, which knows no dossier."""

from collections.abc import Collection, Mapping

from django.db.models import Count

from cases.models import Dossier
from cases.states import STATES

_OPEN = tuple(state for state, facts in STATES.items() if facts.open)


def kept_of(versions: Collection[int]) -> Mapping[int, int]:
    return _count(versions)


def open_of(versions: Collection[int]) -> Mapping[int, int]:
    return _count(versions, state__in=_OPEN)


def _count(versions: Collection[int], **narrowed: object) -> Mapping[int, int]:
    rows = Dossier.objects.filter(procedure__in=versions, **narrowed)
    return dict(rows.values_list("procedure").annotate(Count("pk")).order_by())
