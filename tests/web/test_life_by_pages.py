"""The pages, as plain forms without JavaScript: the whole life, and what goes wrong on the way."""

import pytest
from django.test import Client

from cases.models import Dossier
from cases.services.sweep import sweep
from onecua.people.models import Attempts, Person
from tests.support.office import BIRTH, PASSWORD, Office

pytestmark = pytest.mark.django_db(transaction=True)

FORM = {
    "procedure": BIRTH, "name": "Nguyễn Thị Hồng Vân", "identity": "062195379153",
    "born_on": "14/02/1995", "sex": "Nữ", "address": "thị trấn Đắk Hà", "phone": "0905 000 101",
    "channel": "direct", "quantity": "1", "reason": "", "key": "form-1", "deed": "accept",
}  # fmt: skip


def signed_in(office: Office, who: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=office[who].person_id))
    return client


def receive(office: Office, **changed: str) -> tuple[Client, Dossier]:
    client = signed_in(office, "reception")
    answer = client.post("/tiep-nhan/", FORM | changed)
    assert answer.status_code == 302, answer.content.decode()
    return client, Dossier.objects.latest("pk")


def act(client: Client, dossier: Dossier, slug: str, **fields: str) -> int:
    dossier.refresh_from_db()
    address = f"/ho-so/{dossier}/{slug}/"
    answer = client.post(address, {"version": str(dossier.version), **fields})
    return answer.status_code


def test_from_the_desk_to_the_desk(office: Office) -> None:
    desk, dossier = receive(office)
    officer, head, clerk = (signed_in(office, who) for who in ("officer", "head", "clerk"))
    assert "Hẹn trả lần đầu" in desk.get(f"/ho-so/{dossier}/").content.decode()
    assert act(desk, dossier, "ban-giao") == 302
    assert act(officer, dossier, "nhan-ban-giao") == 302
    office.travel("2021-03-03T08:00")
    sweep(office.now)
    page = officer.get(f"/ho-so/{dossier}/").content.decode()
    assert "Hồ sơ quá hạn và chưa có phiếu xin lỗi" in page
    assert act(head, dossier, "ky-xin-loi", reason="Quá tải", new_due_on="08/03/2021") == 302
    assert act(desk, dossier, "doi-hen") == 302
    assert act(officer, dossier, "chuyen-buoc", opinion="Đủ điều kiện") == 302
    assert act(head, dossier, "nhan-ban-giao") == 302
    assert act(head, dossier, "chuyen-buoc") == 302
    assert act(clerk, dossier, "nhan-ban-giao") == 302
    done = {"number": "12/2021", "signer": "A Thành", "signed_on": "03/03/2021"}
    assert act(clerk, dossier, "ket-qua", **done) == 302
    assert act(desk, dossier, "ve-quay") == 302
    taken = {"recipient": "Nguyễn Thị Hồng Vân", "proof": "CCCD", "recipient_is_owner": "on"}
    assert act(desk, dossier, "tra", **taken) == 302
    told = Client().post("/tra-cuu/", {"code": str(dossier), "check": dossier.check_code})
    page = told.content.decode()
    assert "Đã trả kết quả" in page
    assert "Ngày hẹn trả mới" in page
    assert "Hồng Vân" not in page


def test_not_yours_is_not_there_and_not_allowed_says_who_may(office: Office) -> None:
    dossier = office.with_officer()
    address = f"/ho-so/{dossier}/"
    for who in ("far_reception", "far_officer", "far_head", "unit_admin", "admin"):
        assert signed_in(office, who).get(address).status_code == 404
    for who in ("reception", "officer", "head", "office", "inspector"):
        assert signed_in(office, who).get(address).status_code == 200
    refused = signed_in(office, "inspector").post(f"{address}chuyen-buoc/")
    assert refused.status_code == 403
    assert "đơn vị đang giữ hồ sơ" in refused.content.decode()
    assert Client().get(address).status_code == 302


def test_signing_in_never_says_which_was_wrong_and_locks_after_five(office: Office) -> None:
    assert office.people
    client = Client()
    wrong = {"username": "tiepnhan", "password": "sai"}
    for _ in range(5):
        page = client.post("/dang-nhap/", wrong)
        assert (page.status_code, "Sai tên đăng nhập hoặc mật khẩu" in page.content.decode()) == (
            422, True,
        )  # fmt: skip
    right = {"username": "tiepnhan", "password": PASSWORD}
    assert client.post("/dang-nhap/", right).status_code == 429
    Attempts.objects.all().delete()
    assert client.post("/dang-nhap/?next=https://evil.example/", right).headers["Location"] == "/"
    assert client.get("/viec/").status_code == 200
    assert client.post("/dang-xuat/").status_code == 302
    assert client.get("/viec/").status_code == 302


def test_the_lookup_tells_nothing_without_the_check_code_and_locks(office: Office) -> None:
    dossier = office.accept()
    citizen = Client()
    alone = citizen.post("/tra-cuu/", {"code": str(dossier)}).content.decode()
    assert "Được tiếp nhận" in alone
    assert "Ngày hẹn trả" not in alone
    wrong = [
        citizen.post("/tra-cuu/", {"code": code, "check": "AAAACCCC"})
        for code in (str(dossier), "000.01.21.H34-210301-9999")
    ]
    assert {answer.status_code for answer in wrong} == {404}
    assert all("Không tìm thấy hồ sơ" in answer.content.decode() for answer in wrong)
    for _ in range(9):
        citizen.post("/tra-cuu/", {"code": str(dossier), "check": "AAAACCCC"})
    locked = citizen.post("/tra-cuu/", {"code": str(dossier), "check": dossier.check_code})
    assert locked.status_code == 429
    assert "no-store" in locked.headers["Cache-Control"]


def test_the_worklist_shows_the_most_urgent_first_and_finds_by_a_name(office: Office) -> None:
    office.with_officer(BIRTH, "Đặng Thị Ánh")
    officer = signed_in(office, "officer")
    assert "Đặng Thị Ánh" in officer.get("/viec/").content.decode()
    assert "Đặng Thị Ánh" in officer.get("/viec/?q=dang thi anh").content.decode()
    assert "Không thấy hồ sơ nào" in officer.get("/viec/?q=khong co ai").content.decode()
    assert "Không có hồ sơ nào" in officer.get("/viec/?loc=tam-dung").content.decode()
