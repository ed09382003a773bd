"""Quy trình nội bộ by its pages, without JavaScript: drafted, approved, made ready for desks."""

import re
from typing import Any

import pytest

from cases.services.look import planned
from onecua.people.models import Post
from procedures.models import Configuration, Procedure, WorkflowDraft, WorkflowVersion
from procedures.web import step_rows
from procedures.workflow_text import read
from tests.support.office import BIRTH, Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)


def begun(office: Office) -> WorkflowDraft:
    version = WorkflowVersion.objects.get(procedure__code=BIRTH)
    walker = Walker(office, "unit_admin")
    walker.sends(
        "/quy-trinh/soan/",
        {"agency": str(office["unit_admin"].agency_id), "version": str(version.pk)},
    )
    return WorkflowDraft.objects.get()


def table(draft: WorkflowDraft, wish: str = "luu", **changed: str) -> dict[str, Any]:
    """What the page's form holds, with some fields typed over: `term_2="3"`."""
    draft.refresh_from_db()
    rows = step_rows.shown(read(draft.steps))
    fields = {
        f"{name}-{no}": value for no, row in enumerate(rows, 1) for name, value in row.items()
    }
    typed = {re.sub(r"_(\d+)$", r"-\1", name): value for name, value in changed.items()}
    return {"edition": str(draft.edition), "rows": str(len(rows)), "viec": wish} | fields | typed


def edits(office: Office, draft: WorkflowDraft, wish: str = "luu", **changed: str) -> str:
    walker = Walker(office, "unit_admin")
    return walker.sends(f"/quy-trinh/du-thao/{draft.pk}/", table(draft, wish, **changed))


def names(draft: WorkflowDraft) -> list[str]:
    draft.refresh_from_db()
    return [step.name for step in read(draft.steps)]


def test_from_a_draft_to_the_first_dossier_received_by_it(office: Office) -> None:
    draft = begun(office)
    assert "Đã trình quy trình" in edits(office, draft, "trinh", term_2="3")
    clerk = Walker(office, "office")
    assert "Đã trình" in clerk.reads("/quy-trinh/")
    page = clerk.sends(
        f"/quy-trinh/du-thao/{draft.pk}/phe-duyet/",
        {"viec": "phe-duyet", "decision": "12/QĐ-UBND", "approved_on": "26/02/2021"},
    )
    assert "12/QĐ-UBND" in page
    version = WorkflowVersion.objects.get(number=2)
    admin, address = Walker(office, "unit_admin"), f"/quy-trinh/ban/{version.pk}/cau-hinh/"
    assert "1. Bộ phận Tiếp nhận và Trả kết quả → 2. Công chức chuyên môn" in admin.reads(address)
    page = admin.sends(address, {"valid_from": "01/03/2021", "desk": [str(office.desk.pk)]})
    assert "Đã cấu hình cho 1 bộ phận một cửa" in page
    assert "đang áp dụng" in page
    old = WorkflowVersion.objects.get(procedure__code=BIRTH, number=1)
    assert "đã thay từ 01/03/2021" in admin.reads(f"/quy-trinh/ban/{old.pk}/")
    assert office.accept(BIRTH).workflow == version


def test_rows_are_added_moved_and_dropped_and_returns_follow_them(office: Office) -> None:
    draft = begun(office)
    before = names(draft)
    edits(office, draft, "them-2")
    assert names(draft) == [*before[:2], "", *before[2:]]
    assert read(draft.steps)[4].may_return_to == "4", "the clerk's step still returns to the head"
    edits(office, draft, "bo-3")
    assert names(draft) == before
    assert read(draft.steps)[3].may_return_to == "3"
    edits(office, draft, "xuong-2")
    assert names(draft) == [before[0], before[2], before[1], *before[3:]]
    edits(office, draft, "len-1")
    assert names(draft)[0] == before[0], "the first stays the first"


def test_the_editor_shows_the_diagram_the_faults_and_each_steps_due(office: Office) -> None:
    draft = begun(office)
    page = Walker(office, "unit_admin").reads(
        f"/quy-trinh/du-thao/{draft.pk}/", nhan="05/03/2021 14:00"
    )
    assert page.count('class="flow__box') == 5
    assert "Kiểm tra đạt" in page
    assert "xong trước <b>17:30 08/03/2021" in page, "the reception's promise, to the minute"
    page = edits(office, draft, term_3="20")
    assert "1 lỗi phải sửa" in page
    assert re.search(r'href="#buoc-3">Bước 3 “Ký kết quả”: cộng đến đây', page)
    assert "flow__box--faulty" in page
    assert "Quy trình còn 1 lỗi. Bước 3 “Ký kết quả”" in edits(office, draft, "trinh")


def test_what_is_typed_is_drawn_before_it_is_saved(office: Office) -> None:
    draft = begun(office)
    walker = Walker(office, "unit_admin")
    page = walker.sends(f"/quy-trinh/du-thao/{draft.pk}/xem/", table(draft, name_2="Xem xét"))
    assert "2. Xem xét" in page
    assert "Xem xét" not in names(draft)
    assert "<html" not in page
    page = walker.sends(f"/quy-trinh/du-thao/{draft.pk}/xem/", table(draft, term_2="vài"))
    assert "thời hạn “vài” không phải là số" in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"term_2": "vài"}, "Bước 2: thời hạn “vài” không phải là số"),
        ({"term_2": "1e9"}, "không đếm được"),
        ({"term_2": "NaN"}, "không đếm được"),
        ({"term_2": "0,125"}, "không đếm được"),
        ({"name_1": "x" * 201}, "Bước 1: tên dài quá 200 chữ"),
        ({"evidence_1": "gift"}, "chọn lại đơn vị tính"),
        ({"may_return_to_2": "đầu"}, "ghi số của bước ấy"),
        ({"edition": "7"}, "Bản thảo đã được sửa ở nơi khác"),
        ({"edition": "²"}, "Bản thảo đã được sửa ở nơi khác"),
    ],
)
def test_nonsense_is_answered_with_a_sentence_and_nothing_is_saved(
    office: Office, changed: dict[str, str], sentence: str
) -> None:
    draft = begun(office)
    before = draft.steps
    assert sentence in edits(office, draft, **changed)
    draft.refresh_from_db()
    assert (draft.steps, draft.edition) == (before, 1)


def test_a_step_nobody_works_at_keeps_every_chosen_desk_as_it_was(office: Office) -> None:
    version = WorkflowVersion.objects.get(procedure__code=BIRTH)
    Configuration.objects.filter(workflow=version).update(valid_to="2021-03-01")
    Post.objects.filter(unit=office.units["clerk"]).update(role="unit_admin")
    walker, address = Walker(office, "unit_admin"), f"/quy-trinh/ban/{version.pk}/cau-hinh/"
    page = walker.reads(address)
    assert "Bước 4 “Vào số, đóng dấu”: chưa có ai làm việc ở Văn thư" in page
    sent = {"valid_from": "02/03/2021", "desk": [str(office.desk.pk)]}
    assert "chưa có ai làm việc ở Văn thư" in walker.sends(address, sent)
    assert walker.status == 422
    by_hand = {f"unit_{no}": str(office.units["division"].pk) for no in range(1, 6)}
    page = walker.sends(f"{address}?quay={office.desk.pk}", sent | by_hand)
    assert "Đã cấu hình cho 1 bộ phận một cửa, áp dụng từ 02/03/2021" in page


def test_nobody_makes_ready_a_desk_out_of_reach_or_from_a_day_gone_by(office: Office) -> None:
    version = WorkflowVersion.objects.get(procedure__code=BIRTH)
    far = office["far_reception"].desk_id
    walker, address = Walker(office, "unit_admin"), f"/quy-trinh/ban/{version.pk}/cau-hinh/"
    assert "Bộ phận Một cửa huyện Đắk Hà" not in walker.reads(address)
    sent = {"valid_from": "01/03/2021", "desk": [str(far)]}
    assert "Chưa chọn bộ phận một cửa nào" in walker.sends(address, sent)
    sent = {"valid_from": "26/02/2021", "desk": [str(office.desk.pk)]}
    walker.sends(address, sent)
    assert walker.status == 422


def test_a_workflow_in_force_is_not_configured_twice_nor_before_one_that_waits(
    office: Office,
) -> None:
    base = WorkflowVersion.objects.get(procedure__code=BIRTH)
    walker, address = Walker(office, "unit_admin"), f"/quy-trinh/ban/{base.pk}/cau-hinh/"
    sent = {"valid_from": "01/03/2021", "desk": [str(office.desk.pk)]}
    assert "đang áp dụng chính quy trình này" in walker.sends(address, sent)
    Configuration.objects.filter(workflow=base).update(valid_from="2021-04-01")
    page = walker.sends(address, sent)
    assert "đã cấu hình một quy trình áp dụng từ 01/04/2021" in page


def test_a_running_dossier_keeps_the_workflow_it_was_received_by(office: Office) -> None:
    dossier = office.with_officer(BIRTH)
    draft = begun(office)
    edits(office, draft, "bo-4", evidence_3="result")
    edits(office, draft, "trinh")
    Walker(office, "office").sends(
        f"/quy-trinh/du-thao/{draft.pk}/phe-duyet/",
        {"viec": "phe-duyet", "decision": "12/QĐ-UBND", "approved_on": "26/02/2021"},
    )
    version = WorkflowVersion.objects.get(number=2)
    sent = {"valid_from": "01/03/2021", "desk": [str(office.desk.pk)]}
    Walker(office, "unit_admin").sends(f"/quy-trinh/ban/{version.pk}/cau-hinh/", sent)
    assert office.accept(BIRTH, "Y Blao").workflow == version
    dossier.refresh_from_db()
    assert dossier.workflow is not None
    assert dossier.workflow.number == 1
    assert [step.name for step in planned(dossier)][3] == "Vào số, đóng dấu"


@pytest.mark.parametrize("asked", ["hôm nay", "31/12/9999 23:59", "01/01/0001", "05/03/2035"])
def test_a_trial_of_a_day_without_a_calendar_says_so(office: Office, asked: str) -> None:
    base = WorkflowVersion.objects.get(procedure__code=BIRTH)
    walker = Walker(office, "unit_admin")
    page = walker.reads(f"/quy-trinh/ban/{base.pk}/", nhan=asked)
    assert walker.status == 200
    wanted = ("Viết ngày giờ như", "Chọn một ngày trong lịch", "Lịch làm việc năm 2035 chưa")
    assert any(words in page for words in wanted), page[-3000:]


def test_two_versions_stand_side_by_side(office: Office) -> None:
    draft = begun(office)
    edits(office, draft, term_2="3", name_3="Ký, đóng dấu")
    edits(office, draft, "bo-4")
    base = WorkflowVersion.objects.get(procedure__code=BIRTH)
    page = Walker(office, "unit_admin").reads(
        "/quy-trinh/so-sanh/", truoc=str(base.pk), thao=str(draft.pk)
    )
    assert "thời hạn: 4 giờ → 3 giờ" in page
    assert "tên: Ký kết quả → Ký, đóng dấu" in page
    assert "<del>Vào số, đóng dấu</del>" in page
    other = WorkflowVersion.objects.exclude(procedure__code=BIRTH).first()
    assert other
    walker = Walker(office, "unit_admin")
    walker.reads("/quy-trinh/so-sanh/", truoc=str(base.pk), sau=str(other.pk))
    assert walker.status == 404


def test_a_draft_sent_back_says_why(office: Office) -> None:
    draft = begun(office)
    edits(office, draft, "trinh")
    clerk, address = Walker(office, "office"), f"/quy-trinh/du-thao/{draft.pk}/phe-duyet/"
    clerk.sends(address, {"viec": "tra-lai", "reason": ""})
    assert clerk.status == 422
    clerk.sends(address, {"viec": "tra-lai", "reason": "Ghi rõ người ký bước 3"})
    page = Walker(office, "unit_admin").reads(f"/quy-trinh/du-thao/{draft.pk}/")
    assert "Văn phòng UBND tỉnh trả lại: Ghi rõ người ký bước 3" in page


def test_a_first_workflow_begins_with_nothing(office: Office) -> None:
    walker = Walker(office, "unit_admin")
    agency = str(office["unit_admin"].agency_id)
    sent = {"agency": agency, "procedure": "9.9"}
    assert "Danh mục không có thủ tục mã “9.9”" in walker.sends("/quy-trinh/soan/", sent)
    page = walker.sends("/quy-trinh/soan/", {"agency": agency, "procedure": BIRTH})
    assert "Quy trình chưa có bước nào" in page
    draft = WorkflowDraft.objects.get(procedure=Procedure.objects.get(code=BIRTH))
    assert names(draft) == []
    edits(office, draft, "them-0")
    assert names(draft) == [""]
