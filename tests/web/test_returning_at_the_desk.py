"""The citizen comes with the slip: one scan opens the return, or says who still holds it."""

import pytest

from cases.services import result
from tests.support.lives import result_ready
from tests.support.office import BIRTH, Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_scan_opens_the_return_or_says_who_holds_it(office: Office) -> None:
    done, working = result_ready(office), office.with_officer(BIRTH, "Y Mến")
    desk = Walker(office, "reception")
    early = desk.sends("/tra-ket-qua/", {"q": str(done)})
    assert (desk.status, "chưa có kết quả ở quầy" in early) == (404, True)
    result.arrive_at_desk(dossier_id=done.pk, acting=office["reception"], at=office.now)
    opened = desk.sends("/tra-ket-qua/", {"q": f"https://x/tra-cuu/{done}#ACDEFHJK"})
    assert (desk.status, "Người nhận" in opened) == (302, True)
    held = desk.sends("/tra-ket-qua/", {"q": str(working)})
    assert "đang ở Công chức chuyên môn, hẹn trả 17:30" in held
    assert "Không thấy hồ sơ nào" in desk.sends("/tra-ket-qua/", {"q": "999999"})


def test_who_has_not_come_is_counted_and_the_count_is_the_list(office: Office) -> None:
    done = result_ready(office)
    result.arrive_at_desk(dossier_id=done.pk, acting=office["reception"], at=office.now)
    desk = Walker(office, "reception")
    assert "Chưa đến lấy" not in desk.reads("/quay/")
    office.travel("2021-04-05T09:00")
    home = desk.reads("/quay/")
    for days, there in ((7, True), (30, True), (90, False)):
        assert (f"chua-lay={days}" in home) is there
        listed = desk.reads("/tra-ket-qua/", **{"chua-lay": str(days)})
        assert (f"/ho-so/{done}/tra/" in listed) is there


def test_the_button_says_how_many_are_handed_over(office: Office) -> None:
    for name in ("Y Thuyên", "A Dương"):
        office.accept(BIRTH, name)
    assert "Bàn giao 2 hồ sơ" in Walker(office, "reception").reads("/ban-giao/")
