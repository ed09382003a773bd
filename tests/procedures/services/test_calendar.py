"""A calendar file becomes a revision: its years are new, the others stay as they were."""

from datetime import date

import pytest

from onecua.ledger.models import Event
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency
from procedures.calendars import working_calendar
from procedures.models import CalendarRevision
from procedures.services.calendar import NO_ROWS, YearsMissing, load_calendar
from procedures.timing import CalendarRows, TimingRefused, parse_calendar
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


# what is wrong -> the lines of the file, words of the sentence
LINES = {
    "no working session": (["sessions,MON-SUN,,2027-01-01", "2027-01-01,off,Nghỉ,TB 1"],
                           "không có buổi làm việc nào. Khai ít nhất một buổi"),
    "a session that ends before it starts": (["sessions,MON-FRI,11:30-07:30,2027-01-01"],
                                             "Dòng 1: .*kết thúc trước khi bắt đầu"),
    "sessions that overlap": (
        ["sessions,MON-FRI,07:30-11:30 11:00-15:00,2027-01-01", "2027-01-01,off,Nghỉ,TB 1"],
        "chồng lên nhau"),
    "a day both off and make-up": (["2027-01-01,off,Nghỉ,TB 1", "2027-01-01,makeup_work,Bù,TB 1"],
                                   "Dòng 2: ngày 01/01/2027 .*hãy bỏ bớt một dòng"),
    "a year that leaves one undeclared": (["2029-01-01,off,Nghỉ,TB 1"], "năm 2029"),
}  # fmt: skip


def test_a_calendar_no_office_could_keep_makes_no_revision(office: Office) -> None:
    before = Event.objects.count(), CalendarRevision.objects.count()
    for what, (lines, sentence) in LINES.items():
        with pytest.raises((TimingRefused, YearsMissing), match=sentence):
            assert load(office, parse_calendar(lines)), what
        assert (Event.objects.count(), CalendarRevision.objects.count()) == before, what
