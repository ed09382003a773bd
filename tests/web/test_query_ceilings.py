"""How many questions each page asks the database: a ceiling each, however much lies there."""

from collections.abc import Mapping

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.services import apology, handover, take_over
from cases.services.sweep import sweep
from tests.support.findings import found_in
from tests.support.lives import result_ready, submitted
from tests.support.merging import prepare
from tests.support.office import BIRTH, BUILDING, Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)

# (who, address) -> at most. {late}: a dossier that owes an apology and has a draft.
# A dossier's page asks two more than a list: who was asked for an opinion, and the record of who
# looked.
CEILINGS: Mapping[tuple[str, str], int] = {
    ("reception", "/quay/"): 15,
    ("reception", "/tiep-nhan/"): 12,
    ("reception", f"/tiep-nhan/?thu-tuc={BIRTH}"): 15,
    ("reception", "/tiep-nhan/nhap/"): 12,
    ("reception", "/tiep-nhan/thu-tuc/?q=khai+sinh"): 8,
    ("reception", "/viec/"): 15,
    ("officer", "/viec/"): 15,
    ("head", "/viec/?loc=qua-han"): 15,
    ("inspector", "/viec/?q=glun"): 15,
    ("officer", "/ho-so/{late}/"): 17,
    ("head", "/ho-so/{late}/"): 17,
    ("reception", "/ho-so/{late}/"): 17,
    ("officer", "/ho-so/{late}/chuyen-buoc/"): 15,
    ("head", "/ho-so/{late}/ky-xin-loi/"): 15,
    ("head", "/xin-loi/"): 12,
    ("reception", "/xin-loi/"): 12,
    ("reception", "/ban-giao/"): 15,
    ("officer", "/ban-giao/"): 15,
    ("reception", "/tra-ket-qua/"): 15,
    ("office", "/dieu-hanh/"): 17,  # nine figures, one question each
    ("office", "/dieu-hanh/no-phieu/"): 15,
    ("office", "/dieu-hanh/danh-sach/?so=qua-han"): 15,
    ("office", "/bao-cao/bieu-06/"): 10,
    ("office", "/bao-cao/bieu-06/danh-sach/?cot=3"): 15,
    ("office", "/do-phu/"): 10,
    ("office", "/do-phu/?cay=cu"): 10,
    ("office", "/do-phu/danh-sach/?so=cong-bo"): 8,
    ("office", "/dieu-hanh/?cay=cu"): 17,
    ("office", "/bao-cao/bieu-06/?theo=co-quan"): 10,
    ("office", "/sap-xep/"): 8,
    ("admin", "/sap-xep/{plan}/"): 22,  # a count of each thing that would go on
    ("admin", "/sap-xep/{plan}/co-quan/{row}/"): 9,
    ("admin", "/ho-so-cu/"): 9,
    ("unit_admin", "/ho-so-cu/{older}/"): 15,
    ("office", "/phat-hien/"): 10,
    ("head", "/phat-hien/{finding}/"): 15,
    ("office", "/phat-hien/quy-tac/"): 10,
    ("unit_admin", "/quy-trinh/"): 12,
    ("unit_admin", "/quy-trinh/ban/{workflow}/"): 20,
    ("unit_admin", "/quy-trinh/ban/{workflow}/cau-hinh/"): 20,
    ("unit_admin", "/tieu-de/{agency}/"): 12,
    ("head", "/nguoi-ky/"): 10,
    ("", "/tra-cuu/{late}"): 4,
    ("", "/dang-nhap/"): 2,
}


@pytest.fixture
def busy(office: Office) -> Mapping[str, str]:
    """Something on every pile: given, offered, late with a draft, coming back, at the desk."""
    late = office.with_officer(BIRTH, "A Glưn")
    for name in ("Y Thuyên", "A Dương"):
        office.accept(BIRTH, name)
    given = office.accept(BUILDING, "Y Mến")
    handover.hand_over(dossier_id=given.pk, acting=office["reception"], at=office.now)
    submitted(office)
    result_ready(office)
    office.travel("2021-03-03T09:00")
    sweep(office.now)
    assert apology.open_apology(late)
    older = take_over.keep(
        "cu.csv", b"Ma ho so,Ma thu tuc,Tiep nhan luc,Hen tra,Nguoi nop\n1,2,3,4,5\n",
        office.desk.unit.agency, source="Một cửa cũ", acting=office["unit_admin"], at=office.now,
    )  # fmt: skip
    plan, found = prepare(office), found_in(office, late)
    return {
        "late": str(late), "workflow": str(late.workflow_id), "older": str(older.pk),
        "plan": str(plan.pk), "row": str(plan.rows.earliest("pk").pk), "finding": str(found.pk),
        "agency": str(late.agency_id),
    }  # fmt: skip


def test_no_page_asks_more_than_its_ceiling(office: Office, busy: Mapping[str, str]) -> None:
    over = {}
    for (who, address), most in CEILINGS.items():
        walker = Walker(office, who)
        with CaptureQueriesContext(connection) as asked:
            walker.reads(address.format(**busy))
        assert (address, walker.status) == (address, 200)
        if len(asked) > most:
            over[f"{who} {address}"] = [len(asked)] + [
                query["sql"] for query in asked.captured_queries
            ]
    assert over == {}
