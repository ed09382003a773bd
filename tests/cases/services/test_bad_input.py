"""What no office could mean: refused with a sentence, and nothing written."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from cases.models import Dossier
from cases.services import intake, note, pause, supplement
from cases.services._apply import begin
from cases.services.errors import ActRefused, InFuture, ReceivedInFuture
from cases.states import ACTS
from onecua.kernel.errors import Refusal
from onecua.ledger.models import Event
from procedures.timing import BadLimit, CalendarNotDeclared, NaiveInstant, TimingRefused
from tests.support.lives import ask_for_more, suspended
from tests.support.office import BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)

NAIVE = datetime(2021, 3, 1, 9)  # noqa: DTZ001 - the point of the test


@contextmanager
def refused(kind: type[Exception], sentence: str) -> Iterator[None]:
    """A Vietnamese sentence, and the ledger and the rows as they were."""
    events = Event.objects.count()
    rows = list(Dossier.objects.order_by("pk").values())
    with pytest.raises(kind, match=sentence):
        yield
    assert Event.objects.count() == events
    assert list(Dossier.objects.order_by("pk").values()) == rows


def test_no_act_takes_a_time_without_a_zone(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    for name in ACTS:
        with refused(NaiveInstant, "không có múi giờ"), transaction.atomic():
            begin(name, dossier_id=dossier.pk, acting=office["officer"], at=NAIVE)
    with refused(NaiveInstant, "không có múi giờ"):
        intake.accept(
            intake=office.intake(), desk=office.desk, acting=office["reception"], at=NAIVE
        )


def test_nothing_happens_in_the_future(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    tomorrow = office.now + timedelta(days=1)
    with refused(InFuture, "02/03/2021 ở tương lai"):
        pause.suspend(
            dossier_id=dossier.pk, ground="council", document="1/TB", acting=office["officer"],
            at=tomorrow,
        )  # fmt: skip
    with refused(InFuture, "ở tương lai"):
        note.note(dossier_id=dossier.pk, text="Mai", acting=office["officer"], at=tomorrow)
    with refused(ReceivedInFuture, "ở tương lai"):
        intake.accept(
            intake=office.intake(), desk=office.desk, acting=office["reception"], at=office.now,
            received_at=tomorrow,
        )  # fmt: skip


def test_a_pause_does_not_end_before_it_began(office: Office) -> None:
    dossier = suspended(office)
    with refused(TimingRefused, "không thể kết thúc trước đó"):
        pause.resume(
            dossier_id=dossier.pk, document="2/TB", acting=office["officer"],
            at=office.now - timedelta(days=1),
        )  # fmt: skip


Stop = Callable[[Office, Dossier], object]
STOPS: Mapping[str, Stop] = {
    "suspend": lambda office, dossier: pause.suspend(
        dossier_id=dossier.pk, ground="council", document="1/TB", acting=office["officer"],
        at=office.now,
    ),
    "require_payment": lambda office, dossier: pause.require_payment(
        dossier_id=dossier.pk, document="1/TB", acting=office["officer"], at=office.now
    ),
    "request_supplement": ask_for_more,
}  # fmt: skip
GOES_ON: Mapping[str, Callable[..., Any]] = {
    "resume": pause.resume,
    "record_payment": pause.record_payment,
}


@pytest.mark.parametrize("first", STOPS)
@pytest.mark.parametrize("second", STOPS)
def test_a_clock_that_stands_is_not_stopped_again(office: Office, first: str, second: str) -> None:
    """So that pauses never overlap."""
    dossier = office.with_officer(BUILDING)
    STOPS[first](office, dossier)
    with refused(ActRefused, "Tải lại trang để xem việc có thể làm"):
        STOPS[second](office, dossier)


def test_a_clock_that_runs_does_not_go_on(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    for command in GOES_ON.values():
        with refused(ActRefused, "Không thể"):
            command(dossier_id=dossier.pk, document="2/TB", acting=office["officer"], at=office.now)
    with refused(ActRefused, "Không thể"):
        supplement.receive_supplement(
            dossier_id=dossier.pk, acting=office["reception"], at=office.now
        )
    paid = office.with_officer(BUILDING)
    STOPS["require_payment"](office, paid)
    with refused(Refusal, "Không thể"):  # a stop is ended only by what answers it
        pause.resume(dossier_id=paid.pk, document="2/TB", acting=office["officer"], at=office.now)


def test_a_year_nobody_has_declared_is_named(office: Office) -> None:
    office.travel("2026-12-30T09:00")
    with refused(CalendarNotDeclared, "năm 2027 chưa được khai báo"):
        office.accept(BUILDING)


@pytest.mark.parametrize(
    ("number", "unit", "sentence"),
    [
        ("9999", "working_days", "quá dài"),
        ("0.3", "working_days", "không đếm được"),
        ("2", "weeks", "Không có đơn vị thời hạn"),
    ],
)
def test_an_absurd_term_of_the_catalogue_receives_nothing(
    office: Office, number: str, unit: str, sentence: str
) -> None:
    """A negative one the database itself refuses."""
    office.rewrite_terms(BUILDING, number, unit)
    with refused(BadLimit, sentence):
        office.accept(BUILDING)
