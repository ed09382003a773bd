"""After a merger: by the agencies of today and by those of that day, and the totals agree."""

import pytest
from django.test import Client

from cases.services import intake
from cases.services.sweep import sweep
from onecua.people.models import Agency, Person
from procedures.timing import office_date
from reports.debt_board import debt_board
from reports.definitions.coverage import Asked, Period, lines, received
from reports.definitions.debts import DEBTS
from reports.definitions.figures import LISTED
from reports.official import CUTS, table
from reports.periods import period
from reports.scope import Scope, scope_of
from reports.selectors import board, population
from tests.support.lives import LIVES
from tests.support.merging import (
    COMMUNE,
    apply,
    give_the_province_a_signer,
    now_acting,
    prepare,
)
from tests.support.office import BIRTH, Office

pytestmark = pytest.mark.django_db(transaction=True)
TOWN, DISTRICT, PROVINCE = "000.01.21.H34", "000.00.21.H34", "000.00.00.H34"


@pytest.fixture
def merged(office: Office) -> Office:
    """One of everything, some of it late; then the merger, and one more received after it."""
    give_the_province_a_signer(office)
    for live in LIVES.values():
        live(office)
    office.travel("2021-03-24T08:00")
    sweep(office.now)
    done = apply(office, prepare(office, office_date(office.now), office_date(office.now)))
    assert done.moved
    reception = now_acting(office, "reception")
    desk = Agency.objects.get(code=COMMUNE).units.get(desk__isnull=False).desk
    intake.accept(intake=office.intake(BIRTH), desk=desk, acting=reception, at=office.now)
    return office


def scope(office: Office, **query: str) -> Scope:
    found = scope_of(now_acting(office, "office"), query)
    assert found
    return found


def test_every_figure_has_one_total_in_both_trees_and_equals_its_list(merged: Office) -> None:
    acting, told = now_acting(merged, "office"), {}
    for tree in ("nay", "cu"):
        whole = scope(merged, cay=tree)
        shown = board(acting, merged.now, whole)
        numbers = [*shown.whole.numbers, *shown.whole.shares.values()]
        told[tree] = {number.figure.name: number.count for number in numbers}
        for row, column in ((row, at) for row in shown.rows for at in range(6)):
            assert row.numbers[column].count is not None
        sums = [sum(row.numbers[at].count or 0 for row in shown.rows) for at in range(6)]
        assert sums == [number.count for number in shown.whole.numbers]
        for name, figure in LISTED.items():
            rows = population(figure, acting, merged.now, whole)
            assert rows.count() == told[tree][name], (tree, name)
        debts = debt_board(acting, merged.now, whole)
        told[tree] |= {cell.label: cell.count for cell in debts.whole.cells}
        assert sum(row.total for row in debts.rows) == debts.whole.total
        assert len(debts.whole.cells) == len(DEBTS)
    assert told["nay"] == told["cu"]
    assert (told["nay"]["dang-giai-quyet"] or 0) > 1


def test_what_arose_in_the_town_counts_there_or_at_its_successor(merged: Office) -> None:
    acting = now_acting(merged, "office")
    figure = LISTED["dang-giai-quyet"]

    def count(**query: str) -> int:
        return population(figure, acting, merged.now, scope(merged, **query)).count()

    everything = count(cay="nay", **{"don-vi": COMMUNE})
    assert count(cay="cu", **{"don-vi": COMMUNE}) == 1  # received after the merger
    assert count(cay="cu", **{"don-vi": TOWN}) == everything - 1
    assert count(cay="cu", **{"don-vi": PROVINCE}) == everything - 1
    assert count(cay="nay", **{"don-vi": TOWN}) == everything  # its address leads to the successor


def test_form_06_adds_up_to_the_same_in_both_trees(merged: Office) -> None:
    acting, asked = now_acting(merged, "office"), period("nam", 2021)
    for cut in CUTS:
        old, new = (
            table(acting, merged.now, asked, scope(merged, cay=tree), cut, {})
            for tree in ("cu", "nay")
        )
        assert old.total.counts == new.total.counts
        assert new.total.counts[3] > 1
    assert {line.key for line in old.lines} >= {TOWN, COMMUNE}
    assert TOWN not in {line.key for line in new.lines}


def test_coverage_counts_what_was_received_once_in_both_trees(merged: Office) -> None:
    month = Period.of(office_date(merged.now))
    agencies = {each.pk: each for each in Agency.objects.all()}
    now = {pk: each.successor_id or pk for pk, each in agencies.items()}
    by_then = Asked({pk: pk for pk in agencies}, month, merged.now, then=True)
    by_now = Asked(now, month, merged.now)
    assert sum(received(by_then).values()) == sum(received(by_now).values()) > 1
    old, new = ({each.agency for each in lines(asked, by_sector=False)}
                for asked in (by_then, by_now))  # fmt: skip
    town, commune = (Agency.objects.get(code=code).pk for code in (TOWN, COMMUNE))
    assert town in old
    assert town not in new
    assert commune in new


def test_the_pages_offer_both_and_keep_the_choice(merged: Office) -> None:
    client = Client()
    client.force_login(Person.objects.get(pk=merged["inspector"].person_id))
    for address in ("/dieu-hanh/", "/dieu-hanh/no-phieu/", "/bao-cao/bieu-06/", "/do-phu/"):
        page = client.get(address).content.decode()
        assert "heo đơn vị khi phát sinh" in page, address
        answer = client.get(address, {"cay": "cu"})
        assert answer.status_code == 200, address
        assert "cay=cu" in answer.content.decode(), address
