"""Vắng mặt: from a day to a day, said by the person himself or by the administrator."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from onecua.ledger.canonical import JsonObject
from onecua.people.acting import Acting
from onecua.people.models import Absence, Person
from onecua.people.rights import people_of
from onecua.people.services import errors
from onecua.people.services._guards import require_order
from onecua.people.services._record import record
from onecua.people.services.people import home_of


@transaction.atomic
def declare_absence(
    *, person: Person, first_day: date, last_day: date, acting: Acting | None, at: datetime
) -> Absence:
    """Raises OutOfReach, DatesWrong, AbsenceOver, AbsentAlready."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    _require_whose(person, acting)
    require_order(first_day, last_day)
    if last_day < localdate(at):
        raise errors.AbsenceOver("last_day", given=last_day)
    same = person.absences.filter(first_day__lte=last_day, last_day__gte=first_day)
    if (known := same.first()) is not None:
        raise errors.AbsentAlready("first_day", first=known.first_day, last=known.last_day)
    absence = Absence.objects.create(person=person, first_day=first_day, last_day=last_day)
    record(home_of(person), "absence_declared", _facts(absence), acting=acting, at=at)
    return absence


@transaction.atomic
def withdraw_absence(*, absence: Absence, acting: Acting | None, at: datetime) -> None:
    """He is here after all. Raises OutOfReach."""
    _require_whose(absence.person, acting)
    record(home_of(absence.person), "absence_withdrawn", _facts(absence), acting=acting, at=at)
    absence.delete()


def _require_whose(person: Person, acting: Acting | None) -> None:
    if acting is None or person.pk == acting.person_id:
        return
    if not people_of(acting).filter(pk=person.pk).exists():
        raise errors.OutOfReach(what=person.full_name)


def _facts(absence: Absence) -> JsonObject:
    return {
        "person": absence.person_id,
        "first_day": absence.first_day.isoformat(),
        "last_day": absence.last_day.isoformat(),
    }
