"""What the API will not do: a status, a stable code, a Vietnamese sentence, and nothing lost."""

import hashlib
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.models import Dossier
from onecua.ledger.models import Event
from onecua.people.models import Person
from procedures.models import CalendarRevision
from tests.support.calling import V1, Caller, counter
from tests.support.office import Office
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)


def told(answer: tuple[int, Any]) -> tuple[int, str]:
    status, problem = answer
    assert problem["status"] == status
    assert problem["detail"][-1] in ".”"
    return status, problem["code"]


def test_the_same_request_twice_makes_one_dossier(office: Office) -> None:
    desk = Caller(office, "reception")
    first = desk.post("dossiers/", counter(), key="a-1")
    assert desk.post("dossiers/", counter(), key="a-1") == first
    assert told(desk.post("dossiers/", counter(quantity=2), key="a-1")) == (
        422, "idempotency-key-reused",
    )  # fmt: skip
    assert Dossier.objects.count() == 1
    assert desk.post("dossiers/", counter(), key="a-2")[1]["code"] != first[1]["code"]


def test_a_key_belongs_to_one_person_and_one_address(office: Office) -> None:
    first = Caller(office, "reception").post("dossiers/", counter(), key="a-1")
    second = Caller(office, "reception2").post("dossiers/", counter(), key="a-1")
    assert first[1]["code"] != second[1]["code"]
    code = first[1]["code"]
    note = {"text": "Công dân hẹn gọi lại"}
    desk = Caller(office, "reception")
    noted = desk.post(f"dossiers/{code}/acts/note/", note, key="a-1")
    assert noted[0] == 200
    assert desk.post(f"dossiers/{code}/acts/note/", note, key="a-1") == noted
    assert Event.objects.filter(kind="noted").count() == 1
    assert told(desk.post("dossiers/", counter(), key="x" * 81)) == (
        422, "idempotency-key-too-long",
    )  # fmt: skip


def test_a_refused_act_leaves_its_key_free(office: Office) -> None:
    desk = Caller(office, "reception")
    wrong = counter("9.999999")
    assert told(desk.post("dossiers/", wrong, key="a-1")) == (422, "procedure-unknown")
    assert desk.post("dossiers/", counter(), key="a-1")[0] == 201


def test_who_comes_second_learns_who_was_first(office: Office) -> None:
    code, officer = str(office.with_officer()), Caller(office, "officer")
    version = officer.get(f"dossiers/{code}/")[1]["version"]
    Caller(office, "head").act(code, "note", text="Ưu tiên hồ sơ này")
    status, problem = officer.act(code, "complete-step", version=version)
    assert (status, problem["code"]) == (409, "stale-form")
    assert "A Thành" in problem["detail"]


def test_not_yours_is_unknown_and_yours_but_not_allowed_says_whose(office: Office) -> None:
    code = str(office.with_officer())
    far = Caller(office, "far_officer")
    assert told(far.get(f"dossiers/{code}/")) == (404, "not-found")
    assert told(far.act(code, "note", text="Xem thử")) == (404, "not-found")
    assert far.get("dossiers/")[1]["results"] == []
    for who in ("unit_admin", "admin"):
        assert told(Caller(office, who).get(f"dossiers/{code}/")) == (404, "not-found")
    status, problem = Caller(office, "reception").act(code, "complete-step")
    assert (status, problem["code"]) == (403, "not-allowed")
    assert "đơn vị đang giữ hồ sơ" in problem["detail"]
    assert told(Caller(office, "inspector").act(code, "note", text="Ghi")) == (403, "not-allowed")
    assert told(Caller(office, "officer").post("dossiers/", counter())) == (403, "not-allowed")


def test_not_lawful_now_is_said_with_the_state(office: Office) -> None:
    code = str(office.accept())
    status, problem = Caller(office, "reception").act(
        code, "return-result", recipient="Y Blui", proof="CCCD"
    )
    assert (status, problem["code"]) == (409, "act-refused")
    assert "Được tiếp nhận" in problem["detail"]


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        (counter(received_at="2021-03-01T07:45:00"), "received_at", "no-zone"),
        (counter(received_at="hôm qua"), "received_at", "not-an-instant"),
        (counter() | {"applicant": {"name": "A Glưn", "born_on": "14/02/1995"}},
         "applicant.born_on", "not-a-date"),
        (counter() | {"applicant": {}}, "applicant.name", "required"),
        (counter(channel="fax"), "channel", "invalid_choice"),
        (counter(state="returned"), "state", "unknown"),
        (counter(papers=[{"name": "Tờ khai", "originals": 100}]), "papers.0.originals",
         "max_value"),
        ([], "", "invalid"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_names_its_field(
    office: Office, body: Any, field: str, code: str
) -> None:
    status, problem = Caller(office, "reception").post("dossiers/", body)
    assert (status, problem["code"]) == (422, "bad-input")
    assert [(each["field"], each["code"]) for each in problem["errors"]] == [(field, code)]
    assert problem["errors"][0]["detail"].endswith((".", "+07:00.", "01."))
    assert Dossier.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (counter() | {"applicant": {"name": "A Glưn", "identity": "06219537915"}},
         "bad-identity-number"),
        (counter() | {"applicant": {"name": "A Glưn", "born_on": "2021-03-02"}},
         "birth-in-future"),
        (counter() | {"applicant": {"name": " "}}, "name-missing"),
        (counter(quantity=1000), "quantity-out-of-range"),
        (counter(received_at="2021-03-01T23:00:00+07:00"), "received-in-future"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_the_services_own_sentence(
    office: Office, body: Any, code: str
) -> None:
    assert told(Caller(office, "reception").post("dossiers/", body)) == (422, code)


def test_a_result_file_is_sent_first_and_named_by_its_content(office: Office) -> None:
    code, clerk = str(office.with_clerk()), Caller(office, "clerk")
    result = {"number": "12/2021", "signer": "A Thành", "signed_on": "2021-03-01"}
    unknown = clerk.act(code, "record-result", result=result | {"file": "f" * 64})
    assert told(unknown) == (422, "file-refused")
    assert told(send(clerk, b"khong phai pdf")) == (422, "file-refused")
    status, sent = send(clerk, b"%PDF-1.7 ket qua")
    assert (status, sent["content_type"]) == (201, "application/pdf")
    recorded = clerk.act(code, "record-result", result=result | {"file": sent["digest"]})
    assert recorded[1]["state"] == "result_ready"
    assert told(send(Caller(office, "inspector"), b"%PDF-1.7")) == (403, "not-allowed")


def send(caller: Caller, data: bytes) -> tuple[int, Any]:
    answer = caller.client.post(V1 + "files/", {"file": SimpleUploadedFile("ket-qua.pdf", data)})
    return answer.status_code, answer.json()


def test_nobody_and_no_post_and_no_token(office: Office) -> None:
    code = str(office.accept())
    nobody = Caller(office)
    answer = nobody.client.get(f"{V1}dossiers/{code}/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Session")
    assert answer["Content-Type"] == "application/problem+json"
    assert told(nobody.post("dossiers/", counter())) == (401, "not-signed-in")

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Person.objects.get(username="tiepnhan"))
    forged = strict.post(f"{V1}dossiers/", counter(), "application/json")
    assert (forged.status_code, forged.json()["code"]) == (403, "csrf")

    gone = Person.objects.create(username="nghi", full_name="Lê Thị Nghỉ")
    without = Client()
    without.force_login(gone)
    assert without.get(f"{V1}dossiers/").json()["code"] == "no-post"


@pytest.mark.parametrize("body", ["{", "[" * 200_000, '{"quantity": NaN}', "\xff"])
def test_what_is_no_json_is_answered_in_vietnamese_too(office: Office, body: str) -> None:
    client = Caller(office, "reception").client
    broken = client.post(f"{V1}dossiers/", body.encode("latin-1"), "application/json")
    assert told((broken.status_code, broken.json())) == (400, "bad-json")


def test_a_body_larger_than_any_paper_is_not_read(office: Office) -> None:
    body = counter(papers=[{"name": "x" * 6_000_000}])
    assert told(Caller(office, "reception").post("dossiers/", body)) == (413, "body-too-large")


@pytest.mark.parametrize("address", ["khong-co", "v1/", "v1/dossiers", "v2/dossiers/", ""])
def test_an_address_that_is_none_of_ours_is_a_problem_too(office: Office, address: str) -> None:
    client = Caller(office, "reception").client
    for answer in (client.get(f"/api/{address}"), client.post(f"/api/{address}")):
        assert answer["Content-Type"] == "application/problem+json"
        assert told((answer.status_code, answer.json())) == (404, "not-found")


def test_a_way_of_asking_that_no_address_takes_is_a_problem_too(office: Office) -> None:
    desk = Caller(office, "reception")
    form = desk.client.post(f"{V1}dossiers/", {"procedure": "1.001193"})
    assert told((form.status_code, form.json())) == (415, "unsupported-media-type")
    for answer in (desk.client.delete(f"{V1}dossiers/"), desk.client.options(f"{V1}dossiers/"),
                   desk.client.post("/api/schema/")):  # fmt: skip
        assert told((answer.status_code, answer.json())) == (405, "method-not-allowed")
    xml = desk.client.get(f"{V1}dossiers/", headers={"Accept": "application/xml"})
    assert told((xml.status_code, xml.json())) == (406, "not-acceptable")
    assert told(desk.get("dossiers/", received_from="hôm qua")) == (422, "bad-input")
    assert told(desk.get("dossiers/", cursor="cD1uaGFt")) == (404, "not-found")


def test_a_key_whose_request_is_still_running_is_told_to_wait(
    office: Office, log_in: LogIn
) -> None:
    """Another server has taken the key and has not answered yet."""
    person = office["reception"].person_id
    other = log_in("app")
    name = hashlib.sha256(f"{person}/{V1}dossiers//a-1".encode()).digest()
    other.cursor().execute(
        "SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(name[:8], "big", signed=True)]
    )
    desk = Caller(office, "reception")
    assert told(desk.post("dossiers/", counter(), key="a-1")) == (409, "still-running")
    assert Dossier.objects.count() == 0
    other.rollback()
    assert desk.post("dossiers/", counter(), key="a-1")[0] == 201


def test_a_date_past_every_calendar_is_refused_with_a_code_of_its_own(office: Office) -> None:
    office.travel(f"{CalendarRevision.objects.get().provisional_until}T09:00")
    status, problem = Caller(office, "reception").post("dossiers/", counter())
    assert (status, problem["code"]) == (422, "calendar-not-declared")
    assert problem["detail"].startswith("Lịch làm việc năm")
    assert Dossier.objects.count() == 0


def test_what_breaks_in_our_own_house_is_logged_and_said_without_its_insides(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError("sổ cái")

    monkeypatch.setattr("cases.api.dossiers.rows", broken)
    status, problem = Caller(office, "reception").get("dossiers/")
    assert (status, problem["code"]) == (500, "broken")
    assert "sổ cái" not in problem["detail"]
    assert "ZeroDivisionError: sổ cái" in caplog.text


def test_papers_that_came_days_ago_are_entered_with_their_reason(office: Office) -> None:
    office.travel("2021-03-04T09:00")
    desk = Caller(office, "reception")
    body = counter() | {"received_at": "2021-03-01T08:00:00+07:00"}
    status, answer = desk.post("dossiers/", body)
    assert (status, answer["code"]) == (422, "backdating-needs-reason")
    assert answer["field"] == "late_reason"
    status, _ = desk.post("dossiers/", body | {"late_reason": "Mất điện toàn xã"})
    received = Dossier.objects.get().received_at
    assert (status, received) == (201, datetime.fromisoformat("2021-03-01T08:00:00+07:00"))
