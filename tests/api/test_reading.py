"""Lists, procedures and the public lookup, read by a program."""

import pytest
from pytest_django import DjangoAssertNumQueries

from cases.models import Dossier
from cases.services import intake
from tests.support.calling import Caller
from tests.support.lives import LIVES
from tests.support.office import BIRTH, BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)


def codes(answer: tuple[int, dict[str, object]]) -> list[object]:
    rows = answer[1]["results"]
    assert isinstance(rows, list)
    return [row["code"] or row["contact"] for row in rows]


def test_a_list_is_narrowed_by_what_an_office_asks_for(office: Office) -> None:
    first, second = office.accept(BIRTH), office.with_officer(BUILDING)
    office.travel("2021-03-02T09:00")
    third = office.accept(BIRTH)
    desk = Caller(office, "reception")
    newest_first = [str(third), str(second), str(first)]
    assert codes(desk.get("dossiers/")) == newest_first
    for query, wanted in (
        ({"state": "processing"}, [second]),
        ({"state": ["processing", "received"]}, [third, second, first]),
        ({"procedure": BIRTH}, [third, first]),
        ({"received_from": "2021-03-02"}, [third]),
        ({"received_to": "2021-03-01"}, [second, first]),
        ({"holder_unit": office.units["division"].pk}, [second]),
        ({"channel": "online"}, []),
        ({"late": "false"}, [third, second, first]),
    ):
        assert codes(desk.get("dossiers/", **query)) == [str(each) for each in wanted]
    office.travel("2021-03-03T09:00")
    assert codes(desk.get("dossiers/", late="true")) == [str(first)]
    assert codes(desk.get("dossiers/", late="false")) == [str(third), str(second)]


def test_a_parameter_nobody_knows_is_named_with_those_that_are_known(office: Office) -> None:
    """A misspelt filter must not answer with every row."""
    office.accept(BIRTH)
    desk = Caller(office, "reception")
    for address, query, known in (
        ("dossiers/", {"recieved_from": "2021-03-02"}, "received_from"),
        ("dossiers/", {"state": "received", "sort": "due", "page": "2"}, "cursor"),
        ("procedures/", {"query": "khai sinh"}, "q, receivable, cursor"),
    ):
        status, problem = desk.get(address, **query)
        assert (status, problem["code"]) == (400, "unknown-parameter")
        for name in query.keys() - {"state"}:
            assert f"“{name}”" in problem["detail"]
        assert known in problem["detail"]
    assert desk.get("procedures/", q="khai sinh", receivable="true")[0] == 200


def test_a_page_begins_behind_the_last_row_of_the_one_before(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cases.api.paging.NewestFirst.page_size", 2)
    made = [str(office.accept()) for _ in range(3)]
    desk = Caller(office, "reception")
    _, page = desk.get("dossiers/")
    newer = str(office.accept())
    following = desk.get("/" + page["next"].split("/", 3)[3])
    assert codes((200, page)) == [made[2], made[1]]
    assert codes(following) == [made[0]]
    assert codes(desk.get("dossiers/"))[0] == newer


def test_a_list_asks_the_same_few_questions_however_long(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for state in ("received", "processing", "awaiting_supplement", "returned"):
        LIVES[state](office)  # type: ignore[index]
    desk = Caller(office, "reception")
    desk.get("dossiers/")
    with django_assert_max_num_queries(8):
        desk.get("dossiers/")


@pytest.mark.parametrize("state", LIVES)
def test_every_state_can_be_read(office: Office, state: str) -> None:
    dossier = LIVES[state](office)  # type: ignore[index]
    status, seen = Caller(office, "office").get(f"dossiers/{dossier}/")
    assert (status, seen["state"], seen["available_acts"]) == (200, state, [])
    assert seen["timeline"]
    assert (seen["clock"] is None) == (seen["code"] is None)


def test_procedures_in_force_and_what_this_desk_receives(office: Office) -> None:
    desk = Caller(office, "reception")
    assert len(desk.get("procedures/")[1]["results"]) == 5
    found = desk.get("procedures/", q="Khai sinh", receivable="true")[1]["results"]
    assert [(each["code"], each["terms"][0]["unit"]) for each in found] == [(BIRTH, "working_days")]
    _, whole = desk.get(f"procedures/{BIRTH}/")
    assert [step["no"] for step in whole["steps"]] == [1, 2, 3, 4, 5]
    assert Caller(office, "officer").get(f"procedures/{BIRTH}/")[1]["steps"] == []
    assert desk.get("procedures/9.999999/")[0] == 404
    assert Caller(office).get("procedures/")[0] == 401


def test_the_public_lookup_tells_the_promise_and_no_name(office: Office) -> None:
    office.travel("2021-03-03T09:00")
    dossier = office.with_officer(name="Nguyễn Thị Hồng Vân")
    public = Caller(office)
    alone = public.post("lookup/", {"code": str(dossier)})
    bare = {"code": str(dossier), "state": "Đang xử lý", "goes_on": "", "told": None}
    assert alone == (200, bare)
    check = f"{dossier.check_code[:4].lower()} {dossier.check_code[4:]}"
    answer = public.client.post(
        "/api/v1/lookup/", {"code": str(dossier), "check": check}, "application/json"
    )
    told = answer.json()["told"]
    assert told["holder"].startswith("Công chức chuyên môn")
    assert told["promised"] == "2021-03-04T17:30:00+07:00"
    assert answer["Cache-Control"] == "no-store"
    for name in ("Vân", "Hùng", "Ngọc"):
        assert name not in answer.content.decode()


def test_ten_wrong_check_codes_lock_that_code_and_no_other(office: Office) -> None:
    office.travel("2021-03-04T09:00")
    dossier, other = office.accept(), office.accept()
    public = Caller(office)
    right = {"code": str(dossier), "check": dossier.check_code}
    wrong = public.post("lookup/", {"code": str(dossier), "check": "AAAA AAAA"})
    nothing = public.post("lookup/", {"code": "000.01.21.H34-210304-9999", "check": "AAAA AAAA"})
    assert wrong == nothing
    assert (wrong[0], wrong[1]["code"]) == (404, "lookup-not-found")
    for _ in range(8):
        public.post("lookup/", {"code": str(dossier).lower(), "check": "AAAA AAAA"})
    assert public.post("lookup/", right)[0] == 200  # a right one is not counted
    public.post("lookup/", {"code": str(dossier), "check": "AAAA AAAA"})
    status, locked = public.post("lookup/", right)
    assert (status, locked["code"]) == (429, "lookup-locked")
    assert public.post("lookup/", {"code": str(other), "check": other.check_code})[0] == 200


def test_a_submission_number_opens_the_lookup_too(office: Office) -> None:
    dossier: Dossier = intake.submit(intake=office.intake(), desk=office.desk, at=office.now)
    asked = {"code": str(dossier.contact), "check": dossier.check_code}
    status, found = Caller(office).post("lookup/", asked)
    assert (status, found["told"]["promised"]) == (200, None)
