"""A list of procedures: kept, previewed, applied by a decision, undone until it is referred to."""

from datetime import date
from typing import Any

import pytest

from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from procedures.models import CatalogueList, ProcedureVersion, WorkflowVersion
from procedures.selectors import version_in_force
from procedures.services import lists, undoing
from procedures.services.catalogue import Decision, DecisionDiffers
from tests.support.office import BIRTH, MARRIAGE, Office

pytestmark = pytest.mark.django_db(transaction=True)
TITLES = "Mã số,Tên thủ tục,Lĩnh vực,Cấp thực hiện,Thời hạn,Hình thức công bố\n"
NEW = "1.000656,Thủ tục đăng ký khai tử,Hộ tịch,Cấp xã,02 ngày làm việc,Mới ban hành\n"
LONGER = f"{BIRTH},Thủ tục đăng ký khai sinh,,,03 ngày làm việc,\n"
GONE = f"{MARRIAGE},Thủ tục đăng ký kết hôn,,,,Bãi bỏ\n"
BAD = "12,Thủ tục nhận cha mẹ con,Hộ tịch,Cấp xã,,\n"


def keep(office: Office, *rows: str, complete: bool = False) -> CatalogueList:
    text = TITLES + "".join(rows)
    return lists.keep("ds.csv", text.encode(), complete=complete, actor=office["office"].actor,
                      at=office.now)  # fmt: skip


def decision(office: Office, **facts: Any) -> Decision:
    issuer = office.desk.unit.agency.parent
    assert issuer
    assert issuer.parent
    head: dict[str, Any] = {
        "number": "20/QĐ-UBND", "issuer": issuer.parent, "title": "Công bố danh mục",
        "issued_on": date(2021, 2, 24), "effective_on": date(2021, 3, 1),
    }  # fmt: skip
    return Decision(**(head | facts))


def apply(office: Office, kept: CatalogueList, **facts: Any) -> None:
    lists.apply(kept, decision(office, **facts), actor=office["office"].actor, at=office.now)


def undo(office: Office, kept: CatalogueList) -> tuple[int, int]:
    return undoing.undo(kept, "Nhập nhầm tệp", actor=office["office"].actor, at=office.now)


def test_nothing_changes_before_it_is_applied_and_then_it_is_one_event_each(
    office: Office,
) -> None:
    events = Event.objects.filter(stream__gte=0).count()
    kept = keep(office, NEW, LONGER, GONE, BAD)
    assert lists.look(kept).preview.counts == {
        "added": 1, "changed": 1, "abolished": 1, "unchanged": 0, "in_error": 1,
    }  # fmt: skip
    assert Event.objects.filter(stream__gte=0).count() == events
    apply(office, kept)
    kinds = (
        Event.objects.filter(stream__gte=0).order_by("pk").values_list("kind", flat=True)[events:]
    )
    assert list(kinds) == [
        "procedure_published", "procedure_published", "procedure_abolished", "catalogue_imported",
    ]  # fmt: skip
    assert version_in_force(MARRIAGE, date(2021, 3, 1)) is None
    assert list(verify_ledger()) == []


def test_the_same_list_again_changes_nothing_and_a_list_is_applied_once(office: Office) -> None:
    kept = keep(office, NEW, LONGER)
    apply(office, kept)
    with pytest.raises(lists.ListApplied):
        apply(office, kept)
    again = keep(office, NEW, LONGER)
    assert lists.look(again).preview.counts["unchanged"] == 2
    with pytest.raises(lists.ListChangesNothing):
        apply(office, again)


def test_an_open_dossier_keeps_its_version_when_it_is_amended_or_abolished(office: Office) -> None:
    birth, marriage = office.with_officer(BIRTH), office.with_officer(MARRIAGE, "Y Lan")
    apply(office, keep(office, LONGER, GONE))
    for dossier in (birth, marriage):
        dossier.refresh_from_db()
        assert dossier.procedure.number == 1
    after = version_in_force(BIRTH, date(2021, 3, 1))
    assert after
    assert after.number == 2


def test_a_complete_list_abolishes_what_it_leaves_out_of_its_sectors(office: Office) -> None:
    found = lists.look(keep(office, LONGER, NEW, complete=True)).preview
    assert {each.old.code for each in found.abolished} == {
        "1.000894", "1.013225", "2.000815", "2.000908",
    }  # fmt: skip
    assert lists.look(keep(office, LONGER, NEW)).preview.abolished == ()


def test_a_complete_list_with_a_row_in_error_abolishes_nothing_by_absence(office: Office) -> None:
    found = lists.look(keep(office, LONGER, BAD, complete=True)).preview
    assert found.abolished == ()
    assert "chưa xét thủ tục vắng mặt" in str(found.notes[0])


def test_an_import_is_undone_whole_and_what_it_ended_stands_again(office: Office) -> None:
    kept = keep(office, NEW, LONGER, GONE)
    apply(office, kept)
    assert undo(office, kept) == (2, 2)
    day = date(2021, 3, 2)
    birth, marriage = version_in_force(BIRTH, day), version_in_force(MARRIAGE, day)
    assert birth
    assert marriage
    assert (birth.number, birth.valid_to, birth.ended_by) == (1, None, None)
    assert version_in_force("1.000656", day) is None
    event = Event.objects.get(kind="catalogue_import_undone")
    assert (event.data["withdrawn"], event.data["reopened"]) == (2, 2)
    assert list(verify_ledger()) == []
    with pytest.raises(undoing.NotApplied):
        undo(office, kept)


def test_an_undone_list_is_handed_in_again_with_the_right_dates(office: Office) -> None:
    kept = keep(office, NEW, LONGER)
    apply(office, kept)
    again = keep(office, NEW, LONGER.replace("03", "04"))
    with pytest.raises(DecisionDiffers):
        apply(office, again, effective_on=date(2021, 3, 8))
    undo(office, kept)
    apply(office, again, effective_on=date(2021, 3, 8))
    version = version_in_force(BIRTH, date(2021, 3, 8))
    assert version
    assert version.number == 3
    assert ProcedureVersion.objects.get(procedure__code=BIRTH, number=2).valid_to == date(
        2021, 3, 1
    )


def test_a_dossier_keeps_an_import_from_being_undone(office: Office) -> None:
    kept = keep(office, LONGER, GONE)
    apply(office, kept)
    assert undoing.why_not(kept) == ""
    office.accept(BIRTH)
    assert f"đã có hồ sơ tiếp nhận theo bản của danh sách này ({BIRTH})" in undoing.why_not(kept)
    with pytest.raises(undoing.ImportReferredTo, match=BIRTH):
        undo(office, kept)
    assert version_in_force(MARRIAGE, date(2021, 3, 2)) is None


def test_a_later_decision_or_a_workflow_keeps_it_too(office: Office) -> None:
    first = keep(office, NEW, LONGER)
    apply(office, first)
    apply(office, keep(office, LONGER.replace("03", "05")), number="21/QĐ-UBND")
    assert f"đã có quyết định sau sửa đổi, bãi bỏ ({BIRTH})" in undoing.why_not(first)
    other = keep(office, "2.001263,Đăng ký nuôi con nuôi trong nước,Nuôi con nuôi,Cấp xã,,\n")
    apply(office, other, number="22/QĐ-UBND")
    made = ProcedureVersion.objects.get(listed=other)
    WorkflowVersion.objects.create(
        procedure=made.procedure, number=1, approval="23/QĐ-UBND", approved_on=date(2021, 3, 1)
    )
    assert "đã có quy trình nội bộ được phê duyệt (2.001263)" in undoing.why_not(other)


def test_undoing_needs_a_reason(office: Office) -> None:
    kept = keep(office, NEW)
    apply(office, kept)
    with pytest.raises(undoing.ReasonMissing):
        undoing.undo(kept, "  ", actor=office["office"].actor, at=office.now)
