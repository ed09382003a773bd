"""The stories of the demonstration before anybody acts: whole on any day, the same each time."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from onecua.demonstration import twists
from onecua.demonstration.apologies import HOW_FAR
from onecua.demonstration.citizens import invented, known
from onecua.demonstration.counter import BEGINNINGS
from onecua.demonstration.pages import empty_pdf
from onecua.demonstration.province import read_province
from onecua.demonstration.staffing import read_desks
from onecua.demonstration.stories import LATE, MOST_DAYS_AGO, Offer, Story, Storyteller
from onecua.demonstration.tables import table
from onecua.demonstration.workflow_roles import NoSuchUnit, WorkflowRoles
from onecua.kernel.identity import disagrees_with, identity_number
from procedures.importers.desk_files import DATA, desk_workflows
from procedures.timing import OFFICE_ZONE, WorkCalendar, calendar_of, office_date, parse_calendar

PROVINCE = read_province()
MONDAY_MORNING = datetime(2026, 11, 23, 7, 31, tzinfo=OFFICE_ZONE)
SUNDAY = datetime(2026, 11, 22, 15, 0, tzinfo=OFFICE_ZONE)
A_HOLIDAY = datetime(2026, 9, 2, 10, 0, tzinfo=OFFICE_ZONE)
AN_AFTERNOON = datetime(2026, 11, 18, 14, 20, tzinfo=OFFICE_ZONE)
AT_NIGHT = datetime(2026, 11, 19, 0, 5, tzinfo=OFFICE_ZONE)
MOMENTS = (MONDAY_MORNING, SUNDAY, A_HOLIDAY, AN_AFTERNOON, AT_NIGHT)


def calendar() -> WorkCalendar:
    declared, provisional = (
        parse_calendar((DATA / name).read_text().splitlines())
        for name in ("holidays_vn.csv", "holidays_vn_provisional.csv")
    )
    return calendar_of(declared, provisional)


CALENDAR = calendar()


def offers() -> list[Offer]:
    desks = [row["desk"] for row in table("busy_desks")]
    terms = (("1.000000", 1.0), ("1.000001", 3.0), ("1.000002", 10.0), ("1.000003", 20.0))
    return [
        Offer(desk, code, immediate=False, days=days, channels=frozenset({"direct"}))
        for desk in desks
        for code, days in terms
    ]


def stories(now: datetime) -> list[Story]:
    return Storyteller(CALENDAR, now, offers()).all()


@pytest.mark.parametrize("now", MOMENTS, ids=lambda now: f"{now:%a-%H%M}")
def test_on_any_day_people_come_on_working_days_and_never_later_than_now(now: datetime) -> None:
    told = stories(now)
    assert len({story.key for story in told}) == len(told) > 280
    for story in told:
        assert now - timedelta(weeks=8) < story.arrives <= now
        assert CALENDAR.is_working(office_date(story.arrives))
        assert time(7, 30) <= story.arrives.time() <= time(17, 30)


def test_the_same_day_tells_the_same_stories() -> None:
    assert stories(AN_AFTERNOON) == stories(AN_AFTERNOON)
    assert stories(AN_AFTERNOON) != stories(SUNDAY)


def test_days_are_counted_back_over_weekends_and_holidays() -> None:
    teller = Storyteller(CALENDAR, SUNDAY, [])
    assert teller.day(0, time(9, 0)) == datetime(2026, 11, 20, 9, 0, tzinfo=OFFICE_ZONE)
    assert teller.day(5, time(9, 0)) == datetime(2026, 11, 13, 9, 0, tzinfo=OFFICE_ZONE)
    early = Storyteller(CALENDAR, MONDAY_MORNING, [])
    assert office_date(early.day(0, time(9, 0))) == office_date(SUNDAY) - timedelta(days=2)
    late = Storyteller(CALENDAR, AN_AFTERNOON, []).day(0, time(16, 0))
    assert AN_AFTERNOON.replace(hour=7) < late < AN_AFTERNOON, "who would come later comes earlier"


def test_the_sketches_tell_of_the_25_and_of_desks_and_procedures_that_exist() -> None:
    sketches, codes = table("sketches"), desk_workflows().keys()
    homes = {desk.unit.agency for desk in read_desks(PROVINCE)}
    named = {desk.name for desk in read_desks(PROVINCE)}
    assert {row["applicant"] for row in sketches} == {row["number"] for row in table("applicants")}
    for row in sketches:
        assert row["procedure"] in codes
        assert row["desk"] in homes | named
        assert int(row["days_ago"]) <= MOST_DAYS_AGO
        assert known(int(row["applicant"]))["name"]


def test_every_twist_of_a_story_is_one_that_somebody_acts_out() -> None:
    acted = {*twists.TURNS, *BEGINNINGS, *HOW_FAR, LATE, "late_open", "void", "decline", ""}
    told = {row["twist"] for row in (*table("twists"), *table("sketches"))}
    assert told <= acted
    assert {row["procedure"] for row in table("popular")} <= desk_workflows().keys()


def test_an_invented_citizen_has_a_number_that_agrees_with_him() -> None:
    for number in range(100):
        person = invented(f"hồ sơ {number}", "xã Đắk La, huyện Đắk Hà")
        assert disagrees_with(
            identity_number(person["identity"]), born=person["born_on"], sex=person["sex"]
        ) == ""  # fmt: skip


def test_from_every_desk_each_step_of_its_workflows_has_a_unit() -> None:
    roles = WorkflowRoles(PROVINCE)
    for desk in read_desks(PROVINCE):
        place = desk.unit.serves[0] if len(desk.unit.serves) == 1 else desk.unit.agency
        for steps in desk_workflows().values():
            if steps[0].unit_role == desk.unit.workflow_role:
                assert roles.units(steps, place).keys() == {step.no for step in steps}


def test_at_a_district_whoever_leads_asks_the_commune_and_at_a_commune_it_answers() -> None:
    """Nobody is handed a dossier that may lie in another commune than his."""
    roles, steps = WorkflowRoles(PROVINCE), desk_workflows()["1.013225"]
    opinion = steps[4]
    assert (opinion.unit_role, opinion.evidence) == ("UBND xã nơi xây dựng", "opinion")
    at_district = roles.units(steps, "000.00.47.H34")
    assert at_district[5] == at_district[3], "the division that examines the drawings"
    assert at_district[5].agency == "000.00.47.H34"
    assert roles.is_asked_for(opinion, "000.00.47.H34")
    assert roles.units(steps, "000.01.47.H34")[5].agency == "000.01.47.H34"
    assert not roles.is_asked_for(opinion, "000.01.47.H34")


def test_what_is_no_opinion_cannot_be_asked_for() -> None:
    roles, steps = WorkflowRoles(PROVINCE), desk_workflows()["1.013225"]
    work = replace(steps[4], evidence="document")
    with pytest.raises(NoSuchUnit, match="UBND xã nơi xây dựng"):
        roles.units([*steps[:4], work], "000.00.47.H34")


def test_the_page_of_a_result_is_a_whole_document() -> None:
    page = empty_pdf()
    assert page.startswith(b"%PDF-1.4")
    start = int(page.split(b"startxref\n")[1].split(b"\n")[0])
    assert page[start:].startswith(b"xref\n")
