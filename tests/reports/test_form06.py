"""Biểu 06: every cell is the length of its list, the form's sums hold, the past stays as it was."""

import io
import itertools
import re
from datetime import date
from html import unescape

import pytest
from openpyxl import load_workbook

from cases.models import Dossier
from cases.services import intake, result, supplement
from cases.services.sweep import sweep
from reports.definitions.form06 import COLUMNS, IDENTITIES
from reports.official import Table, listed, table
from reports.periods import NoSuchPeriod, Period, between, period, present_quarter
from reports.scope import scope_of
from tests.support.lives import (
    LIVES,
    a_result,
    ask_for_more,
    awaiting_supplement,
    result_ready,
    submitted,
    voided,
    withdrawn,
)  # fmt: skip
from tests.support.office import BIRTH, BUILDING, HOURS, Office
from tests.web.walking import Walker

MARCH = between(date(2021, 3, 1), date(2021, 3, 12))
AFTER = between(date(2021, 3, 13), date(2021, 3, 31))
CELL = re.compile(r'<a class="link" href="(/bao-cao/bieu-06/danh-sach/\?[^"]+)">(\d+)</a>')


def told(office: Office, asked: Period, who: str = "office", cut: str = "linh-vuc") -> Table:
    scope = scope_of(office[who], {})
    assert scope
    return table(office[who], office.now, asked, scope, cut, {})


def totals(office: Office, asked: Period) -> dict[int, int]:
    return {no: count for no, count in told(office, asked).total.counts.items() if count}


def give_result(office: Office, dossier: Dossier) -> None:
    result.record_result(
        dossier_id=dossier.pk, result=a_result(office), acting=office["clerk"], at=office.now
    )


@pytest.fixture
def spring(office: Office) -> Office:
    """Counted by hand. Received on 1 March: nine that count, and two that never do.

    By the end of 12 March (a Friday): one done and one withdrawn early, one done on its day, one
    late; five open, of which one is late, two run and two wait. Then some of those move on.
    """
    office.early = result_ready(office)  # type: ignore[attr-defined]
    withdrawn(office)
    voided(office)
    submitted(office)
    slow = office.with_clerk(HOURS)  # 8 working hours: late from Tuesday morning
    office.late = office.with_officer(BIRTH)  # type: ignore[attr-defined]
    office.with_officer(BUILDING)  # ten working days: in time until the 15th
    office.waiting = awaiting_supplement(office)  # type: ignore[attr-defined]
    office.accept(BUILDING)
    office.ready = office.with_officer(BUILDING)  # type: ignore[attr-defined]
    ask_for_more(office, office.ready)  # type: ignore[attr-defined]
    in_time = office.with_clerk(BIRTH)
    office.travel("2021-03-02T10:00")
    give_result(office, in_time)
    office.travel("2021-03-04T09:00")
    sweep(office.now)
    give_result(office, slow)
    office.travel("2021-03-12T18:00")
    sweep(office.now)
    return office


BY_HAND = {3: 9, 5: 9, 7: 4, 8: 2, 9: 1, 10: 1, 11: 5, 12: 4, 13: 1}


@pytest.mark.django_db(transaction=True)
def test_a_fortnight_counted_by_hand(spring: Office) -> None:
    assert totals(spring, MARCH) == BY_HAND


@pytest.mark.django_db(transaction=True)
def test_what_happens_later_changes_nothing_in_a_period_that_is_over(spring: Office) -> None:
    before = told(spring, MARCH).lines
    spring.travel("2021-03-15T08:00")
    for dossier in (spring.waiting, spring.ready):  # type: ignore[attr-defined]
        supplement.receive_supplement(
            dossier_id=dossier.pk, acting=spring["reception"], at=spring.now
        )
    spring.travel("2021-03-31T09:00")
    sweep(spring.now)
    assert totals(spring, between(date(2021, 3, 1), date(2021, 3, 31)))[13] > BY_HAND[13]
    after = told(spring, MARCH)
    assert after.lines == before
    assert totals(spring, MARCH) == BY_HAND
    assert totals(spring, AFTER)[6] == BY_HAND[11], "what was open goes on into the next period"


@pytest.mark.django_db(transaction=True)
def test_every_cell_is_the_length_of_its_list(office: Office) -> None:
    for live in LIVES.values():
        live(office)
    office.travel("2021-03-20T09:00")
    sweep(office.now)
    for cut in ("linh-vuc", "co-quan"):
        scope = scope_of(office["office"], {})
        assert scope
        found = told(office, MARCH, cut=cut)
        for line in (*found.lines, found.total):
            for no, parts in IDENTITIES:
                assert line.counts[no] == sum(line.counts[part] for part in parts)
            for no in COLUMNS:
                behind = listed(office["office"], office.now, MARCH, scope, cut, no, line.key)
                assert behind.count() == line.counts[no], (cut, line.name, no)


@pytest.mark.django_db(transaction=True)
def test_the_page_leads_from_each_number_to_as_many_dossiers(spring: Office) -> None:
    walker = Walker(spring, "office")
    page = unescape(walker.reads("/bao-cao/bieu-06/", ky="ngay", tu="01/03/2021", den="12/03/2021"))
    cells = CELL.findall(page)
    assert len(cells) > len(BY_HAND)
    for address, number in cells:
        assert f"<b>{number}</b> hồ sơ" in walker.reads(address), address


@pytest.mark.django_db(transaction=True)
def test_the_file_has_the_form_s_columns_and_holds_no_formula(spring: Office) -> None:
    walker = Walker(spring, "head")
    query = {"ky": "ngay", "tu": "01/03/2021", "den": "12/03/2021"}
    answer = walker.client.get("/bao-cao/bieu-06/tep/", query)
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [f"({no})" for no in range(1, 14)] in rows
    total = next(row for row in rows if row[1] == "Tổng cộng")
    assert total[2:] == [BY_HAND.get(no, 0) for no in COLUMNS]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s", "n"}


@pytest.mark.django_db(transaction=True)
def test_a_paper_of_the_last_period_written_in_this_one_counts_here_with_a_note(
    office: Office,
) -> None:
    received = office.now
    office.travel("2021-03-15T08:00")
    intake.accept(
        intake=office.intake(), desk=office.desk, acting=office["reception"], at=office.now,
        received_at=received, late_reason="Mất điện cả tuần, nhận bằng sổ giấy",
    )  # fmt: skip
    assert told(office, MARCH).lines == []
    assert told(office, AFTER).late_entries == 1
    assert totals(office, AFTER)[5] == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"ky": "ngay", "tu": "31/03/2021", "den": "01/03/2021"}, "kết thúc trước khi bắt đầu"),
        ({"ky": "ngay", "tu": "31/13", "den": ""}, "Không đọc được ngày “31/13”"),
        ({"ky": "ngay", "tu": "15/12/2020", "den": ""}, "Ghi đủ hai ngày"),
        ({"ky": "quy", "so": "5", "nam": "2021"}, "từ 1 đến 4"),
        ({"ky": "quy", "so": "1", "nam": "1990"}, "Năm báo cáo từ 2018"),
        ({"ky": "quy", "so": "x", "nam": "2021"}, "phải là số"),
        ({"ky": "tuan"}, "Chọn kỳ báo cáo"),
        ({"theo": "ten"}, "Chọn cách chia"),
    ],
)
def test_a_wrong_period_is_answered_with_a_sentence_and_keeps_what_was_typed(
    office: Office, query: dict[str, str], sentence: str
) -> None:
    walker = Walker(office, "office")
    page = walker.reads("/bao-cao/bieu-06/", **query)
    assert walker.status == 400
    assert sentence in page
    for name in ("so", "nam", "tu", "den"):
        if name in query:
            assert f'value="{query[name]}"' in page


def test_a_reporting_month_ends_on_the_14th() -> None:
    assert period("quy", 2021, 1).days == "từ ngày 15/12/2020 đến ngày 14/03/2021"
    assert period("thang", 2021, 1).first == date(2020, 12, 15)
    assert period("6-thang", 2021, 2).label == "6 tháng cuối năm 2021"
    assert period("nam", 2021).last == date(2021, 12, 14)
    assert present_quarter(date(2021, 12, 15)) == (2022, 1)


def test_the_quarters_of_a_year_follow_each_other_without_a_gap() -> None:
    year = period("nam", 2021)
    for kind, parts in (("thang", 12), ("quy", 4), ("6-thang", 2)):
        found = [period(kind, 2021, number) for number in range(1, parts + 1)]
        assert (found[0].first, found[-1].last) == (year.first, year.last)
        for one, next_one in itertools.pairwise(found):
            assert one.ends == next_one.begins
    with pytest.raises(NoSuchPeriod):
        period("thang", 2021, 13)
