"""What is typed at the counter is not lost: killed tab, refusal and Back, a colleague, two tabs."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases.models import Dossier, ReceptionDraft
from cases.services import drafts
from onecua.ledger.models import Event
from tests.support.office import BIRTH, Office
from tests.web.test_reception import WHOLE, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def form(**typed: str) -> dict[str, str]:
    return WHOLE | {
        "key": str(uuid.uuid4()), "window": str(uuid.uuid4()), "draft_version": "0"
    } | typed  # fmt: skip


def keeps(client: Client, posted: dict[str, str]) -> Any:
    return client.post("/tiep-nhan/nhap/luu/", posted)


def test_a_draft_is_kept_sealed_and_is_neither_dossier_nor_event(office: Office) -> None:
    desk, posted = signed_in(office), form(name="A Glưn", identity="062195379153")
    events = Event.objects.count()
    kept = keeps(desk, posted)
    assert (kept.status_code, kept.json()["version"]) == (200, 1)
    draft = ReceptionDraft.objects.get()
    assert "Glưn".encode() not in bytes(draft.content)
    assert b"062195379153" not in bytes(draft.content)
    assert (Dossier.objects.count(), Event.objects.count()) == (0, events)
    shown = desk.get(kept.json()["address"]).content.decode()
    for value in ("A Glưn", "062195379153", "0905 000 101", "Bản nháp lưu 08:00"):
        assert value in shown
    assert f'value="{posted["key"]}"' in shown
    assert "Bạn còn biểu mẫu chưa gửi: <b>A Glưn</b>" in desk.get("/tiep-nhan/").content.decode()


def test_the_commit_takes_the_draft_with_it_and_back_leads_to_the_dossier(office: Office) -> None:
    desk, posted = signed_in(office), form()
    address = keeps(desk, posted).json()["address"]
    first = desk.post("/tiep-nhan/", posted | {"draft_version": "1"})
    again = desk.post("/tiep-nhan/", posted)
    dossier = Dossier.objects.get()
    assert first.headers["Location"] == again.headers["Location"] == f"/tiep-nhan/?vua={dossier}"
    assert not ReceptionDraft.objects.exists()
    assert desk.get(address).headers["Location"] == f"/tiep-nhan/?vua={dossier}"
    late = keeps(desk, posted)
    assert (late.status_code, str(dossier) in late.json()["message"]) == (409, True)


def test_a_refused_form_is_a_draft_also_without_a_script(office: Office) -> None:
    desk, posted = signed_in(office), form(phone="0905 111 222")
    del posted["paper_1"]
    assert desk.post("/tiep-nhan/", posted).status_code == 422
    shown = desk.get(f"/tiep-nhan/nhap/{posted['key']}/").content.decode()
    assert "0905 111 222" in shown


def test_two_tabs_with_one_draft_the_second_is_told_who_and_when(office: Office) -> None:
    one, other = signed_in(office), signed_in(office, "reception2")
    posted = form()
    keeps(one, posted)
    theirs = posted | {"window": str(uuid.uuid4()), "draft_version": "1", "name": "Y Mến"}
    assert keeps(other, theirs).json()["version"] == 2
    stale = keeps(one, posted | {"draft_version": "1", "name": "A Dương"})
    assert stale.status_code == 409
    assert "Lê Văn Sáu lưu ở cửa sổ khác lúc 08:00" in stale.json()["message"]
    refused = one.post("/tiep-nhan/", posted | {"draft_version": "1", "name": "A Dương"})
    assert (refused.status_code, "A Dương" in refused.content.decode()) == (409, True)
    assert other.post("/tiep-nhan/", theirs | {"draft_version": "2"}).status_code == 302
    told = one.post("/tiep-nhan/", posted | {"draft_version": "1"})
    assert (told.status_code, str(Dossier.objects.get()) in told.content.decode()) == (409, True)


def test_one_window_whose_own_save_is_still_on_its_way_is_not_stale(office: Office) -> None:
    desk, posted = signed_in(office), form()
    keeps(desk, posted)
    assert keeps(desk, posted | {"name": "A Dương"}).status_code == 200  # says version 0 again
    assert desk.post("/tiep-nhan/", posted).status_code == 302


def test_the_desk_sees_its_drafts_and_nobody_elses_does(office: Office) -> None:
    kept = keeps(signed_in(office), form(name="A Glưn"))
    address = kept.json()["address"]
    colleague, stranger = signed_in(office, "reception2"), signed_in(office, "far_reception")
    listed = colleague.get("/tiep-nhan/nhap/").content.decode()
    assert ("A Glưn" in listed, "Trần Thị Bích Ngọc" in listed) == (True, True)
    assert "A Glưn" not in stranger.get("/tiep-nhan/nhap/").content.decode()
    assert stranger.get(address).headers["Location"] == "/tiep-nhan/nhap/"
    stranger.post(f"{address}xoa/")
    assert ReceptionDraft.objects.exists()
    colleague.post(f"{address}xoa/")
    assert not ReceptionDraft.objects.exists()


def test_a_week_later_it_is_forgotten(office: Office) -> None:
    keeps(signed_in(office), form())
    assert drafts.forget_old(office.now + timedelta(days=6)) == 0
    assert drafts.forget_old(office.now + timedelta(days=8)) == 1


def test_undone_within_a_minute_the_form_opens_again_and_the_code_stays_used(
    office: Office,
) -> None:
    desk = signed_in(office)
    strip = desk.get(desk.post("/tiep-nhan/", form()).headers["Location"]).content.decode()
    dossier = Dossier.objects.get()
    assert "Hoàn tác trong 60 giây" in strip
    stranger = signed_in(office, "far_reception")
    assert stranger.post("/tiep-nhan/hoan-tac/", {"code": str(dossier)}).status_code == 404
    colleague = signed_in(office, "reception2")
    colleague.post("/tiep-nhan/hoan-tac/", {"code": str(dossier)})
    dossier.refresh_from_db()
    assert dossier.state == "received"
    again = desk.post("/tiep-nhan/hoan-tac/", {"code": str(dossier)}).headers["Location"]
    assert again == f"/tiep-nhan/?nguoi={dossier}&thu-tuc={BIRTH}"
    assert 'value="A Glưn"' in desk.get(again).content.decode()
    dossier.refresh_from_db()
    assert (dossier.state, dossier.code is None) == ("voided", False)


def test_a_minute_later_only_a_voiding_with_a_reason_is_left(office: Office) -> None:
    desk = signed_in(office)
    desk.post("/tiep-nhan/", form())
    dossier = Dossier.objects.get()
    office.travel("2021-03-01T08:05")
    refused = desk.post("/tiep-nhan/hoan-tac/", {"code": str(dossier)}, follow=True)
    assert "đã quá 60 giây" in refused.content.decode()
    assert "Hoàn tác trong" not in desk.get(f"/tiep-nhan/?vua={dossier}").content.decode()
    dossier.refresh_from_db()
    assert dossier.state == "received"
