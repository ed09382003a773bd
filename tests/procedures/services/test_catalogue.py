"""The catalogue by decisions: compared, applied, and never changed once published."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from onecua.kernel.tables.reading import read_table
from onecua.ledger.models import Event
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency
from procedures.importers.comparison import compare
from procedures.importers.desk_files import DATA
from procedures.importers.previewing import preview_rows
from procedures.importers.published import Published, from_row
from procedures.importers.rows import CatalogueRow, read_catalogue
from procedures.models import ChannelTerm, ProcedureVersion
from procedures.selectors import version_in_force
from procedures.services import catalogue
from procedures.services.catalogue import Decision, DecisionDiffers, EffectiveTooEarly
from procedures.timing import OFFICE_ZONE, TimeLimit

pytestmark = pytest.mark.django_db

AT = datetime(2021, 1, 4, 8, 0, tzinfo=OFFICE_ZONE)
BIRTH = Published(
    code="1.001193",
    title="Thủ tục đăng ký khai sinh",
    short_title="Đăng ký khai sinh",
    sector="Hộ tịch",
    level="xã",
    synonyms="ks; làm khai sinh",
    terms={"direct": TimeLimit(1, "working_days")},
)


@pytest.fixture
def province() -> Agency:
    return Agency.objects.create(
        code="000.00.00.H34", name="UBND tỉnh", printed_name="UBND TỈNH", place="Kon Tum",
        kind=Agency.Kind.PROVINCE, valid_from=date(2018, 1, 1),
    )  # fmt: skip


def decision(province: Agency, number: str = "01/QĐ-UBND", day: int = 5) -> Decision:
    return Decision(
        number=number, issuer=province, title="Công bố danh mục", issued_on=date(2021, 1, 4),
        effective_on=date(2021, 1, day),
    )  # fmt: skip


def apply(wanted: list[Published], by: Decision) -> int:
    preview = compare(wanted, catalogue.known())
    return catalogue.apply(preview, by, actor=THE_SYSTEM, at=AT)


def row(**facts: object) -> CatalogueRow:
    blank = CatalogueRow(
        row=7, code=BIRTH.code, local_suffix="", title=BIRTH.title, sector="", level="",
        issuer="", agency="", limit=None, channel="direct", decision="", source="",
    )  # fmt: skip
    return replace(blank, **facts)  # type: ignore[arg-type]


def test_what_a_decision_publishes_is_found_by_its_words_and_stays_when_applied_again(
    province: Agency,
) -> None:
    assert apply([BIRTH], decision(province)) == 1
    version = ProcedureVersion.objects.get()
    assert "dang ky khai sinh" in version.search
    assert "; dkks" in version.search
    assert "lam khai sinh" in version.search
    assert apply([BIRTH], decision(province)) == 0
    assert Event.objects.filter(stream=province.pk, kind="procedure_published").count() == 1


def test_a_change_is_a_new_version_from_its_day_on_and_the_old_one_ends_that_day(
    province: Agency,
) -> None:
    apply([BIRTH], decision(province))
    longer = replace(BIRTH, terms={"direct": TimeLimit(3, "working_days")})
    assert apply([longer], decision(province, "02/QĐ-UBND", day=20)) == 1
    before = version_in_force(BIRTH.code, date(2021, 1, 19))
    after = version_in_force(BIRTH.code, date(2021, 1, 20))
    assert before
    assert after
    assert (before.number, after.number) == (1, 2)
    assert ChannelTerm.objects.get(version=after).number == 3
    event = Event.objects.filter(kind="procedure_published").latest("pk")
    assert (event.data["change"], event.data["version"]) == ("sửa đổi", 2)


def test_a_published_version_cannot_be_written_over(province: Agency) -> None:
    apply([BIRTH], decision(province))
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        ProcedureVersion.objects.update(title="khác")


def test_a_decision_may_not_begin_before_the_version_it_replaces(province: Agency) -> None:
    apply([BIRTH], decision(province, day=20))
    shorter = replace(BIRTH, level="xã; huyện")
    with pytest.raises(EffectiveTooEarly, match=r"1\.001193") as refusal:
        apply([shorter], decision(province, "02/QĐ-UBND", day=10))
    assert refusal.value.field == "effective"
    with pytest.raises(DecisionDiffers, match="01/QĐ-UBND"):
        apply([shorter], decision(province, day=25))


def test_a_list_without_terms_does_not_wipe_the_known_ones() -> None:
    renamed = from_row(row(title="Thủ tục đăng ký khai sinh tại xã"), BIRTH)
    assert renamed.terms == BIRTH.terms
    assert (renamed.sector, renamed.level, renamed.synonyms) == ("Hộ tịch", "xã", BIRTH.synonyms)
    assert renamed.short_title == "Đăng ký khai sinh tại xã"
    online = from_row(row(channel="online", limit=TimeLimit(2, "working_days")), BIRTH)
    assert set(online.terms) == {"direct", "online"}


def test_only_another_source_is_no_change() -> None:
    other = from_row(row(source="cổng tỉnh, tháng 3"), BIRTH)
    preview = compare([other], {BIRTH.code: BIRTH})
    assert preview.unchanged == (BIRTH.code,)


def test_rows_that_cannot_be_published_are_faults_with_their_row_numbers() -> None:
    preview = preview_rows([row(code="2.000001"), row(code="2.000002", sector="H" * 201)], {})
    assert [str(fault) for fault in preview.faults] == [
        "Dòng 7: Thiếu lĩnh vực, và danh mục hiện có cũng chưa ghi.",
        "Dòng 7: Ô lĩnh vực dài quá 200 ký tự.",
    ]
    assert preview.counts == {
        "added": 0, "changed": 0, "abolished": 0, "unchanged": 0, "in_error": 2,
    }  # fmt: skip


def test_our_whole_catalogue_is_published_by_one_decision(province: Agency) -> None:
    path = DATA / "catalogue.csv"
    read = read_catalogue(read_table(path.name, path.read_bytes()))
    preview = preview_rows(read.rows, catalogue.known(), read.faults)
    assert preview.counts["in_error"] == 0
    done = catalogue.apply(preview, decision(province), actor=THE_SYSTEM, at=AT)
    assert done == 546
    again = preview_rows(read.rows, catalogue.known(), read.faults)
    assert again.counts == {
        "added": 0, "changed": 0, "abolished": 0, "unchanged": 546, "in_error": 0,
    }  # fmt: skip
    assert Event.objects.filter(kind="procedure_published").count() == 546
