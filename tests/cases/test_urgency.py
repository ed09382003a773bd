"""From when somebody should stir: soon due, the last lawful day for an apology, too late."""

import pytest

from cases.urgency import Urgency, urgency
from procedures.timing import TimeLimit, Unit, due_moment
from tests.support.calendars import at, vietnam


def of(received: str, number: str, unit: Unit) -> Urgency:
    limit, start = TimeLimit(number, unit), at(received)
    return urgency(start, due_moment(start, limit, vietnam()), limit, vietnam())


@pytest.mark.parametrize(
    ("number", "unit", "soon"),
    [
        ("10", Unit.WORKING_DAYS, "2021-03-11T07:30"),  # two days before Monday the 15th
        ("11", Unit.WORKING_DAYS, "2021-03-11T07:30"),  # 2.2 days are three
        ("5", Unit.WORKING_DAYS, "2021-03-05T07:30"),
        ("2", Unit.WORKING_DAYS, "2021-03-02T07:30"),  # never less than a working day
        ("30", Unit.CALENDAR_DAYS, "2021-03-23T07:30"),
        ("1", Unit.MONTHS, "2021-03-24T07:30"),
    ],
)
def test_soon_is_a_fifth_of_the_term_or_a_working_day(number: str, unit: Unit, soon: str) -> None:
    assert of("2021-03-01", number, unit).soon_from == at(soon)


def test_an_apology_is_due_the_working_day_before_and_until_its_end() -> None:
    found = of("2021-03-01", "10", Unit.WORKING_DAYS)  # due Monday 15 March
    assert found.apology_from == at("2021-03-12T07:30")
    assert found.apology_until == at("2021-03-12T17:30")


@pytest.mark.parametrize(
    ("number", "unit"), [("1.5", Unit.WORKING_DAYS), ("16", Unit.WORKING_HOURS)]
)
def test_a_term_of_more_than_a_day_has_a_day_before_though_it_runs_to_an_instant(
    number: str, unit: Unit
) -> None:
    found = of("2021-03-05T10:00", number, unit)  # a Friday; due Tuesday
    assert found.apology_from == found.soon_from == at("2021-03-08T07:30")
    assert found.apology_until == at("2021-03-08T17:30")


def test_never_before_the_dossier_was_there() -> None:
    friday = of("2021-03-05T10:00", "2", Unit.CALENDAR_DAYS)  # Sunday, so Monday
    assert friday.soon_from == friday.apology_from == at("2021-03-05T10:00")
    assert friday.apology_until == at("2021-03-05T17:30")
    evening = of("2021-03-05T18:00", "2", Unit.CALENDAR_DAYS)
    assert evening == Urgency(
        at("2021-03-05T18:00"), at("2021-03-08T17:30"), at("2021-03-08T17:30")
    )


@pytest.mark.parametrize(
    ("number", "unit", "due"),
    [
        ("1", Unit.WORKING_DAYS, "2021-03-02T17:30"),
        ("1", Unit.CALENDAR_DAYS, "2021-03-02T17:30"),
        ("8", Unit.WORKING_HOURS, "2021-03-02T09:00"),
        ("0.5", Unit.WORKING_DAYS, "2021-03-02T11:30"),
    ],
)
def test_a_term_of_a_day_or_less_has_no_day_before(number: str, unit: Unit, due: str) -> None:
    found = of("2021-03-01", number, unit)
    assert found == Urgency(at("2021-03-01"), at(due), at(due))


def test_soon_begins_when_the_office_opens_not_at_midnight() -> None:
    """Elsewhere the warning was an offset of the wall clock, and came at night."""
    for number in range(2, 60):
        soon = of("2021-03-01", str(number), Unit.WORKING_DAYS).soon_from
        assert soon == vietnam().opens_at(soon.date())
