"""The list of work: whose, how urgent, how many; and the same page cost however long it is."""

import pytest
from django.db import transaction
from pytest_django.fixtures import DjangoAssertNumQueries

from cases.selectors.worklist import TABS, count, count_of, counts, keys_of, listed, tabs_of
from cases.services import handover, steps
from cases.services.sweep import sweep
from tests.support.lives import LIVES
from tests.support.office import BIRTH, BUILDING, HOURS, MARRIAGE, Office, raw
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)
QUERIES = 16


def test_the_officer_sees_his_own_and_what_nobody_has_and_not_his_colleagues(
    office: Office,
) -> None:
    office.with_officer(BIRTH, "Đặng Thị Ánh")
    other = office.with_officer(BIRTH, "Y Blui")
    handover.assign(
        dossier_id=other.pk, person_id=office["officer2"].person_id, acting=office["head"],
        at=office.now,
    )  # fmt: skip
    first, second = (Walker(office, who).reads("/viec/") for who in ("officer", "officer2"))
    assert ("Đặng Thị Ánh" in first, "Y Blui" in first) == (True, False)
    assert ("Đặng Thị Ánh" in second, "Y Blui" in second) == (False, True)
    whole = Walker(office, "officer").reads("/viec/?loc=tat-ca")
    assert "Đặng Thị Ánh" in whole
    assert "Y Blui" in whole


def test_the_most_urgent_is_first_and_what_stands_still_is_last(office: Office) -> None:
    for procedure, name in ((BUILDING, "Lâu"), (HOURS, "Giờ"), (BIRTH, "Mai")):
        office.with_officer(procedure, name)
    LIVES["suspended"](office)  # type: ignore[index]
    page = Walker(office, "officer").reads("/viec/?loc=tat-ca")
    assert page.index(">Giờ<") < page.index(">Mai<") < page.index(">Lâu<") < page.index(">A Glưn<")
    assert "tạm dừng hôm nay" in page


def test_each_tab_counts_exactly_what_it_lists(office: Office) -> None:
    for live in LIVES.values():
        live(office)
    waiting = office.accept(MARRIAGE, "Chờ nhận")
    handover.hand_over(dossier_id=waiting.pk, acting=office["reception"], at=office.now)
    office.travel("2021-03-03T09:00")
    sweep(office.now)
    for who in ("reception", "officer", "head", "clerk", "far_head"):
        acting = office[who]
        numbers = counts(acting, office.now)
        for tab in tabs_of(acting):
            rows = listed(acting, tab, office.now)
            keys = keys_of(rows, urgent=tab.is_open)
            assert len(keys) == len({key.pk for key in keys}), "no dossier stands there twice"
            assert count(rows) == len(keys) == numbers.get(tab.name, len(keys)), (who, tab.name)
    assert counts(office["officer"], office.now)["qua-han"] > 0
    assert counts(office["officer"], office.now)["cho-nhan"] == 1


def test_a_dossier_leaves_what_is_to_do_when_it_is_handed_on(office: Office) -> None:
    dossier = office.with_officer(BIRTH, "Đặng Thị Ánh")
    officer, head = Walker(office, "officer"), Walker(office, "head")
    steps.complete_step(dossier_id=dossier.pk, acting=office["officer"], at=office.now)
    assert "Bạn không có hồ sơ nào cần xử lý" in officer.reads("/viec/")
    page = head.reads("/viec/?loc=cho-nhan")
    assert "Đặng Thị Ánh" in page
    assert "Chờ Lãnh đạo nhận" in page


def test_pages_follow_each_other_without_a_gap_and_without_a_repeat(office: Office) -> None:
    """Many with the same due date: the id decides, and the next page begins behind it."""
    dossiers = [office.accept(BIRTH, f"Người {number}") for number in range(7)]
    desk, tab, seen, after = office["reception"], TABS["tat-ca"], [], None
    import cases.selectors.worklist as module  # noqa: PLC0415

    size, module.PAGE = module.PAGE, 2
    try:
        while keys := keys_of(listed(desk, tab, office.now, after), urgent=True)[:2]:
            seen += [key.pk for key in keys]
            after = keys[-1]
    finally:
        module.PAGE = size
    assert seen == sorted(dossier.pk for dossier in dossiers)


def test_filters_stand_in_the_address_and_say_what_is_wrong(office: Office) -> None:
    office.with_officer(BIRTH, "Đặng Thị Ánh")
    office.with_officer(BUILDING, "Y Blui")
    officer = Walker(office, "officer")
    base = {"loc": "can-lam"}
    assert ">Y Blui<" not in officer.reads("/viec/", **base, q="dang thi anh")
    assert ">Y Blui<" in officer.reads("/viec/", **base, trang_thai="processing")
    assert ">Y Blui<" not in officer.reads("/viec/", **base, trang_thai="received")
    assert ">Y Blui<" not in officer.reads("/viec/", **base, tu="02/03/2021")
    assert ">Y Blui<" in officer.reads("/viec/", **base, den="01/03/2021")
    assert ">Y Blui<" in officer.reads("/viec/", **base, giu=str(office["officer"].person_id))
    assert ">Y Blui<" not in officer.reads("/viec/", **base, giu="0")
    page = officer.reads("/viec/", **base, tu="hôm qua")
    assert "Ngày phải viết dd/mm/yyyy" in page
    assert "hôm qua" in page
    page = officer.reads("/viec/", **base, sau="hỏng/hỏng")
    assert ">Y Blui<" in page


def test_the_search_of_the_bar_looks_through_all_one_may_see_and_no_further(
    office: Office,
) -> None:
    done = LIVES["returned"](office)  # type: ignore[index]
    assert str(done) in Walker(office, "officer").reads("/viec/", q=str(done)[-6:])
    assert str(done) in Walker(office, "office").reads("/viec/", q=str(done))
    assert "Không thấy hồ sơ nào" in Walker(office, "far_officer").reads("/viec/", q=str(done))


def test_who_holds_no_dossiers_sees_none(office: Office) -> None:
    office.accept()
    for who in ("unit_admin", "admin"):
        reader = Walker(office, who)
        assert "<table" not in reader.reads("/viec/?loc=tat-ca")
        assert reader.status == 200
    assert "<table" in Walker(office, "inspector").reads("/viec/?loc=tat-ca")


def test_the_apologies_have_a_keys_of_their_own(office: Office) -> None:
    head = Walker(office, "head")
    head.reads("/viec/?loc=cho-ky")
    assert head.status == 302


def test_a_page_costs_the_same_with_one_and_with_sixty(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    office.with_officer(BIRTH, "Một")
    officer = Walker(office, "officer")
    with django_assert_max_num_queries(QUERIES):
        officer.reads("/viec/?loc=tat-ca")
    for number in range(55):
        office.accept(BUILDING, f"Người {number}")
    desk = Walker(office, "reception")
    with django_assert_max_num_queries(QUERIES):
        page = desk.reads("/viec/?loc=tat-ca")
    assert page.count('class="rowlink') == 50
    assert "50 hồ sơ tiếp theo" in page
    assert "<b>56</b> hồ sơ" in page


def test_a_tab_counted_by_the_index_alone_is_as_long_as_its_list(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A unit with very much open is told one number at a time; it is the same number."""
    for life in LIVES.values():
        life(office)
    office.accept(BIRTH)
    monkeypatch.setattr("cases.selectors.worklist.MOST_AT_ONCE", 3)
    for who in ("reception", "officer", "head", "office"):
        acting = office[who]
        assert counts(acting, office.now) == {}
        for tab in tabs_of(acting):
            rows = listed(acting, tab, office.now)
            assert count_of(acting, tab, office.now) == rows.count(), (who, tab.name)
    page = Walker(office, "reception").reads("/viec/?loc=tat-ca")
    assert f"<b>{listed(office['reception'], TABS['tat-ca'], office.now).count()}</b> hồ sơ" in page


def test_the_walk_is_by_the_index_of_urgency(office: Office) -> None:
    """The narrow table's own order is the list's order: nothing is sorted, one table is joined."""
    office.accept()
    rows = listed(office["reception"], TABS["tat-ca"], office.now)
    keys = rows.order_by("access__due", "pk").values_list("access__due", "pk")[:50]
    assert str(keys.query).count("JOIN") == 1
    with transaction.atomic():
        raw("SET LOCAL enable_seqscan = off")
        raw("SET LOCAL enable_bitmapscan = off")
        plan = keys.explain()
    assert "access_by_urgency" in plan
    assert "Sort" not in plan
