"""The only door to dossiers, for pages, API, search, counts and exports."""

from django.db.models import Exists, OuterRef, QuerySet

from cases.models import Dossier, DossierAccess
from cases.permissions import SEES_ALL, SEES_UNITS
from onecua.people.acting import Acting


def visible_to(acting: Acting | None) -> QuerySet[Dossier]:
    """Every dossier this post may know of, and no other.

    Reception, officers and heads see what their unit received, holds or held, and what lies below
    it; the provincial office and inspectors see all; administrators see none.
    """
    if acting is None:
        return Dossier.objects.none()
    if acting.role in SEES_ALL:
        return Dossier.objects.all()
    if acting.role in SEES_UNITS:
        access = DossierAccess.objects.filter(unit=acting.unit_id, dossier=OuterRef("pk"))
        return Dossier.objects.filter(Exists(access))
    return Dossier.objects.none()
