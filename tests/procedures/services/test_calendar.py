"""A calendar file becomes a revision: its years are new, the others stay as they were."""

from datetime import date

import pytest

from onecua.ledger.models import Event
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency
from procedures.calendars import working_calendar
from procedures.models import CalendarRevision
from procedures.services.calendar import NO_ROWS, YearsMissing, load_calendar
from procedures.timing import CalendarRows, parse_calendar
from tests.support.office import Office

pytestmark = pytest.mark.django_db(transaction=True)


def rows(*days: str) -> CalendarRows:
    return parse_calendar([f"{day},off,Nghỉ,TB 1" for day in days])


def load(
    office: Office, declared: CalendarRows, provisional: CalendarRows = NO_ROWS
) -> CalendarRevision | None:
    agency = Agency.objects.get(kind=Agency.Kind.PROVINCE)
    return load_calendar(
        declared, provisional=provisional, document="TB 1", agency=agency, actor=THE_SYSTEM,
        at=office.now,
    )  # fmt: skip


def test_a_declared_year_follows_and_what_was_known_stays(office: Office) -> None:
    revision = load(office, rows("2027-01-01"), rows("2028-01-03"))
    assert revision
    assert (revision.number, revision.declared_until) == (2, date(2027, 12, 31))
    assert revision.provisional_until == date(2028, 12, 31)
    calendar, before = working_calendar(2), working_calendar(1)
    assert calendar.rules.items() >= before.rules.items()
    assert not calendar.is_working(date(2027, 1, 1))
    assert calendar.is_provisional(date(2028, 1, 3))
    event = Event.objects.filter(kind="calendar_revision_made").latest("pk")
    assert event.data["revision"] == 2


def test_a_provisional_year_is_declared_later_and_loses_its_guesses(office: Office) -> None:
    load(office, rows("2027-01-01"), rows("2028-01-03"))
    revision = load(office, rows("2028-01-04"))
    assert revision
    assert revision.declared_until == revision.provisional_until == date(2028, 12, 31)
    calendar = working_calendar(3)
    assert calendar.is_working(date(2028, 1, 3))
    assert not calendar.is_working(date(2028, 1, 4))


def test_the_same_file_again_makes_no_revision_and_a_gap_is_refused(office: Office) -> None:
    load(office, rows("2027-01-01"))
    assert load(office, rows("2027-01-01")) is None
    with pytest.raises(YearsMissing, match="năm 2029"):
        load(office, rows("2029-01-01"))
    assert CalendarRevision.objects.count() == 2
