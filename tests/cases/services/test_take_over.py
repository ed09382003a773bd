"""A commune brings its open dossiers from the older system; they go on living here."""

from datetime import date
from typing import Any

import pytest

from cases.models import Dossier, TakeOver
from cases.selectors.lookup import look_up
from cases.services import apology, handover, pause, result, steps, supplement, take_over
from cases.services._take_over_judging import judge
from cases.services.check import check_clocks
from cases.services.sweep import sweep
from cases.services.take_over_errors import (
    HeadSignsDoubts,
    NothingDoubtful,
    NothingToTake,
    OutOfReach,
)
from cases.services.take_over_verdicts import verdicts_of
from onecua.kernel.errors import Refusal
from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from tests.support.lives import a_result
from tests.support.office import BUILDING, COPIES, Office

pytestmark = pytest.mark.django_db(transaction=True)
HEADING = (
    "Mã hồ sơ,Mã thủ tục,Tiếp nhận lúc,Hẹn trả,Tạm dừng,Hạn bổ sung,Bước,Đơn vị đang giữ,"
    "Người đang giữ,Người nộp,Số CCCD,Văn bản ghi nhận quá hạn"
)
SOURCE = "Một cửa điện tử 2016"
IN_TIME = f"H34/21-0007,{BUILDING},08:00 19/02/2021,05/03/2021,,,2,,chuyenmon,A Glưn,062195379153,"
AT_DESK = f"H34/21-0008,{BUILDING},08:00 19/02/2021,05/03/2021,,,1,,,A Glưn,,"
LATE = f"h34-cu-1,{BUILDING},22/01/2021,05/02/2021,,,2,,chuyenmon,A Glưn,,"
KNOWN_LATE = f"H34-CŨ-2,{BUILDING},22/01/2021,05/02/2021,,,2,,chuyenmon,A Glưn,,12/PXL"
OTHER_DATE = f"H34-CŨ-3,{BUILDING},08:00 19/02/2021,09/03/2021,,,2,,,A Glưn,,"
SUSPENDED = f"H34-CŨ-4,{BUILDING},19/02/2021,05/03/2021,24/02/2021 - tạm dừng,,2,,chuyenmon,A,,"
ASKED = (
    f"H34-CŨ-5,{BUILDING},19/02/2021,05/03/2021,24/02/2021 - bổ sung,20/03/2021,2,,chuyenmon,A,,"
)


def a_list(*rows: str) -> bytes:
    return "\n".join(("DANH SÁCH HỒ SƠ ĐANG GIẢI QUYẾT", HEADING, *rows)).encode()


def kept(office: Office, *rows: str) -> TakeOver:
    return take_over.keep(
        "cu.csv", a_list(*rows), office.desk.unit.agency, source=SOURCE,
        acting=office["unit_admin"], at=office.now,
    )  # fmt: skip


def carried(office: Office, *rows: str, signed: bool = False) -> TakeOver:
    listed = kept(office, *rows)
    if signed:
        take_over.sign(listed, decision="15/BB-UBND", acting=office["head"], at=office.now)
    take_over.ask(listed, acting=office["unit_admin"], at=office.now)
    take_over.carry_through(lambda: office.now)
    listed.refresh_from_db()
    return listed


def whole(office: Office) -> None:
    assert list(check_clocks(office.now)) == []
    assert list(verify_ledger()) == []


def taken(code: str) -> Dossier:
    return Dossier.objects.get(code=code)


def test_what_is_sure_comes_in_with_its_code_its_dates_and_its_holder(office: Office) -> None:
    listed = carried(office, IN_TIME, AT_DESK)
    assert (listed.done, listed.total, listed.done_at is not None) == (2, 2, True)
    dossier = taken("H34/21-0007")
    assert (dossier.state, dossier.step, dossier.holder_unit) == (
        "processing", 2, office.units["division"],
    )  # fmt: skip
    assert dossier.holder_person_id == office["officer"].person_id
    assert dossier.promised_due == dossier.legal_due
    assert taken("H34/21-0008").state == "received"
    event = Event.objects.get(stream=dossier.pk)
    assert event.kind == "taken_over"
    assert event.data["digest"] == listed.digest
    assert "A Glưn" not in event.payload
    assert look_up("h34/21-0007", "").code == "H34/21-0007"
    whole(office)


def test_the_same_file_again_changes_nothing(office: Office) -> None:
    listed = carried(office, IN_TIME, AT_DESK)
    before = Event.objects.count()
    again = kept(office, IN_TIME, AT_DESK)
    assert again.pk == listed.pk
    assert take_over.preview(again, at=office.now).unchanged == 2
    with pytest.raises(NothingToTake):
        take_over.ask(again, acting=office["unit_admin"], at=office.now)
    assert Event.objects.count() == before


def test_rows_are_judged_once_a_day_and_let_go_once_they_are_in(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []

    def counting(row: Any, *rest: Any) -> Any:
        judged.append(row.code)
        return judge(row, *rest)

    monkeypatch.setattr(take_over, "judge", counting)
    listed = kept(office, IN_TIME, LATE)
    first = verdicts_of(listed, office.now)
    listed = TakeOver.objects.get(pk=listed.pk)
    assert verdicts_of(listed, office.now) == first
    assert (first.ready, len(first.doubtful), len(judged)) == (1, 1, 2)
    take_over.ask(listed, acting=office["unit_admin"], at=office.now)
    take_over.carry_through(lambda: office.now)
    listed = TakeOver.objects.get(pk=listed.pk)
    assert [row.code for row in take_over.listed_of(listed).rows] == ["h34-cu-1"]
    later = verdicts_of(listed, office.now)
    assert (later.ready, later.unchanged, later.waiting(listed)) == (0, 1, 1)
    take_over.sign(listed, decision="15/BB-UBND", acting=office["head"], at=office.now)
    take_over.carry_through(lambda: office.now)
    listed = TakeOver.objects.get(pk=listed.pk)
    assert (bytes(listed.sealed), listed.let_go, Dossier.objects.count()) == (b"", 2, 2)
    assert verdicts_of(listed, office.now).unchanged == 2


def test_doubts_wait_for_the_head_who_signs_by_a_decision(office: Office) -> None:
    listed = kept(office, IN_TIME, LATE, OTHER_DATE)
    found = take_over.preview(listed, at=office.now)
    doubts = {each.row.code: " ".join(each.doubts) for each in found.doubtful}
    assert "Đã quá ngày hẹn trả" in doubts["h34-cu-1"]
    assert "khác hạn tính theo quy định 05/03/2021" in doubts["H34-CŨ-3"]
    take_over.ask(listed, acting=office["unit_admin"], at=office.now)
    take_over.carry_through(lambda: office.now)
    assert Dossier.objects.count() == 1
    for who in ("officer", "unit_admin", "far_head"):
        with pytest.raises(HeadSignsDoubts):
            take_over.sign(listed, decision="15/BB-UBND", acting=office[who], at=office.now)
    take_over.sign(listed, decision="15/BB-UBND", acting=office["head"], at=office.now)
    take_over.carry_through(lambda: office.now)
    assert Dossier.objects.count() == 3
    signed = Event.objects.get(kind="take_over_signed")
    assert (signed.person, signed.data["rows"]) == (office["head"].person_id, 2)
    with pytest.raises(NothingDoubtful):
        take_over.sign(listed, decision="15/BB-UBND", acting=office["head"], at=office.now)
    other = taken("H34-CŨ-3")
    assert other.legal_due is not None
    assert other.promised_due is not None
    assert other.legal_due < other.promised_due
    whole(office)


def test_no_lateness_from_before_is_charged_without_its_record(office: Office) -> None:
    carried(office, LATE, KNOWN_LATE, signed=True)
    sweep(office.now)
    said = {event.stream for event in Event.objects.filter(kind="became_late")}
    assert said == {taken("H34-CŨ-2").pk}
    unrecorded = taken("h34-cu-1")
    assert unrecorded.late_from is not None
    assert unrecorded.late_from.astimezone(office.now.tzinfo) > office.now
    office.travel("2021-03-02T09:30")
    sweep(office.now)
    late = Event.objects.get(kind="became_late", stream=unrecorded.pk)
    assert late.happened_at > Event.objects.get(kind="taken_over", stream=late.stream).recorded_at
    assert Event.objects.filter(kind="slip_debt").count() == 2
    whole(office)


def test_one_that_was_late_lives_on_to_its_apology_and_its_result(office: Office) -> None:
    carried(office, LATE, signed=True)
    office.travel("2021-03-02T09:30")
    sweep(office.now)
    dossier = taken("h34-cu-1")
    apology.complete_apology(
        dossier_id=dossier.pk, reason="Hồ sơ chuyển từ hệ thống cũ, đo đạc chậm.",
        new_due_on=date(2021, 3, 10), acting=office["officer"], at=office.now,
    )  # fmt: skip
    apology.sign_apology(dossier_id=dossier.pk, acting=office["head"], at=office.now)
    apology.reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    worked(office, dossier)
    dossier.refresh_from_db()
    assert dossier.timeliness == "late"
    assert dossier.apologies.get().state == "issued"


def worked(office: Office, dossier: Dossier) -> None:
    for giver, taker in (("officer", "head"), ("head", "clerk")):
        steps.complete_step(dossier_id=dossier.pk, acting=office[giver], at=office.now)
        handover.confirm(dossier_id=dossier.pk, acting=office[taker], at=office.now)
    result.record_result(
        dossier_id=dossier.pk, result=a_result(office), acting=office["clerk"], at=office.now
    )
    result.arrive_at_desk(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    whole(office)


def test_from_the_desk_it_is_handed_over_as_any_other(office: Office) -> None:
    carried(office, AT_DESK)
    dossier = taken("H34/21-0008")
    handover.hand_over(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    handover.confirm(dossier_id=dossier.pk, acting=office["officer"], at=office.now)
    worked(office, dossier)
    dossier.refresh_from_db()
    assert dossier.timeliness == "early"


def test_a_stop_of_the_older_system_is_ended_here(office: Office) -> None:
    carried(office, SUSPENDED, ASKED)
    stopped, asked = taken("H34-CŨ-4"), taken("H34-CŨ-5")
    assert (stopped.state, asked.state) == ("suspended", "awaiting_supplement")
    assert stopped.legal_due is None
    office.travel("2021-03-03T09:00")
    pause.resume(dossier_id=stopped.pk, document="15/TB", acting=office["officer"], at=office.now)
    supplement.receive_supplement(dossier_id=asked.pk, acting=office["reception"], at=office.now)
    stopped.refresh_from_db()
    # Removed from the walk: 25, 26 February, 1, 2 and 3 March (the day of the stop counts).
    assert stopped.legal_due is not None
    assert stopped.legal_due.date() == date(2021, 3, 12)
    assert [each.ordinal for each in asked.supplements.all()] == [1]
    assert supplement.next_case(asked, office.now).ordinal == 2  # the older system's counts
    whole(office)


WRONG: tuple[tuple[str, str], ...] = (
    (IN_TIME.replace("19/02/2021", "19/02/2022"), "ở tương lai"),
    (IN_TIME.replace("05/03/2021", "05/02/2021"), "trước ngày tiếp nhận"),
    (IN_TIME.replace(BUILDING, "9.999999"), "Không có thủ tục mang mã 9.999999"),
    (IN_TIME.replace(BUILDING, COPIES), "trả kết quả ngay"),
    (IN_TIME.replace(",2,,", ",12,,"), "Quy trình không có bước “12”"),
    (IN_TIME.replace(",2,,", ",2,Phòng Lạ,"), "Không có đơn vị “Phòng Lạ” đang hoạt động"),
    (IN_TIME.replace("chuyenmon", "chutich"), "không có vị trí tại đơn vị đang giữ"),
    (IN_TIME.replace("062195379153", "123"), "Số CCCD phải có 12 chữ số"),
    (IN_TIME.replace("A Glưn", ""), "Thiếu người nộp"),
    (IN_TIME.replace("A Glưn", "=HYPERLINK(1)"), "công thức"),
    (IN_TIME.replace("H34/21-0007", ""), "Thiếu mã hồ sơ"),
    (IN_TIME.replace("H34/21-0007", "H34~07"), "không dùng được"),
    (IN_TIME.replace("H34/21-0007", "000.01.21.H34-210301-0001"), "hệ thống này sẽ cấp"),
    (IN_TIME.replace("08:00 19/02/2021", "hôm kia"), "ghi ngày giờ như"),
    (IN_TIME.replace(",,,2", ",01/01/2020 - 02/01/2020,,2"), "trước ngày tiếp nhận"),
    (IN_TIME.replace(",,,2", ",26/02/2021 - 24/02/2021,,2"), "kết thúc trước khi bắt đầu"),
    (IN_TIME.replace(",,,2", ",24/02/2021 - bổ sung,,2"), "phải có cột “Hạn bổ sung”"),
    (IN_TIME.replace(",,,2", ",nghỉ lễ,,2"), "ghi như “01/10/2020"),
)


def test_each_wrong_row_has_its_sentence_and_nothing_is_half_saved(office: Office) -> None:
    before = Event.objects.count()
    for row, sentence in WRONG:
        listed = kept(office, row)
        found = take_over.preview(listed, at=office.now)
        assert [sentence in fault.sentence for fault in found.faults] == [True], (row, found)
        with pytest.raises(NothingToTake):
            take_over.ask(listed, acting=office["unit_admin"], at=office.now)
    twice = take_over.preview(kept(office, IN_TIME, IN_TIME), at=office.now)
    assert "trùng với dòng 3" in twice.faults[0].sentence
    assert (Event.objects.count(), Dossier.objects.count()) == (before, 0)
    with pytest.raises(OutOfReach):
        take_over.keep(
            "x.csv", a_list(IN_TIME), office.desk.unit.agency, source=SOURCE,
            acting=office["officer"], at=office.now,
        )  # fmt: skip


def test_a_code_of_another_dossier_is_not_taken_again(office: Office) -> None:
    mine = office.accept()
    listed = kept(office, IN_TIME.replace("H34/21-0007", str(mine)))
    found: Any = take_over.preview(listed, at=office.now)
    assert not found.ready
    assert found.faults
    with pytest.raises(Refusal):
        take_over.ask(listed, acting=office["unit_admin"], at=office.now)
