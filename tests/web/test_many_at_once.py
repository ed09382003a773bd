"""Handing over, signing, bringing to the desk: many at once, each row with its own answer."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from cases.models import Apology, Dossier, Handover
from cases.services import apology, note
from cases.services.sweep import sweep
from cases.states import State
from onecua.ledger.models import Event
from tests.support.lives import result_ready
from tests.support.office import BIRTH, BUILDING, Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)
QUERIES = 16  # one of them: which lists could be printed from here
REASON = "Chờ xác minh nơi cư trú"


def state_of(dossier: Dossier) -> str:
    return Dossier.objects.get(pk=dossier.pk).state


def late_ones(office: Office, number: int, *, complete: bool) -> list[Dossier]:
    """Late since this morning, with the sweep's drafts; completed by the officer if so wanted."""
    dossiers = [office.with_officer(BIRTH, f"Người {each}") for each in range(number)]
    office.travel("2021-03-03T09:30")
    sweep(office.now)
    for dossier in dossiers if complete else ():
        draft = dossier.apologies.get()
        apology.complete_apology(
            dossier_id=dossier.pk, reason=REASON, new_due_on=draft.new_due and draft.new_due.date(),
            acting=office["officer"], at=office.now,
        )  # fmt: skip
    return dossiers


def test_the_desk_hands_over_its_bundle_and_the_unit_confirms_it(office: Office) -> None:
    dossiers = [office.accept(BIRTH, f"Người {number}") for number in range(3)]
    desk, officer = Walker(office, "reception"), Walker(office, "officer")
    page = desk.reads("/ban-giao/")
    assert page.count("Công chức chuyên môn: Thẩm tra, dự thảo kết quả") >= 3
    page = desk.picks("/ban-giao/giao/", dossiers)
    assert "Bàn giao: 3 hồ sơ xong" in page
    assert "chờ bàn giao" in desk.reads("/ban-giao/")
    assert "Trần Thị Bích Ngọc" in officer.reads("/ban-giao/")
    officer.acts(dossiers[0], "khong-nhan", reason="Thiếu giấy chứng sinh")
    page = officer.picks("/ban-giao/nhan/", dossiers[1:])
    assert "Xác nhận đã nhận bàn giao: 2 hồ sơ xong" in page
    assert [state_of(each) for each in dossiers] == [
        State.RECEIVED, State.PROCESSING, State.PROCESSING,
    ]  # fmt: skip
    assert "Người 0" in desk.reads("/ban-giao/"), "what was declined is the desk's again"


def test_a_bad_row_stops_nobody_and_says_why(office: Office) -> None:
    good, stale, foreign = office.accept(), office.accept(), office.with_officer()
    desk = Walker(office, "reception")
    picked = [f"{each.pk}.{each.version}" for each in (stale, good)]
    note.note(dossier_id=stale.pk, text="Đã gọi", acting=office["reception2"], at=office.now)
    picked += [f"{foreign.pk}.{foreign.version}", "999.1", "không phải số"]
    page = desk.sends("/ban-giao/giao/", {"dossier": picked})
    assert "Bàn giao: 1 hồ sơ xong, 3 chưa" in page
    assert "vừa được Lê Văn Sáu cập nhật" in page
    assert "việc này của đơn vị đang giữ hồ sơ" in page
    assert "Không thấy hồ sơ này" in page
    assert Handover.objects.filter(outcome="pending").get().dossier == good


def test_the_same_bundle_sent_twice_is_given_once(office: Office) -> None:
    dossier = office.accept()
    desk = Walker(office, "reception")
    sent = {"dossier": f"{dossier.pk}.{dossier.version}", "key": "k1"}
    for _ in range(2):
        assert "Bàn giao: 1 hồ sơ xong" in desk.sends("/ban-giao/giao/", sent)
    assert Event.objects.filter(stream=dossier.pk, kind="handed_over").count() == 1


def test_nothing_picked_is_said(office: Office) -> None:
    assert "Chưa chọn hồ sơ nào" in Walker(office, "reception").sends("/ban-giao/giao/", {})


def test_the_head_signs_all_that_are_complete_and_the_desk_moves_their_dates(
    office: Office,
) -> None:
    dossiers = late_ones(office, 3, complete=True)
    head, desk = Walker(office, "head"), Walker(office, "reception")
    page = head.reads("/xin-loi/")
    assert page.count("Chờ xác minh nơi cư trú") == 3
    assert "quá 2 giờ" in page
    page = head.picks("/xin-loi/ky/", dossiers)
    assert "Ký phiếu xin lỗi và hẹn lại: 3 hồ sơ xong" in page
    numbers = Apology.objects.order_by("pk").values_list("slip__number", flat=True)
    assert list(numbers) == [1, 2, 3]
    assert "Không có phiếu xin lỗi nào chờ ký" in head.reads("/xin-loi/")
    page = desk.reads("/xin-loi/")
    assert page.count('type="checkbox"') == 3
    page = desk.picks("/xin-loi/doi-hen/", dossiers)
    assert "Đổi ngày hẹn trả: 3 hồ sơ xong" in page
    assert "Không có phiếu nào chờ đổi ngày hẹn" in desk.reads("/xin-loi/")
    assert all(Dossier.objects.values_list("rescheduled", flat=True))


def test_one_reason_and_one_day_typed_for_all_go_where_they_are_missing(office: Office) -> None:
    one, two = late_ones(office, 2, complete=False)
    office.travel("2021-03-15T09:00")  # the proposed days have passed
    head = Walker(office, "head")
    typed = {"reason": "Thiếu người", "new_due_on": "19/03/2021"}
    assert "0 hồ sơ xong, 1 chưa" in head.picks("/xin-loi/ky/", [one])
    said = head.picks("/xin-loi/ky/", [one], reason="Thiếu người", new_due_on="32/03/2021")
    assert "Không đọc được ngày “32/03/2021”" in said
    assert "2 hồ sơ xong" in head.picks("/xin-loi/ky/", [one, two], **typed)
    assert {each.reason for each in Apology.objects.filter(state="issued")} == {"Thiếu người"}


def test_an_apology_without_a_reason_is_signed_with_one_or_not_at_all(office: Office) -> None:
    (dossier,) = late_ones(office, 1, complete=False)
    head = Walker(office, "head")
    page = head.reads("/xin-loi/")
    assert "chưa có lý do" in page
    page = head.picks("/xin-loi/ky/", [dossier])
    assert "0 hồ sơ xong, 1 chưa" in page
    assert "Cần ghi lý do" in page
    page = head.reads(f"/ho-so/{dossier}/ky-xin-loi/")
    assert "theo thời hạn của các bước còn lại" in page
    assert "Hạn theo quy định giữ nguyên" in page
    page = head.acts(dossier, "ky-xin-loi", reason="Quá tải", new_due_on="06/03/2021")
    assert (head.status, "là ngày nghỉ" in page, "Quá tải" in page) == (422, True, True)
    head.acts(dossier, "ky-xin-loi", reason="Quá tải", new_due_on="08/03/2021")
    assert head.status == 302


def test_the_officer_is_led_to_complete_and_cannot_sign(office: Office) -> None:
    late_ones(office, 1, complete=False)
    officer = Walker(office, "officer")
    page = officer.reads("/xin-loi/")
    assert "Hoàn thiện" in page
    assert 'type="checkbox"' not in page
    officer.sends("/xin-loi/ky/", {})
    assert officer.status == 403
    other = Walker(office, "far_head").reads("/xin-loi/")
    assert "Không có phiếu xin lỗi nào chờ ký" in other


def test_a_result_is_brought_to_the_desk_and_given_out(office: Office) -> None:
    dossier = result_ready(office)
    desk = Walker(office, "reception")
    office.travel("2021-03-03T08:00")
    page = desk.reads("/tra-ket-qua/")
    assert "chậm về quầy" in page
    assert "Xác nhận đã về quầy" in page
    assert "Nhận kết quả về quầy: 1 hồ sơ xong" in desk.picks("/tra-ket-qua/ve-quay/", [dossier])
    assert f"/ho-so/{dossier}/tra/" in desk.reads("/tra-ket-qua/")
    page = desk.reads(f"/ho-so/{dossier}/tra/")
    assert 'value="A Glưn"' in page
    page = desk.acts(dossier, "tra", recipient="A Glưn", proof="CCCD", recipient_is_owner="on")
    assert "Đã trả kết quả" in page
    assert "Trả kết quả, người nhận: A Glưn (CCCD)." in page


@pytest.mark.parametrize(
    ("address", "who", "status"),
    [
        ("/ban-giao/", "office", 403),
        ("/ban-giao/", "admin", 403),
        ("/tra-ket-qua/", "officer", 403),
        ("/tra-ket-qua/", "head", 403),
        ("/xin-loi/", "inspector", 200),
        ("/xin-loi/", "unit_admin", 403),
        ("/ban-giao/", "", 302),
        ("/hang-loat/", "reception", 302),
    ],
)
def test_a_page_of_another_role_says_whose_it_is(
    office: Office, address: str, who: str, status: int
) -> None:
    reader = Walker(office, who)
    page = reader.reads(address)
    assert reader.status == status
    assert ("là việc của vai trò" in page) == (status == 403)


def test_lists_cost_the_same_however_long_they_are(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        office.accept(BUILDING, f"Người {number}")
    late_ones(office, 3, complete=True)
    walks = (("reception", "/ban-giao/"), ("reception", "/tra-ket-qua/"), ("head", "/xin-loi/"))
    for who, address in walks:
        reader = Walker(office, who)
        reader.reads(address)
        with django_assert_max_num_queries(QUERIES):
            reader.reads(address)
