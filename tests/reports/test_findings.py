"""The office's rules find what was bent, say why, hear the unit, and leave the honest alone."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from cases.services import ending, pause, result, supplement
from cases.services.result import ResultData
from onecua.bench.frauds.honest import Books, begin, give_out, sign_and_number
from onecua.bench.frauds.province import KINDS
from onecua.bench.frauds.province import office as a_place
from onecua.bench.frauds.story import Story
from onecua.ledger.models import AccessRecord, Event
from onecua.people.acting import Acting
from procedures.timing import office_date
from reports.detecting import detect
from reports.detectors import rules
from reports.detectors.life import Life, Line
from reports.models import DetectorRun, DetectorSetAside, Finding
from reports.services import findings as acts
from reports.services.errors import MayNotExplain, MayNotJudge, NotHeardYet, WrongMoment
from reports.services.forgetting import destroy
from tests.support.findings import found_in
from tests.support.lives import a_result, returned
from tests.support.office import BUILDING, Office
from tests.support.sealing import wait_until_ended
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)


def found(office: Office, *, whole: bool = False) -> set[tuple[str, str]]:
    """What a run finds: (rule, dossier's code)."""
    before = set(Finding.objects.values_list("pk", flat=True))
    detect(office.now, whole=whole)
    rows = Finding.objects.exclude(pk__in=before).select_related("dossier")
    return {(row.rule, str(row.dossier)) for row in rows}


def test_a_simulated_dossier_has_the_shape_of_one_the_services_wrote(office: Office) -> None:
    """What the pure simulator is worth: the same kinds of event, in the same order."""
    events = Event.objects.filter(stream=returned(office).pk).order_by("seq")
    written = [event.kind for event in events]
    dice = random.Random(3)  # noqa: S311 - a simulation
    where = replace(a_place(1, dice), batch=False)
    short = next(kind for kind in KINDS if kind.days == 1)
    story = Story(1, where, short)
    begin(story, dice)
    story.confirm(story.now, where.officer, 2)
    story.complete(story.now, where.officer, 2)
    sign_and_number(story, dice, Books(), 8)
    give_out(story, dice)
    assert [event.kind for event in story.events] == written


def test_an_honest_dossier_is_left_alone_and_a_bent_one_is_found(office: Office) -> None:
    plain = office.with_clerk(BUILDING, "A Glưn")
    hurried = office.with_clerk(BUILDING, "Y Mến")
    on_the_day = office.with_officer(BUILDING, "A Dương")
    result.record_result(
        dossier_id=hurried.pk, result=a_result(office), acting=office["clerk"], at=office.now
    )
    office.travel("2021-03-10T09:00")
    result.record_result(
        dossier_id=plain.pk,
        result=ResultData(number="15/GPXD", signer="A Thành", signed_on=office_date(office.now)),
        acting=office["clerk"], at=office.now,
    )  # fmt: skip
    office.travel("2021-03-15T10:00")  # the due day of ten working days
    pause.suspend(
        dossier_id=on_the_day.pk, ground="field_check", document="16/BB",
        acting=office["officer"], at=office.now,
    )  # fmt: skip
    signs = found(office)
    assert ("xong-qua-nhanh", str(hurried)) in signs
    assert ("buoc-qua-nhanh", str(hurried)) in signs
    assert ("dung-ngay-den-han", str(on_the_day)) in signs
    assert {rule for rule, code in signs if code == str(plain)} <= {"cham-ve-quay"}


def test_each_line_of_evidence_names_an_event_of_the_ledger(office: Office) -> None:
    dossier = returned(office)
    assert ("xong-qua-nhanh", str(dossier)) in found(office)
    for row in Finding.objects.all():
        assert {line["event"] for line in row.lines} <= set(
            Event.objects.filter(stream=dossier.pk).values_list("pk", flat=True)
        )
        made = Event.objects.get(pk=row.events[0])
        assert (made.kind, made.stream) == ("finding_made", dossier.agency_id)


def test_a_second_run_reads_only_what_changed_and_finds_nothing_twice(office: Office) -> None:
    returned(office)
    wait_until_ended(Event.objects.latest("id").xact)  # other tests of the run write as well
    assert found(office)
    assert found(office) == set()
    assert DetectorRun.objects.latest("pk").dossiers == 0
    assert found(office, whole=True) == set()


def test_a_number_used_twice_is_found_though_the_other_came_weeks_before(office: Office) -> None:
    returned(office)
    detect(office.now)
    office.travel("2021-03-22T09:00")
    later = office.with_clerk("1.001193", "Y Thuyên")
    result.record_result(
        dossier_id=later.pk, result=a_result(office), acting=office["clerk"], at=office.now
    )
    detect(office.now)
    twice = Finding.objects.get(rule="so-ket-qua-trung")
    assert str(later) in {line["code"] for line in twice.lines}
    assert len(twice.lines) == 2


def test_a_stop_for_an_answer_nobody_asked_for(office: Office) -> None:
    asked = office.with_officer(BUILDING, "A Glưn")
    unasked = office.with_officer(BUILDING, "Y Mến")
    supplement.request_supplement(
        dossier_id=asked.pk, missing="Bản vẽ", reason="Thiếu mặt cắt móng",
        answer_by=office_date(office.now) + timedelta(days=5), acting=office["officer"],
        at=office.now,
    )  # fmt: skip
    office.travel("2021-03-11T09:00")
    for dossier in (asked, unasked):
        ending.stop(
            dossier_id=dossier.pk, ground="no_answer", document="20/TB-UBND",
            reason="Công dân không trả lời", acting=office["head"], at=office.now,
        )  # fmt: skip
    signs = found(office)
    assert ("ket-thuc-khong-ket-qua", str(unasked)) in signs
    assert ("ket-thuc-khong-ket-qua", str(asked)) not in signs


def test_a_rule_that_stumbles_on_one_dossier_stops_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = returned(office), office.with_clerk(BUILDING, "Y Mến")
    result.record_result(
        dossier_id=good.pk,
        result=ResultData(number="9", signer="A Thành", signed_on=office_date(office.now)),
        acting=office["clerk"], at=office.now,
    )  # fmt: skip
    rule = rules.RULES["xong-qua-nhanh"]

    def stumbles(life: Life, minutes: int) -> list[Line]:
        if life.stream == bad.pk:
            raise ZeroDivisionError
        return list(rule.way(life, minutes)) if rule.way else []

    changed = rules.Rule(rule.slug, rule.label, rule.finds, rule.severity, rule.threshold, stumbles)
    monkeypatch.setattr(
        "reports.detecting.OF_ONE",
        tuple(changed if each is rule else each for each in rules.OF_ONE),
    )
    signs = found(office)
    assert ("xong-qua-nhanh", str(good)) in signs
    aside = DetectorSetAside.objects.get()
    assert (aside.rule, aside.dossier_id) == ("xong-qua-nhanh", bad.pk)
    assert "hồ sơ mà quy tắc" in Walker(office, "office").reads("/suc-khoe/")
    monkeypatch.undo()
    detect(office.now, whole=True)
    assert not DetectorSetAside.objects.exists()


def test_the_unit_is_heard_before_anybody_concludes(office: Office) -> None:
    row = found_in(office, office.with_officer(BUILDING))

    def do(act: str, who: Acting, **more: object) -> Finding:
        done: Finding = getattr(acts, act)(
            finding_id=row.pk, words="Đã xem sổ trực", acting=who, at=office.now, **more
        )
        return done

    by = office_date(office.now) + timedelta(days=7)
    with pytest.raises(MayNotJudge):
        do("ask", office["head"], answer_by=by)
    with pytest.raises(NotHeardYet):
        do("uphold", office["office"])
    do("ask", office["office"], answer_by=by)
    with pytest.raises(MayNotExplain):
        do("explain", office["far_head"])
    with pytest.raises(NotHeardYet):
        do("uphold", office["office"])
    assert do("explain", office["officer"]).state == Finding.State.EXPLAINED
    closed = do("accept", office["office"], ground="batch")
    assert closed.state == Finding.State.ACCEPTED
    with pytest.raises(WrongMoment):
        do("uphold", office["office"])
    kinds = [Event.objects.get(pk=pk).kind for pk in closed.events]
    assert kinds == ["finding_made", "explanation_asked", "finding_explained", "finding_accepted"]


def test_the_life_of_a_finding_by_its_pages(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    row = found_in(office, dossier)
    judge, head, other = (Walker(office, who) for who in ("office", "head", "reception"))
    assert "Nhiều thao tác ban đêm" in judge.reads("/phat-hien/")
    assert "Không có dấu hiệu nào" in other.reads("/phat-hien/")
    address = f"/phat-hien/{row.pk}/"
    page = judge.sends(f"{address}yeu-cau/", {"answer_by": "01/03/2021", "words": "Nêu rõ việc"})
    assert judge.status == 422
    assert "phải sau hôm nay" in page
    assert "Nêu rõ việc" in page
    sent = judge.sends(f"{address}yeu-cau/", {"answer_by": "08/03/2021", "words": "Nêu rõ việc"})
    assert "Chờ giải trình" in sent
    page = head.reads(address)
    assert f"/ho-so/{dossier}/#sk-" in page
    assert "Gửi giải trình" in page
    assert "Kết luận có vi phạm</button>" not in page
    head.sends(f"{address}giai-trinh/", {"words": "Trực xử lý đợt mưa lũ theo lịch của xã"})
    page = judge.sends(f"{address}chap-nhan/", {"ground": "law", "words": "Có lịch trực"})
    assert "Đã đóng: không có vi phạm." in page
    assert "Trực xử lý đợt mưa lũ" in page


def test_a_threshold_is_an_act_of_the_office_and_the_next_run_uses_it(office: Office) -> None:
    walker = Walker(office, "office")
    page = walker.sends("/phat-hien/quy-tac/", {"rule": "xong-qua-nhanh", "value": "999"})
    assert walker.status == 422
    assert "số nguyên từ 1 đến 240" in page
    walker.sends("/phat-hien/quy-tac/", {"rule": "buoc-qua-nhanh", "value": "1"})
    event = Event.objects.get(kind="detector_threshold_set")
    assert event.data == {"rule": "buoc-qua-nhanh", "value": 1, "before": 5}
    Walker(office, "head").sends("/phat-hien/quy-tac/", {"rule": "di-lai", "value": "2"})
    assert Event.objects.filter(kind="detector_threshold_set").count() == 1


def test_findings_are_kept_two_years_after_closing(office: Office) -> None:
    row = found_in(office, office.with_officer(BUILDING))
    acts.accept(finding_id=row.pk, ground="law", words="Đúng lịch trực", acting=office["office"],
                at=office.now)  # fmt: skip
    office.travel("2023-02-27T09:00")
    assert destroy(decision="5/QĐ-UBND", at=office.now) == 0
    office.travel("2023-03-02T09:00")
    assert destroy(decision="5/QĐ-UBND", at=office.now) == 1
    assert not Finding.objects.exists()


def test_who_looked_at_a_finding_is_recorded(office: Office) -> None:
    found = found_in(office, returned(office))
    assert found.rule in rules.RULES
    Walker(office, "office").reads(f"/phat-hien/{found.pk}/")
    looked = AccessRecord.objects.get(what="view_finding")
    assert (looked.subject, looked.person) == (str(found.pk), office["office"].person_id)
