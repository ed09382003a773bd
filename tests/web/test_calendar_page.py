"""Lịch làm việc: the system administrator sees what a file would do, and only then applies it."""

import csv
import io
import re

import pytest
from django.test import Client

from cases.models import CalendarChange
from cases.tasks import carry_calendar_changes
from onecua.people.models import Person
from procedures.models import CalendarRevision
from tests.support.calendars import at, vietnam
from tests.support.office import BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)


def admin(office: Office) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=office["admin"].person_id))
    return client


def file_of(*more: str) -> io.BytesIO:
    """The year 2021 as declared, and further lines."""
    text = io.StringIO()
    rows = csv.writer(text)
    for day, rule in vietnam().rules.items():
        if day.year == 2021:
            rows.writerow([day, rule.kind, rule.reason, rule.source])
    return uploaded("\n".join(["date,kind,reason,source", text.getvalue(), *more]))


def uploaded(text: str) -> io.BytesIO:
    file = io.BytesIO(text.encode())
    file.name = "lich.csv"
    return file


def test_first_the_preview_then_the_change(office: Office) -> None:
    dossier, client = office.accept(BUILDING), admin(office)
    page = client.get("/lich-lam-viec/").content.decode()
    assert "Lịch làm việc, bản 1" in page
    assert "thứ Hai: 07:30-11:30, 13:30-17:30" in page
    assert "nghỉ: Giỗ Tổ Hùng Vương" in page or "Giỗ Tổ Hùng Vương" in page
    sent = {"file": file_of("2021-03-05,off,Nghỉ bão,CV 12"), "document": "CV 12/UBND", "scope": ""}
    shown = client.post("/lich-lam-viec/xem-truoc/", sent)
    words = shown.content.decode()
    assert shown.status_code == 200
    assert CalendarRevision.objects.count() == 1
    assert "<b>1</b> trong 1 hồ sơ" in words
    for part in (str(dossier), "17:30 thứ Hai 15/03/2021", "17:30 thứ Ba 16/03/2021", "+1 ngày"):
        assert part in words
    again = {
        name: value.replace("&#x27;", "'")
        for name, value in re.findall(r'name="(text|document|key)"[^>]*value="([^"]*)"', words)
    }
    again.setdefault("key", re.search(r'name="key" value="([0-9a-f]+)"', words).group(1))  # type: ignore[union-attr]
    for _ in range(2):  # a double click
        done = client.post("/lich-lam-viec/ap-dung/", {**again, "scope": ""}, follow=True)
    assert "Đã ghi lịch mới" in done.content.decode()
    assert CalendarRevision.objects.count() == 2
    carry_calendar_changes()
    change = CalendarChange.objects.get()
    assert (change.moved, change.person_id) == (1, office["admin"].person_id)
    dossier.refresh_from_db()
    assert dossier.legal_due == at("2021-03-16T17:30")
    assert "CV 12/UBND" in client.get("/lich-lam-viec/").content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2021-03-05,off,Bão,x\n2021-03-05,makeup_work,Bù,x", "được khai hai lần"),
        ("2021-03-05,holiday,Bão,x", "không phải là off (nghỉ) hoặc makeup_work"),
        ("2021-13-05,off,Bão,x", "không phải là ngày"),
        ("2021-03-05,off,Bão,x\nsessions,MON-FRI,11:30-07:30,2021-01-01", "kết thúc trước"),
        ("2021-03-05,off,Bão,x\nsessions,MON,07:00-11:00 10:00-12:00,2021-01-01", "chồng lên"),
        ("2021-03-05,off,Bão,x\nsessions,SAT,,2021-01-01", "không có buổi làm việc nào"),
        ("2030-01-01,off,Tết,x", "Nạp các năm ở giữa trước"),
        ("", "Tệp lịch trống"),
    ],
)
def test_a_file_no_office_could_keep_is_refused_and_nothing_written(
    office: Office, text: str, sentence: str
) -> None:
    sent = {"file": uploaded(text), "document": "CV 12", "scope": ""}
    shown = admin(office).post("/lich-lam-viec/xem-truoc/", sent)
    assert shown.status_code == 422
    assert sentence in shown.content.decode()
    assert CalendarRevision.objects.count() == 1


def test_a_file_in_another_encoding_or_without_a_change_says_so(office: Office) -> None:
    client = admin(office)
    odd = io.BytesIO("2021-03-05,off,Bão,x".encode("utf-16"))
    odd.name = "lich.csv"
    for file, sentence in ((odd, "CSV mã UTF-8"), (file_of(), "không làm thay đổi")):
        sent = {"file": file, "document": "CV 12", "scope": ""}
        shown = client.post("/lich-lam-viec/xem-truoc/", sent)
        assert (shown.status_code, sentence in shown.content.decode()) == (422, True)
    late = client.post(
        "/lich-lam-viec/ap-dung/",
        {"text": "2021-13-05,off,x,y", "document": "CV 12", "scope": "", "key": "a"}, follow=True,
    )  # fmt: skip
    assert "không phải là ngày" in late.content.decode()
    assert client.post("/lich-lam-viec/ap-dung/", {}).status_code == 422
    assert CalendarRevision.objects.count() == 1
