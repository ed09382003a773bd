"""Every number on the board is the length of the list behind it."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases.models import Dossier
from cases.services import apology, pause
from cases.services.sweep import sweep
from onecua.people.models import Person
from reports.definitions.figures import FIGURES
from reports.scope import scope_of
from reports.selectors import board, population
from tests.support.lives import LIVES, result_ready
from tests.support.office import BIRTH, BUILDING, HOURS, Office

pytestmark = pytest.mark.django_db(transaction=True)

LINK = re.compile(
    r'<a class="[^"]*(?:stat|link)[^"]*" href="(/dieu-hanh/danh-sach/\?[^"]+)">(.*?)</a>'
)
VALUE = re.compile(r"(?:stat__value[^>]*>|</span>)([\d.]+)")
TOTAL = re.compile(r"<b>([\d.]+)</b> hồ sơ")
WATCHERS = ("head", "office", "inspector")


def signed_in(office: Office, who: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=office[who].person_id))
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


@pytest.fixture
def busy(office: Office) -> Office:
    """One of everything on Monday; on Wednesday three weeks later some of it is late."""
    for live in LIVES.values():
        live(office)
    office.travel("2021-03-24T09:00")
    sweep(office.now)
    late = Dossier.objects.get(pk=office.with_officer(HOURS).pk)
    office.with_officer(BUILDING)
    ready = result_ready(office)
    office.accept(BIRTH)
    office.travel("2021-03-25T14:00")
    sweep(office.now)
    apology.complete_apology(
        dossier_id=late.pk, reason="Thiếu người.", new_due_on=date(2021, 3, 29),
        acting=office["officer"], at=office.now,
    )  # fmt: skip
    apology.sign_apology(dossier_id=late.pk, acting=office["head"], at=office.now)
    assert ready.at_desk_since is None
    return office


def numbers(office: Office, who: str = "office", **query: str) -> dict[str, int]:
    acting = office[who]
    scope = scope_of(acting, query)
    assert scope
    shown = board(acting, office.now, scope).whole.numbers
    return {number.figure.name: number.count or 0 for number in shown}


def test_the_six_numbers_of_a_busy_office(busy: Office) -> None:
    open_ones = Dossier.objects.filter(run__in=["running", "stopped"]).count()
    told = numbers(busy)
    assert told["dang-giai-quyet"] == open_ones
    assert told["tam-dung"] == 3  # supplement, payment, suspended: since the first of March
    assert told["hom-nay"] == 1  # birth, accepted the day before
    assert told["qua-han"] == 3  # received and processing of the first of March; hours
    assert told["no-phieu"] == 2  # the one in hours has its apology
    assert told["cham-ve-quay"] == 1  # ready.appointed_due comes only at half past five
    assert told == numbers(busy, "inspector")


def test_every_number_is_a_link_to_exactly_that_many(busy: Office) -> None:
    checked = 0
    for who in WATCHERS:
        client = signed_in(busy, who)
        for query in ("", "?don-vi=000.00.21.H34", "?don-vi=000.01.21.H34", "no-phieu/"):
            answer = client.get(f"/dieu-hanh/{query}")
            if answer.status_code == 404:
                assert who == "head"
                continue
            for address, inside in LINK.findall(unescape(answer.content.decode())):
                found = VALUE.findall(inside)
                assert found, inside
                told = found[-1]
                assert TOTAL.findall(page(client, address)) == [told], address
                checked += 1
    assert checked > 60


def test_the_rows_of_a_list_are_as_many_as_its_number_says(busy: Office) -> None:
    client = signed_in(busy, "office")
    for name, count in numbers(busy).items():
        words = page(client, f"/dieu-hanh/danh-sach/?so={name}")
        assert words.count('class="rowlink code"') == count


def test_the_rows_of_the_board_add_up_to_its_numbers(busy: Office) -> None:
    for who, query in (("office", {}), ("office", {"don-vi": "000.00.21.H34"}), ("head", {})):
        scope = scope_of(busy[who], query)
        assert scope
        shown = board(busy[who], busy.now, scope)
        columns = zip(*((*row.numbers, *row.shares.values()) for row in shown.rows), strict=True)
        sums = [sum(number.count or 0 for number in column) for column in columns]
        whole = (*shown.whole.numbers, *shown.whole.shares.values())
        assert sums == [number.count for number in whole]


def test_a_head_sees_his_own_agency_and_no_other(busy: Office) -> None:
    head, far = signed_in(busy, "head"), signed_in(busy, "far_head")
    assert numbers(busy, "head") == numbers(busy, "office", **{"don-vi": "000.01.21.H34"})
    assert "Công chức chuyên môn" in page(head, "/dieu-hanh/")
    assert "UBND huyện" not in page(head, "/dieu-hanh/")
    assert head.get("/dieu-hanh/?don-vi=000.00.21.H34").status_code == 404
    assert set(numbers(busy, "far_head").values()) == {0}
    assert "Chưa có hồ sơ nào để điều hành" in page(far, "/dieu-hanh/")
    assert "Không có hồ sơ nào" in page(far, "/dieu-hanh/danh-sach/?so=qua-han")


def test_each_level_is_one_link_from_the_one_above(busy: Office) -> None:
    """tỉnh → huyện → xã → bộ phận."""
    client = signed_in(busy, "office")
    province, district, commune = (
        page(client, f"/dieu-hanh/{query}")
        for query in ("", "?don-vi=000.00.21.H34", "?don-vi=000.01.21.H34")
    )
    assert re.search(r'<th scope="row" class="cut"><a href="\?don-vi=000.00.21.H34"', province)
    assert re.search(r'<th scope="row" class="cut"><a href="\?don-vi=000.01.21.H34"', district)
    assert re.search(r'<th scope="row" class="cut">Công chức chuyên môn<', commune)


def test_a_rate_never_stands_without_what_is_overdue_and_what_is_stopped(busy: Office) -> None:
    words = page(signed_in(busy, "office"), "/dieu-hanh/")
    heads = re.search(r"<thead>.*?</thead>", words, re.DOTALL)
    assert heads
    for label in ("Quá hạn chưa xong", "Đúng hạn 30 ngày", "Tạm dừng</abbr>"):
        assert label in heads[0]


def test_the_rate_is_of_those_that_have_a_result_and_a_term(busy: Office) -> None:
    done = Dossier.objects.exclude(timeliness="").order_by("pk")
    scope = scope_of(busy["office"], {})
    assert scope
    row = board(busy["office"], busy.now, scope).whole
    assert row.done.count == done.count() > 0
    assert row.in_time.count == done.exclude(timeliness="late").count()
    busy.travel("2021-05-03T08:00")
    assert board(busy["office"], busy.now, scope).whole.done.count == 0


def test_a_pause_is_long_by_when_it_began_and_not_by_who_holds_it(office: Office) -> None:
    office.travel("2021-03-02T08:00")
    dossier = office.with_officer(BUILDING)
    office.travel("2021-03-10T08:00")
    pause.require_payment(
        dossier_id=dossier.pk, document="15/TB", acting=office["officer"], at=office.now
    )
    rows = Dossier.objects.all()
    office.travel("2021-03-24T08:00")  # ten working days after the stop, sixteen after the taking
    assert not FIGURES["tam-dung"].narrow(rows, office.now).exists()
    office.travel("2021-03-25T08:00")
    assert FIGURES["tam-dung"].narrow(rows, office.now).exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("reception", 404), ("officer", 404), ("unit_admin", 404), ("admin", 404), ("office", 200)],
)
def test_the_board_is_for_those_who_answer_for_it(office: Office, who: str, status: int) -> None:
    client = signed_in(office, who)
    for address in ("/dieu-hanh/", "/dieu-hanh/danh-sach/?so=qua-han"):
        assert client.get(address).status_code == status
    assert Client().get("/dieu-hanh/").status_code == 302


@pytest.mark.parametrize(
    "query", ["so=khong-co", "so=qua-han&don-vi=xx", "so=qua-han&bo-phan=abc", "bo-phan=999999"]
)
def test_an_address_nobody_made_is_not_found(office: Office, query: str) -> None:
    assert signed_in(office, "office").get(f"/dieu-hanh/danh-sach/?{query}").status_code == 404


def test_the_board_asks_few_questions(
    busy: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(busy, "office")
    for address in ("/dieu-hanh/", "/dieu-hanh/danh-sach/?so=dang-giai-quyet"):
        client.get(address)
        with django_assert_max_num_queries(18):
            client.get(address)


def test_a_number_that_cannot_be_told_says_so_and_the_others_live(
    busy: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_now: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("reports.definitions.figures.working_calendar", broken)
    words = page(signed_in(busy, "office"), "/dieu-hanh/")
    assert "không tính được" in words
    assert len(VALUE.findall(words)) > len(FIGURES)


def test_the_debt_of_a_late_step_stays_with_who_held_it(busy: Office) -> None:
    """The desk gets the result; the apology is still owed by the unit that was slow."""
    scope = scope_of(busy["office"], {})
    assert scope
    owed = population(FIGURES["no-phieu"], busy["office"], busy.now, scope)
    assert {each.owner for each in owed} <= {each.pk for each in busy.units.values()}  # type: ignore[attr-defined]
    assert busy.units["division"].pk in {each.owner for each in owed}  # type: ignore[attr-defined]
