"""Whose registers a post may read, and of which years."""

from collections.abc import Sequence

from django.db.models import Max, QuerySet

from cases.models import Dossier
from cases.services.register_rows import entered_at
from onecua.people.acting import Acting
from onecua.people.models import Desk
from onecua.people.roles import Role


def desks_of(acting: Acting) -> QuerySet[Desk]:
    """The own desk; a head reads those of his agency."""
    desks = Desk.objects.select_related("unit__agency__parent").order_by("name", "pk")
    if acting.role == Role.HEAD:
        return desks.filter(unit__agency=acting.agency_id)
    return desks.filter(pk=acting.desk_id or 0)


def newest_entry(desk: Desk, year: int) -> int:
    """0 before the first."""
    newest = Dossier.objects.filter(entered_at(desk), register_year=year).aggregate(Max("entry"))
    return newest["entry__max"] or 0


def register_years(desk: Desk, year: int) -> Sequence[int]:
    """Newest first, with the one that is looked at."""
    found = (
        Dossier.objects.filter(entered_at(desk)).values_list("register_year", flat=True).distinct()
    )
    return sorted({each for each in found if each} | {year}, reverse=True)
