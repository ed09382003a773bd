"""What is recorded late: the day's paper block, a reason beyond it, a declared outage."""

from datetime import timedelta
from io import StringIO
from typing import Any

import psycopg2
import pytest
from django.core.management import CommandError, call_command

from cases.models import Dossier
from cases.services import intake, result
from cases.services.check import check_clocks
from cases.services.claims import BackdatingNeedsReason, ClaimOutsideOutage
from onecua.ledger.models import Event
from onecua.ledger.texts import read_texts
from onecua.ledger.verification import verify_ledger
from onecua.people.models import Outage, Unit
from onecua.people.services.outages import (
    NotTheAdministrator,
    OutageNeedsADocument,
    OutageNeedsUnits,
    OutageTimesWrong,
    declare_outage,
)
from tests.support.lives import a_result
from tests.support.office import Office
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)


def accept(office: Office, *, ago: timedelta, why: str = "") -> Dossier:
    return intake.accept(
        intake=office.intake(), desk=office.desk, acting=office["reception"], at=office.now,
        received_at=office.now - ago, late_reason=why,
    )  # fmt: skip


def test_the_papers_of_a_power_cut_need_no_reason_and_the_clock_starts_with_them(
    office: Office,
) -> None:
    office.travel("2021-03-03T09:00")
    dossier = accept(office, ago=timedelta(hours=20))
    assert not Event.objects.filter(kind="back_dated").exists()
    assert dossier.received_at
    assert office.now - dossier.received_at > timedelta(hours=19)


def test_beyond_a_day_a_reason_is_needed_kept_and_listed(office: Office) -> None:
    office.travel("2021-03-04T09:00")
    before = Event.objects.count()
    with pytest.raises(BackdatingNeedsReason, match="quá 1 ngày làm việc"):
        accept(office, ago=2 * DAY)
    assert Event.objects.count() == before
    dossier = accept(office, ago=2 * DAY, why="Mất điện toàn xã")
    event = Event.objects.get(kind="back_dated", stream=dossier.pk)
    assert read_texts([event.data["reason"]["text"]]) == {
        event.data["reason"]["text"]: "Mất điện toàn xã"
    }
    assert list(verify_ledger()) == []
    assert list(check_clocks(office.now)) == []


def declare(office: Office, *, begins: timedelta, ends: timedelta) -> Outage:
    return declare_outage(
        begins_at=office.now - begins, ends_at=office.now - ends,
        units=list(office.units.values()), document="05/BB-SC", acting=office["admin"],
        at=office.now,
    )  # fmt: skip


def test_a_result_of_an_outage_ends_the_clock_when_it_was_there(office: Office) -> None:
    """The commune had no network on the day the result was signed; it was not late."""
    dossier = office.with_clerk()
    office.travel("2021-03-03T09:00")  # due on 02/03
    there = office.now - timedelta(hours=20)

    def record() -> Dossier:
        return result.record_result(
            dossier_id=dossier.pk, result=a_result(office), acting=office["clerk"], at=office.now,
            happened_at=there,
        )  # fmt: skip

    with pytest.raises(ClaimOutsideOutage, match="không nằm trong lần ngừng hệ thống"):
        record()
    declare(office, begins=timedelta(hours=22), ends=timedelta(hours=1))
    ended = record()
    assert (ended.timeliness, ended.ended_at) == ("on_time", there)
    assert list(check_clocks(office.now)) == []
    assert list(verify_ledger()) == []


def test_an_outage_declared_afterwards_moves_nothing_that_was_said(office: Office) -> None:
    dossier = office.with_clerk()
    office.travel("2021-03-03T09:00")
    result.record_result(
        dossier_id=dossier.pk, result=a_result(office), acting=office["clerk"], at=office.now
    )
    office.travel("2021-03-03T11:00")
    declare(office, begins=timedelta(hours=30), ends=timedelta(minutes=1))
    assert list(check_clocks(office.now)) == []
    assert Dossier.objects.get().timeliness == "late"


def test_an_outage_is_an_act_of_the_administrator_and_stays(office: Office, log_in: LogIn) -> None:
    outage = declare(office, begins=2 * DAY, ends=DAY)
    event = Event.objects.get(kind="outage_declared")
    assert event.stream == office["admin"].agency_id
    assert event.person == office["admin"].person_id
    assert (event.data["outage"], len(event.data["units"])) == (outage.pk, len(office.units))
    for role in ("app", "owner"):
        with pytest.raises(psycopg2.Error), log_in(role) as session:
            session.cursor().execute("UPDATE people_outage SET ends_at = now()")


def test_what_no_outage_can_be(office: Office) -> None:
    now, units = office.now, list(Unit.objects.all())
    facts: dict[str, Any] = {"begins_at": now - 2 * DAY, "ends_at": now - DAY, "units": units,
             "document": "05/BB", "acting": office["admin"], "at": now}  # fmt: skip
    for changed, refusal in (
        ({"acting": office["head"]}, NotTheAdministrator),
        ({"ends_at": now - 3 * DAY}, OutageTimesWrong),
        ({"ends_at": now + DAY}, OutageTimesWrong),
        ({"document": "  "}, OutageNeedsADocument),
        ({"units": []}, OutageNeedsUnits),
    ):
        with pytest.raises(refusal):
            declare_outage(**(facts | changed))
    assert not Outage.objects.exists()
    assert not Event.objects.filter(kind="outage_declared").exists()


def test_the_command_declares_for_an_agency_by_a_named_administrator(office: Office) -> None:
    out = StringIO()
    words = {"begins": "2021-02-25T08:00", "ends": "2021-02-25T10:00", "document": "06/BB-SC"}
    arguments = [f"--{name}={value}" for name, value in words.items()]
    call_command("declare_outage", *arguments, "--by=hethong", "--agency=000.01.21.H34", stdout=out)
    assert "06/BB-SC, 4 đơn vị" in out.getvalue()
    assert Outage.objects.get().begins_at.isoformat() == "2021-02-25T01:00:00+00:00"
    with pytest.raises(CommandError, match="không giữ vị trí quản trị hệ thống"):
        call_command("declare_outage", *arguments, "--by=chutich")
    with pytest.raises(CommandError, match="đã qua"):
        call_command("declare_outage", "--begins=2021-02-25T08:00", "--ends=2020-01-01T00:00",
                     "--document=x", "--by=hethong")  # fmt: skip
    assert office.desk
