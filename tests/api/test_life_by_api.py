"""The life of a dossier by the API alone, in the order in which the office lives it."""

import pytest

from cases.services.sweep import sweep
from onecua.ledger.verification import verify_ledger
from tests.support.calling import Caller, counter
from tests.support.lives import submitted
from tests.support.office import COPIES, Office

pytestmark = pytest.mark.django_db(transaction=True)


def test_received_late_apologised_for_and_returned(office: Office) -> None:
    desk, officer = Caller(office, "reception"), Caller(office, "officer")
    head, clerk = Caller(office, "head"), Caller(office, "clerk")

    status, received = desk.post("dossiers/", counter())
    assert (status, received["state_label"]) == (201, "Được tiếp nhận")
    code = received["code"]
    assert code == "000.01.21.H34-210301-0001"

    # What may be done is said by the dossier itself, with the fields each act needs.
    _, seen = desk.get(f"dossiers/{code}/")
    acts = {act["name"]: act for act in seen["available_acts"]}
    assert set(acts) == {
        "hand_over", "withdraw", "void_intake", "note", "reprint", "keep_scan",
    }  # fmt: skip
    assert [field["name"] for field in acts["void_intake"]["fields"]] == ["version", "reason"]
    assert seen["promised_due"] == "2021-03-02T17:30:00+07:00"
    assert [(day["on"], day["counted"]) for day in seen["explanation"]] == [
        ("2021-03-01", False), ("2021-03-02", True),
    ]  # fmt: skip

    assert desk.act(code, "hand-over", version=seen["version"])[0] == 200
    assert officer.act(code, "confirm")[1]["state"] == "processing"

    # Too slowly: late, and an apology has been drafted.
    office.travel("2021-03-03T08:00")
    sweep(office.now)
    _, late = officer.get(f"dossiers/{code}/")
    assert (late["late"], late["owes_apology"], late["clock"]["late_days"]) == (True, True, 1)
    assert [row["code"] for row in officer.get("dossiers/", late="true")[1]["results"]] == [code]
    words = {"reason": "Công chức phụ trách đi công tác.", "new_due_on": "2021-03-05"}
    assert officer.act(code, "complete-apology", **words)[0] == 200
    assert head.act(code, "sign-apology")[0] == 200
    assert desk.act(code, "reschedule")[0] == 200
    _, moved = desk.get(f"dossiers/{code}/")
    assert (moved["appointed_due"][:10], moved["legal_due"][:10], moved["owes_apology"]) == (
        "2021-03-05", "2021-03-02", False,
    )  # fmt: skip

    assert officer.act(code, "complete-step", opinion="Đủ điều kiện")[0] == 200
    assert head.act(code, "confirm")[0] == 200
    assert head.act(code, "complete-step")[0] == 200
    assert clerk.act(code, "confirm")[0] == 200
    result = {"number": "12/2021", "signer": "A Thành", "signed_on": "2021-03-03"}
    assert clerk.act(code, "record-result", result=result)[1]["state"] == "result_ready"
    assert desk.act(code, "arrive-at-desk")[0] == 200
    given = {"recipient": "Nguyễn Thị Hồng Vân", "proof": "CCCD", "recipient_is_owner": True}
    assert desk.act(code, "return-result", **given)[1]["state"] == "returned"

    _, whole = desk.get(f"dossiers/{code}/")
    assert whole["clock"]["timeliness"] == "late"
    assert "Phạm Thị Hoa" in " ".join(line["who"] for line in whole["timeline"])
    assert list(verify_ledger()) == []


def test_guided_refused_and_completed_at_once(office: Office) -> None:
    desk = Caller(office, "reception")
    guided = desk.post("dossiers/guide/", counter(missing="Giấy chứng sinh", reason="Chưa nộp"))
    refused = desk.post("dossiers/refuse-intake/", counter(reason="Không thuộc thẩm quyền"))
    result = {
        "number": "101", "last_number": "105", "signer": "A Thành", "signed_on": "2021-03-01",
        "quantity": 5,
    }  # fmt: skip
    body = counter(COPIES, result=result, recipient="Y Blui")
    at_once = desk.post("dossiers/complete-at-once/", body)
    assert [(status, answer["state"]) for status, answer in (guided, refused, at_once)] == [
        (201, "guided"), (201, "not_accepted"), (201, "returned"),
    ]  # fmt: skip
    assert (guided[1]["code"], guided[1]["contact"]) == (None, "000.01.21.H34-210301-T0001")
    assert desk.get(guided[1]["address"])[1]["clock"] is None


def test_a_stopped_clock_has_only_a_projection(office: Office) -> None:
    officer = Caller(office, "officer")
    code = str(office.with_officer("1.013225"))
    asked = {"missing": "Bản vẽ móng", "reason": "Thiếu mặt cắt", "answer_by": "2021-03-31"}
    assert officer.act(code, "request-supplement", **asked)[1]["state"] == "awaiting_supplement"
    _, seen = officer.get(f"dossiers/{code}/")
    assert (seen["legal_due"], seen["deadline"], seen["clock"]["run"]) == (
        None, "tạm dừng hôm nay", "stopped",
    )  # fmt: skip
    assert seen["clock"]["projection"][:10] == seen["explanation"][-1]["on"]
    assert seen["clock"]["pauses"][0]["ended_at"] is None


@pytest.mark.parametrize(
    ("act", "body", "state"),
    [
        ("accept", {}, "received"),
        ("guide", {"missing": "Giấy chứng sinh", "reason": "Chưa gửi"}, "guided"),
        ("refuse-intake", {"reason": "Không thuộc thẩm quyền"}, "not_accepted"),
    ],
)
def test_the_desk_answers_what_waits_online(
    office: Office, act: str, body: dict[str, str], state: str
) -> None:
    contact = submitted(office).contact
    assert contact
    status, answered = Caller(office, "reception").act(contact, act, **body)
    assert (status, answered["state"]) == (200, state)
