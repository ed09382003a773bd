"""The only door to dossiers, for pages, API, search, counts and exports.

What a confidential procedure is about is read only by the units that receive, hold or held the
dossier, by the head of the agency that leads the work, and by a head who owes an apology for it
(`Procedure.confidential`, narrowed in `cases.services.access`). Whoever sees the whole province
counts it and sees its row, without names.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.facts import ApologyState
from cases.models import Apology, Dossier, DossierAccess
from cases.permissions import SEES_ALL, SEES_UNITS
from onecua.people.acting import Acting


def visible_to(acting: Acting | None) -> QuerySet[Dossier]:
    """Every dossier this post may read, and no other.

    Reception, officers and heads see what their unit received, holds or held, and what lies below
    it; the provincial office and inspectors see all that is not confidential; administrators none.
    """
    if acting is None:
        return Dossier.objects.none()
    if acting.role in SEES_ALL:
        return Dossier.objects.filter(procedure__confidential=False)
    if acting.role not in SEES_UNITS:
        return Dossier.objects.none()
    access = Exists(DossierAccess.objects.filter(unit=acting.unit_id, dossier=OuterRef("pk")))
    if not acting.signs:
        return Dossier.objects.filter(access)
    owed = Apology.objects.filter(agency=acting.agency_id, dossier=OuterRef("pk")).exclude(
        state=ApologyState.WITHDRAWN
    )
    return Dossier.objects.filter(access | Q(procedure__confidential=True) & Exists(owed))


def known_to(acting: Acting | None) -> QuerySet[Dossier]:
    """What this post may count and see as a row: what it reads, and `is_secret_to` rows."""
    if acting is not None and acting.role in SEES_ALL:
        return Dossier.objects.all()
    return visible_to(acting)


def named(code: str) -> Q:
    """By its code, or by its number before acceptance: what a person types or an address holds."""
    return Q(contact=code) | Q(code=code) if "-T" in code else Q(code=code)


def typed(code: str) -> Q:
    """As `named`, by a person who need not mind capitals; an older system's code may have small."""
    bare = code.strip()
    return named(bare) | named(bare.upper())


def is_secret_to(dossier: Dossier, acting: Acting) -> bool:
    """A row of `known_to` whose names and papers are not for this post."""
    return acting.role in SEES_ALL and dossier.procedure.confidential
