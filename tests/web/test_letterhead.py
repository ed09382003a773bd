"""Tiêu đề văn bản: looked at first, used from its day on, and no older paper changes."""

import io
import struct
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cases.models import Letterhead, Slip, StoredFile
from cases.services.files import read
from onecua.ledger.models import Event
from tests.cases.slips.reading import page_texts, reader
from tests.support.office import BIRTH, Office
from tests.support.printing import the_printer_works
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "Ủy ban nhân dân\nthị trấn Đắk Hà anh hùng"


def png(width: int = 300, height: int = 300) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), (180, 20, 20, 120)).save(out, "PNG")
    return out.getvalue()


def fields(**changed: Any) -> dict[str, Any]:
    given = {"parent": "UBND huyện Đắk Hà", "name": NAME, "place": "Đắk Hà",
             "valid_from": "02/03/2021", "sample": "receipt"}  # fmt: skip
    return given | changed


def sent(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("bieu-trung.png", data, "image/png")


def address(office: Office, more: str = "") -> str:
    return f"/tieu-de/{office.desk.unit.agency_id}/{more}"


def file_of(slip: Slip) -> bytes:
    slip.refresh_from_db()
    assert slip.file
    return read(slip.file)


def test_a_letterhead_holds_from_its_day_on_and_no_older_slip_changes(office: Office) -> None:
    before = office.accept(BIRTH, "A Glưn").slips.get()
    admin = Walker(office, "unit_admin")
    page = admin.sends(address(office), fields(logo=sent(png())))
    assert "Đã đặt tiêu đề văn bản, dùng từ ngày 02/03/2021." in page
    assert "sắp dùng" in page
    same_day = office.accept(BIRTH, "Y Mến").slips.get()
    the_printer_works()
    office.travel("2021-03-02T08:00")
    after = office.accept(BIRTH, "Y Thuyên").slips.get()
    the_printer_works()
    for slip in (before, same_day):
        assert "ANH HÙNG" not in page_texts(file_of(slip))[0]
    pdf = file_of(after)
    words = page_texts(pdf)[0]
    assert words.startswith("ỦY BAN NHÂN DÂN THỊ TRẤN ĐẮK HÀ ANH HÙNG BỘ PHẬN TIẾP NHẬN")
    assert "Đắk Hà, ngày 02 tháng 3 năm 2021" in words
    sizes = {picture.image.size for picture in reader(pdf).pages[0].images if picture.image}
    assert (240, 240) in sizes, "the logo"
    head = Letterhead.objects.get()
    assert head.logo
    event = Event.objects.get(kind="letterhead_set")
    assert event.stream == office.desk.unit.agency_id
    assert event.data["logo"] == head.logo.digest
    assert "đang dùng" in admin.reads(address(office))


def test_the_last_one_set_for_a_day_is_the_one(office: Office) -> None:
    admin = Walker(office, "unit_admin")
    for name in ("Tên thứ nhất", "Tên thứ hai"):
        admin.sends(address(office), fields(name=name, valid_from="01/03/2021"))
    page = admin.reads(address(office))
    assert page.count("đang dùng") == 1
    slip = office.accept().slips.get()
    assert "Tên thứ hai" in slip.context
    assert "Tên thứ nhất" not in slip.context


def test_the_preview_is_the_print_and_keeps_nothing(office: Office) -> None:
    admin = Walker(office, "unit_admin")
    asked = fields(logo=sent(png()), valid_from="hôm nào đó", sample="apology")
    answer = admin.client.post(address(office, "xem-thu/"), asked)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    (words,) = page_texts(answer.content)
    assert "UBND HUYỆN ĐẮK HÀ ỦY BAN NHÂN DÂN THỊ TRẤN ĐẮK HÀ ANH HÙNG" in words
    assert "MẪU" in words
    assert not Letterhead.objects.exists()
    assert not StoredFile.objects.exists()


def test_what_cannot_be_printed_is_refused_in_words_and_nothing_is_set(office: Office) -> None:
    bomb = bytearray(png())
    bomb[16:24] = struct.pack(">II", 60_000, 60_000)
    admin = Walker(office, "unit_admin")
    for given, said in (
        ({"name": "Ủ" * 61}, "có dòng dài hơn 60 chữ"),
        ({"name": "Một\nHai\nBa\nBốn\nNăm"}, "nhiều hơn 4 dòng"),
        ({"name": "\u202e\u200b"}, "tên cơ quan chưa ghi"),
        ({"valid_from": "28/02/2021"}, "không lùi về 28/02/2021"),
        ({"valid_from": "32/03/2021"}, "Ngày phải viết dd/mm/yyyy"),
        ({"logo": sent(b"GIF89a")}, "không phải ảnh PNG"),
        ({"logo": sent(bytes(bomb))}, "ảnh này 60000×60000"),
        ({"logo": sent(png(20, 300))}, "ảnh này 20×300"),
        ({"logo": sent(png()[:200])}, "bị hỏng"),
        ({"logo": sent(png() + b"acTL")}, "ảnh động"),
        ({"logo": sent(png() + b"0" * 600_000)}, "lớn hơn 512 KB"),
    ):
        page = admin.sends(address(office), fields(**given))
        assert admin.status == 422, given
        assert said in page, (given, said)
    page = admin.sends(address(office, "xem-thu/"), fields(name="Ủ" * 61))
    assert (admin.status, "có dòng dài hơn 60 chữ" in page) == (422, True)
    assert not Letterhead.objects.exists()
    assert not StoredFile.objects.exists()


def test_an_administrator_reaches_the_letterheads_of_his_own_agencies_only(office: Office) -> None:
    admin = Walker(office, "unit_admin")
    far = office["far_officer"].agency_id
    for more in ("", "xem-thu/"):
        admin.sends(f"/tieu-de/{far}/{more}", fields())
        assert admin.status == 404
    Walker(office, "head").sends(address(office), fields())
    assert not Letterhead.objects.exists()
