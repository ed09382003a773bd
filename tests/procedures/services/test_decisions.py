"""A decision as an act: it publishes, amends, replaces and abolishes from its day on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency
from procedures.history import applied_on, between
from procedures.importers.comparison import Abolished, Preview, compare
from procedures.importers.papers import PaperFacts
from procedures.importers.published import Published
from procedures.models import ChannelTerm, ProcedureVersion, RequiredPaper
from procedures.selectors import version_in_force
from procedures.services import catalogue
from procedures.services.catalogue import EffectiveBeforeIssued, SuccessorUnknown
from procedures.timing import TimeLimit
from tests.procedures.services.test_catalogue import AT, BIRTH, decision, province

__all__ = ["province"]
pytestmark = pytest.mark.django_db
DEATH = replace(BIRTH, code="1.000656", title="Thủ tục đăng ký khai tử", short_title="Khai tử")
LINKED = replace(BIRTH, code="2.000986", title="Liên thông khai sinh, thường trú, thẻ bảo hiểm")


def publish(province: Agency, *wanted: Published, number: str = "01/QĐ-UBND", day: int = 5) -> int:
    preview = compare(wanted, catalogue.known())
    return catalogue.apply(preview, decision(province, number, day), actor=THE_SYSTEM, at=AT)


def abolish(province: Agency, code: str, *, replaced_by: str = "", day: int = 20) -> int:
    ended = Abolished(catalogue.known()[code], replaced_by=replaced_by)
    preview = Preview((), (), (), (), (ended,))
    by = decision(province, "09/QĐ-UBND", day)
    return catalogue.apply(preview, by, actor=THE_SYSTEM, at=AT)


def test_an_abolished_procedure_applies_until_its_day_and_names_its_decision(
    province: Agency,
) -> None:
    publish(province, BIRTH, DEATH)
    assert abolish(province, DEATH.code) == 1
    assert version_in_force(DEATH.code, date(2021, 1, 19))
    assert version_in_force(DEATH.code, date(2021, 1, 20)) is None
    version = ProcedureVersion.objects.get(procedure__code=DEATH.code)
    assert version.ended_by
    assert version.ended_by.number == "09/QĐ-UBND"
    event = Event.objects.get(kind="procedure_abolished")
    assert (event.data["procedure"], event.data["valid_to"]) == (DEATH.code, "2021-01-20")


def test_a_replaced_procedure_names_what_takes_its_place(province: Agency) -> None:
    publish(province, BIRTH, LINKED)
    abolish(province, BIRTH.code, replaced_by=LINKED.code)
    version = ProcedureVersion.objects.get(procedure__code=BIRTH.code)
    assert version.replaced_by
    assert version.replaced_by.code == LINKED.code


def test_what_takes_its_place_must_be_there(province: Agency) -> None:
    publish(province, BIRTH)
    with pytest.raises(SuccessorUnknown, match=r"2\.000986"):
        abolish(province, BIRTH.code, replaced_by=LINKED.code)
    assert ProcedureVersion.objects.get().valid_to is None


def test_an_abolished_procedure_comes_back_by_a_new_version(province: Agency) -> None:
    publish(province, DEATH)
    abolish(province, DEATH.code, day=20)
    assert publish(province, DEATH, number="10/QĐ-UBND", day=25) == 1
    numbers = {day: applied_on(DEATH.code, date(2021, 1, day)) for day in (6, 22, 26)}
    assert [found.number if found else None for found in numbers.values()] == [1, None, 2]


def test_the_next_version_is_prepared_while_the_current_one_holds(province: Agency) -> None:
    publish(province, BIRTH)
    publish(province, replace(BIRTH, level="xã; huyện"), number="02/QĐ-UBND", day=25)
    now, then = date(2021, 1, 6), date(2021, 1, 25)
    first, second = applied_on(BIRTH.code, now), applied_on(BIRTH.code, then)
    assert first
    assert second
    assert (first.level, second.level) == ("xã", "xã; huyện")
    assert first.valid_to == then
    assert applied_on(BIRTH.code, date(2021, 1, 4)) is None


def test_two_versions_are_compared_part_by_part(province: Agency) -> None:
    publish(province, replace(BIRTH, papers=(PaperFacts("Tờ khai", 1), PaperFacts("Ảnh", 2))))
    papers = (PaperFacts("Tờ khai", 1), PaperFacts("Giấy chứng sinh", 1))
    terms = {"direct": TimeLimit(3, "working_days"), "online": TimeLimit(2, "working_days")}
    publish(province, replace(BIRTH, terms=terms, papers=papers), number="02/QĐ-UBND", day=20)
    old, new = ProcedureVersion.objects.order_by("number")
    assert [(line.label, line.old, line.new) for line in between(old, new)] == [
        ("Thời hạn, trực tiếp", "1 ngày làm việc", "3 ngày làm việc"),
        ("Thời hạn, trực tuyến", "", "2 ngày làm việc"),
        ("Giấy tờ bỏ", "Ảnh (2 bản chính)", ""),
        ("Giấy tờ thêm", "", "Giấy chứng sinh (1 bản chính)"),
    ]


def test_a_decision_cannot_take_effect_before_it_was_issued(province: Agency) -> None:
    early = replace(decision(province), effective_on=date(2021, 1, 3))
    with pytest.raises(EffectiveBeforeIssued, match="trước ngày ban hành") as refusal:
        catalogue.apply(compare([BIRTH], {}), early, actor=THE_SYSTEM, at=AT)
    assert refusal.value.field == "effective"


@pytest.mark.parametrize("part", [ChannelTerm, RequiredPaper])
def test_the_parts_of_a_published_version_stay_too(
    province: Agency, part: type[ChannelTerm] | type[RequiredPaper]
) -> None:
    publish(province, replace(BIRTH, papers=(PaperFacts("Tờ khai", 1),)))
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        part.objects.all().delete()


def test_an_end_is_written_once(province: Agency) -> None:
    publish(province, DEATH)
    abolish(province, DEATH.code)
    again = date(2021, 1, 20) + timedelta(days=9)
    for end in (again, None):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            ProcedureVersion.objects.update(valid_to=end, ended_by=None)


def test_the_events_of_a_long_list_stand_in_its_order_and_verify(province: Agency) -> None:
    many = [replace(BIRTH, code=f"1.{number:06d}") for number in range(1_100)]
    publish(province, *many)
    events = Event.objects.filter(stream=province.pk).order_by("seq")
    assert [event.data["procedure"] for event in events] == [each.code for each in many]
    assert list(verify_ledger()) == []
