"""What no clock could mean, sent by a program: a sentence that says what to do, nothing written."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from cases.models import Dossier
from onecua.ledger.models import Event
from tests.support.calling import Caller, counter
from tests.support.lives import ask_for_more
from tests.support.office import BIRTH, BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)

Sent = Callable[[Office, Mapping[str, str]], tuple[int, Any]]


def acts(who: str, code: str, name: str, **body: Any) -> Sent:
    return lambda office, codes: Caller(office, who).act(codes[code], name, **body)


def receives(procedure: str = BUILDING, **body: Any) -> Sent:
    return lambda office, _codes: Caller(office, "reception").post(
        "dossiers/", counter(procedure, **body)
    )


SUSPEND = {"ground": "council", "document": "1/TB"}
# what is wrong -> how it is sent, the answer, and words of its sentence
LINES: Mapping[str, tuple[Sent, int, str]] = {
    "a time without a zone": (receives(received_at="2021-03-01T07:45:00"), 422, "múi giờ"),
    "a reception in the future": (
        receives(received_at="2021-03-02T08:00:00+07:00"), 422, "ở tương lai"),
    "a pause in the future": (
        acts("officer", "runs", "suspend", at="2021-03-09T08:00:00+07:00", **SUSPEND), 422,
        "Không có trường này"),
    "a second stop": (acts("officer", "stands", "suspend", **SUSPEND), 409, "Tải lại trang"),
    "a payment while it stands": (
        acts("officer", "stands", "require-payment", document="1/TB"), 409, "Tải lại trang"),
    "a resume without a stop": (
        acts("officer", "runs", "resume", document="2/TB"), 409, "Không thể"),
    "an answer to another stop": (
        acts("officer", "stands", "resume", document="2/TB"), 409, "Không thể"),
    "an answer-by day gone by": (
        acts("officer", "runs", "request-supplement", missing="Bản vẽ", reason="Thiếu",
             answer_by="2021-02-26"), 422, "sau hôm nay"),
    "a negative term of a consultation": (
        acts("officer", "runs", "consult", agency_id=1, days=-1, question="Đất?"), 422,
        "Số quá nhỏ"),
    "an absurd term of a consultation": (
        acts("officer", "runs", "consult", agency_id=1, days=9999, question="Đất?"), 422,
        "Số quá lớn"),
    "an absurd term of the catalogue": (receives(BIRTH), 422, "quá dài"),
}  # fmt: skip


def test_each_is_refused_with_a_sentence_and_nothing_is_written(office: Office) -> None:
    runs, stands = office.with_officer(BUILDING), office.with_officer(BUILDING)
    ask_for_more(office, stands)
    office.rewrite_terms(BIRTH, "9999", "working_days")
    codes = {"runs": str(runs), "stands": str(stands)}
    before = Event.objects.count(), list(Dossier.objects.order_by("pk").values())
    wrong = []
    for what, (send, expected, words) in LINES.items():
        status, problem = send(office, codes)
        said = " ".join(
            [problem.get("detail", ""), *(e["detail"] for e in problem.get("errors", ()))]
        )
        if (status, words in said) != (expected, True):
            wrong.append(f"{what}: {status} {said}")
        after = Event.objects.count(), list(Dossier.objects.order_by("pk").values())
        if after != before:
            wrong.append(f"{what}: something was written")
    assert wrong == []
