"""Every page × every role × own and foreign dossier. A URL without a row fails."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cases.models import Dossier
from cases.services import prints, take_over
from cases.services.office_papers import label
from cases.slip_contexts.forms import FORMS
from cases.web.act_forms import BY_SLUG
from onecua.people.models import Person, Reorganisation
from onecua.people.services.reorganising import prepare
from onecua.people.services.staff import keep
from procedures.models import WorkflowVersion
from procedures.services import drafts
from procedures.services.lists import keep as keep_list
from tests.support.findings import found_in
from tests.support.office import BIRTH, Office

pytestmark = pytest.mark.django_db(transaction=True)

# One letter a role: reception, officer, head, far officer, province office, inspector, unit admin,
# system admin, nobody. 2: 200, 3: sent on, F: 403, N: 404, 9: 409.
WHO = ("reception", "officer", "head", "far_officer", "office", "inspector", "unit_admin",
       "admin", "")  # fmt: skip
STATUS = {"2": 200, "3": 302, "4": 405, "F": 403, "N": 404, "9": 409, "U": 401}

PAGES: Mapping[str, str] = {
    "cases:home": "333333333",
    "cases:worklist": "222222223",
    "cases:desk": "2NNNNNNN3",
    "cases:receive": "2NNNNNNN3",
    "cases:drafts": "2NNNNNNN3",
    "cases:draft": "3NNNNNNN3",  # of a key nobody has: back to the list
    "cases:draft-keep": "444444443",
    "cases:draft-delete": "444444443",
    "cases:receive-undo": "444444443",
    "cases:find-procedure": "2NNNNNNN3",
    "cases:dossier": "222N22NN3",
    "cases:glance": "222N22NN3",
    "cases:slip": "222N22NN3",  # 202 until it is printed counts as 200
    "cases:reprint": "444444443",
    "cases:signature": "222N22NN3",
    "cases:scan": "NNNNNNNN3",  # nobody has kept one
    "cases:print-job": "222N22NN3",  # of a dossier: whoever sees it
    "cases:print-resume": "444444443",
    "cases:print-paper": "444444443",
    "cases:print-handovers": "444444443",
    "cases:print-results": "444444443",
    "cases:print-queue": "22222FFF3",
    "cases:print-many": "444444443",
    "cases:printer": "444444443",
    "cases:register": "2F2FFFFF3",
    "cases:register-print": "444444443",
    "cases:register-close": "444444443",
    "cases:register-reopen": "444444443",
    "cases:apologies": "222222FF3",
    "cases:sign-many": "444444443",
    "cases:move-many": "444444443",
    "cases:handovers": "2222FFFF3",
    "cases:give-many": "444444443",
    "cases:confirm-many": "444444443",
    "cases:results": "2FFFFFFF3",
    "cases:arrive-many": "444444443",
    "cases:signers": "222222223",
    "cases:letterhead": "FFFFFF223",
    "cases:letterhead-preview": "444444443",
    "cases:take-over": "FF2FFF223",
    "cases:take-over-example": "FF2FFF223",
    "cases:take-over-list": "FF2FFF223",
    "cases:take-over-failed": "FF2FFF223",
    "cases:outgoing": "FFFFFF223",
    "cases:resend": "444444443",
    "cases:release": "444444443",
    "cases:bulk": "333333333",  # back to the list: there are no answers yet
    "cases:reorganisations": "FFFF22F23",
    "cases:reorganisation": "FFFF22F23",
    "cases:reorganisation-row": "FFFFFFF23",
    "cases:reorganisation-apply": "444444443",
    "cases:workflow-move": "FFFF2FFF3",
    "cases:calendar": "FFFFFFF23",
    "cases:calendar-preview": "444444443",
    "cases:calendar-apply": "444444443",
    "cases:file": "NNNNNNNN3",  # of a digest nobody has
    "cases:lookup": "222222222",
    "cases:lookup-code": "222222222",
    "procedures:catalogue": "222222223",
    "procedures:procedure": "222222223",
    "procedures:import": "FFFF2FF23",
    "procedures:list": "FFFF2FF23",
    "procedures:failed-rows": "FFFF2FF23",
    "procedures:undo": "FFFF2FF23",
    "procedures:abolish": "FFFF2FF23",
    "procedures:watch": "FFFF22F23",
    "reports:dashboard": "NN2N22NN3",
    "reports:debts": "NN2N22NN3",
    "reports:list": "NN2N22NN3",
    "reports:form06": "NN2N22NN3",
    "reports:form06-list": "NN2N22NN3",
    "reports:form06-file": "NN2N22NN3",
    "reports:coverage": "NN2N22223",
    "reports:coverage-list": "NN2N22223",
    "reports:findings": "222222NN3",
    "reports:finding": "N22N22NN3",  # the officer acted in it, the head leads his unit
    "reports:finding-act": "444444443",
    "reports:finding-rules": "222222NN3",
    "reports:health": "NNNN22N23",
    "reports:ledger": "NNNN22N23",
    "reports:access": "NNNN22N23",
    "reports:rights": "NNNN22N23",
    "procedures:workflows": "FF2F22223",
    "procedures:version": "FF2F22223",
    "procedures:compare": "FF2F22223",
    "procedures:start": "FFFFFF443",  # the unit's own administrators write
    "procedures:draft": "FFFF22223",
    "procedures:discard": "FFFFFF443",
    "procedures:preview": "444444443",
    "procedures:decide": "FFFF2FFF3",  # Văn phòng UBND tỉnh records the Chairman's approval
    "procedures:electronic": "FFFFFF223",
    "people:sign-in": "222222222",
    "people:sign-in-again": "UUUUUUUUU",  # for no page: nobody's
    "people:sign-out": "444444444",
    "people:choose-post": "222222223",
    "people:duties": "NNNNNN223",
    "people:change-password": "222222223",
    "people:organisation": "FFFFF2223",
    "people:agency": "FFFFF2223",
    "people:people": "FFFFFF223",
    "people:person": "FFFFFF223",
    "people:organise": "NFNNNN223",  # each act has a row in test_organisation_matrix
    "people:standing-in": "222222223",
    "people:import-staff": "FFFFFF223",
    "people:staff-list": "FFFFFFN23",  # one's own list only: the system administrator made it
    "people:failed-rows": "FFFFFFN23",
}
# The dossier lies with the officer, in good time: what each act's page says to a GET.
ACTS: Mapping[str, str] = {
    "tiep-nhan": "9FFNFFNN3",
    "huong-dan": "9FFNFFNN3",
    "khong-tiep-nhan": "9FFNFFNN3",
    "ban-giao": "FFFNFFNN3",
    "nhan-ban-giao": "FFFNFFNN3",
    "khong-nhan": "FFFNFFNN3",
    "phan-cong": "F22NFFNN3",
    "chuyen-buoc": "F2FNFFNN3",
    "tra-ve-buoc": "F2FNFFNN3",
    "lay-y-kien": "F2FNFFNN3",
    "tra-loi-y-kien": "FFFNFFNN3",
    "xong-phan-viec": "FFFNFFNN3",  # no other agency works on it
    "ket-thuc-song-song": "FF9NFFNN3",
    "bo-sung": "F22NFFNN3",
    "nhan-bo-sung": "9FFNFFNN3",
    "nghia-vu-tai-chinh": "F22NFFNN3",
    "ghi-nhan-nghia-vu": "99FNFFNN3",
    "tam-dung": "F22NFFNN3",
    "tiep-tuc": "F9FNFFNN3",
    "ket-qua": "F9FNFFNN3",
    "tu-choi": "FF2NFFNN3",
    "ve-quay": "9FFNFFNN3",
    "tra": "9FFNFFNN3",
    "rut": "2FFNFFNN3",
    "dung": "FF2NFFNN3",
    "lap-xin-loi": "F99NFFNN3",
    "xin-loi": "FFFNFFNN3",
    "ky-xin-loi": "FFFNFFNN3",
    "rut-xin-loi": "FFFNFFNN3",
    "doi-hen": "9FFNFFNN3",
    "huy-tiep-nhan": "9FFNFFNN3",
    "ghi-chu": "222NFFNN3",
}
SPACES = ("cases:", "people:", "procedures:", "reports:")
OPEN_TO_MACHINES = {"healthz"}


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"


def test_no_page_and_no_act_is_without_a_row() -> None:
    pages = {name for name in names(get_resolver()) if name.startswith(SPACES)}
    assert pages - {"cases:act"} == set(PAGES)
    assert set(BY_SLUG) == set(ACTS)


def a_plan(office: Office) -> Reorganisation:
    return prepare(
        decision="202/2025/QH15", issuer="Quốc hội", issued_on=date(2021, 3, 8),
        effective_on=date(2021, 3, 8), acting=office["admin"], at=office.now,
    )  # fmt: skip


def _made(office: Office) -> SimpleNamespace:
    """What the addresses name, one of each kind."""
    dossier = office.with_officer()
    slip = dossier.slips.get()
    commune = office.desk.unit.agency
    rows = "Họ và tên,Tên đăng nhập,Đơn vị,Vai trò\nY Nhung,nhung,Chưa lập,Chuyên môn\n"
    listed = keep("ds.csv", rows.encode(), commune, acting=office["admin"], at=office.now)
    job = prints.order(
        form=FORMS["Mẫu nội bộ", "label"], title="Tem hồ sơ", dossier=dossier,
        context=label(dossier, office["reception"], office.now), acting=office["reception"],
        at=office.now,
    )  # fmt: skip
    older = take_over.keep(
        "cu.csv", b"Ma ho so,Ma thu tuc,Tiep nhan luc,Hen tra,Nguoi nop\n1,2,3,4,5\n", commune,
        source="Một cửa cũ", acting=office["unit_admin"], at=office.now,
    )  # fmt: skip
    catalogue = keep_list(
        "tt.csv", b"ma,ten\n12,x\n", complete=False, actor=office["admin"].actor, at=office.now
    )
    base = WorkflowVersion.objects.get(procedure__code=BIRTH)
    draft = drafts.start(
        agency=commune, procedure=base.procedure, based_on=base, acting=office["unit_admin"],
        at=office.now,
    )  # fmt: skip
    plan = a_plan(office)
    return SimpleNamespace(
        dossier=dossier, slip=slip, commune=commune, listed=listed, job=job, older=older,
        catalogue=catalogue, base=base, draft=draft, plan=plan, row=plan.rows.earliest("pk"),
        officer=office["officer"], finding=found_in(office, dossier),
    )  # fmt: skip


def _of_the_catalogue(it: SimpleNamespace) -> dict[str, str]:
    return {
        "procedures:catalogue": "/thu-tuc/", "procedures:procedure": f"/thu-tuc/{BIRTH}/",
        "procedures:import": "/thu-tuc/nhap/", "procedures:abolish": f"/thu-tuc/{BIRTH}/bai-bo/",
        "procedures:list": f"/thu-tuc/nhap/{it.catalogue.pk}/",
        "procedures:failed-rows": f"/thu-tuc/nhap/{it.catalogue.pk}/dong-loi/",
        "procedures:undo": f"/thu-tuc/nhap/{it.catalogue.pk}/hoan-tac/",
        "procedures:watch": "/thu-tuc/theo-doi/",
        "procedures:workflows": "/quy-trinh/", "procedures:start": "/quy-trinh/soan/",
        "procedures:version": f"/quy-trinh/ban/{it.base.pk}/",
        "procedures:compare": f"/quy-trinh/so-sanh/?truoc={it.base.pk}&sau={it.base.pk}",
        "procedures:draft": f"/quy-trinh/du-thao/{it.draft.pk}/",
        "procedures:discard": f"/quy-trinh/du-thao/{it.draft.pk}/bo/",
        "procedures:preview": f"/quy-trinh/du-thao/{it.draft.pk}/xem/",
        "procedures:decide": f"/quy-trinh/du-thao/{it.draft.pk}/phe-duyet/",
        "procedures:electronic": f"/quy-trinh/ban/{it.base.pk}/cau-hinh/",
    }  # fmt: skip


def _of_dossiers(it: SimpleNamespace) -> dict[str, str]:
    return {
        "cases:home": "/", "cases:worklist": "/viec/", "cases:receive": "/tiep-nhan/",
        "cases:apologies": "/xin-loi/",
        "cases:sign-many": "/xin-loi/ky/", "cases:move-many": "/xin-loi/doi-hen/",
        "cases:handovers": "/ban-giao/", "cases:give-many": "/ban-giao/giao/",
        "cases:confirm-many": "/ban-giao/nhan/", "cases:results": "/tra-ket-qua/",
        "cases:arrive-many": "/tra-ket-qua/ve-quay/", "cases:bulk": "/hang-loat/",
        "cases:reorganisations": "/sap-xep/", "cases:reorganisation": f"/sap-xep/{it.plan.pk}/",
        "cases:reorganisation-row": f"/sap-xep/{it.plan.pk}/co-quan/{it.row.pk}/",
        "cases:reorganisation-apply": f"/sap-xep/{it.plan.pk}/ap-dung/",
        "cases:workflow-move": f"/quy-trinh/ban/{it.base.pk}/chuyen-ho-so/",
        "cases:calendar": "/lich-lam-viec/", "cases:calendar-preview": "/lich-lam-viec/xem-truoc/",
        "cases:calendar-apply": "/lich-lam-viec/ap-dung/",
        "cases:signers": "/nguoi-ky/",
        "cases:letterhead": f"/tieu-de/{it.commune.pk}/",
        "cases:letterhead-preview": f"/tieu-de/{it.commune.pk}/xem-thu/",
        "cases:take-over": "/ho-so-cu/", "cases:take-over-example": "/ho-so-cu/tep-mau/",
        "cases:take-over-list": f"/ho-so-cu/{it.older.pk}/",
        "cases:take-over-failed": f"/ho-so-cu/{it.older.pk}/dong-loi/",
        "cases:outgoing": "/thu-di/", "cases:resend": "/thu-di/gui-lai/",
        "cases:release": "/thu-di/lam-lai/", "cases:file": f"/tep/{'0' * 64}/",
        "cases:desk": "/quay/", "cases:find-procedure": "/tiep-nhan/thu-tuc/",
        "cases:drafts": "/tiep-nhan/nhap/", "cases:draft-keep": "/tiep-nhan/nhap/luu/",
        "cases:draft": f"/tiep-nhan/nhap/{uuid.UUID(int=1)}/",
        "cases:draft-delete": f"/tiep-nhan/nhap/{uuid.UUID(int=1)}/xoa/",
        "cases:receive-undo": "/tiep-nhan/hoan-tac/",
    }  # fmt: skip


def _of_the_rest(it: SimpleNamespace) -> dict[str, str]:
    return {
        "people:duties": "/viec-quan-tri/",
        "cases:reprint": f"/phieu/{it.slip.pk}/in-lai/", "cases:print-job": f"/ban-in/{it.job.pk}/",
        "cases:print-resume": f"/ban-in/{it.job.pk}/tiep/",
        "cases:print-paper": f"/ho-so/{it.dossier}/in/", "cases:print-handovers": "/ban-giao/in/",
        "cases:print-results": "/tra-ket-qua/in/", "cases:print-queue": "/hang-in/",
        "cases:print-many": "/hang-in/in/", "cases:printer": "/hang-in/may-in/",
        "cases:register": "/so-theo-doi/", "cases:register-print": "/so-theo-doi/in/",
        "cases:register-close": "/so-theo-doi/khoa/",
        "cases:register-reopen": "/so-theo-doi/mo-lai/",
        "cases:dossier": f"/ho-so/{it.dossier}/",
        "cases:glance": f"/ho-so/{it.dossier}/xem/", "cases:slip": f"/phieu/{it.slip.pk}/",
        "cases:signature": f"/phieu/{it.slip.pk}/chu-ky/",
        "cases:scan": f"/phieu/{it.slip.pk}/ban-ky/",
        "cases:lookup": "/tra-cuu/", "cases:lookup-code": f"/tra-cuu/{it.dossier}",
        "people:sign-in-again": "/dang-nhap/lai/",
        "people:sign-in": "/dang-nhap/", "people:sign-out": "/dang-xuat/",
        "reports:health": "/suc-khoe/",
        "people:choose-post": "/chon-don-vi/",
        "people:change-password": "/doi-mat-khau/",
        "people:organisation": "/to-chuc/",
        "people:agency": f"/to-chuc/{it.commune.pk}/",
        "people:import-staff": f"/to-chuc/{it.commune.pk}/nhap-nguoi-dung/",
        "people:staff-list": f"/to-chuc/danh-sach/{it.listed.pk}/",
        "people:failed-rows": f"/to-chuc/danh-sach/{it.listed.pk}/dong-loi/",
        "people:people": "/nguoi-dung/", "people:standing-in": "/uy-quyen/",
        "people:person": f"/nguoi-dung/{it.officer.person_id}/",
        "people:organise": f"/to-chuc/nguoi-dung/{it.officer.person_id}/sua/",
        "reports:dashboard": "/dieu-hanh/", "reports:list": "/dieu-hanh/danh-sach/?so=qua-han",
        "reports:form06": "/bao-cao/bieu-06/", "reports:form06-file": "/bao-cao/bieu-06/tep/",
        "reports:form06-list": "/bao-cao/bieu-06/danh-sach/?cot=3",
        "reports:debts": "/dieu-hanh/no-phieu/",
        "reports:coverage": "/do-phu/",
        "reports:coverage-list": "/do-phu/danh-sach/?so=thieu-cau-hinh",
        "reports:findings": "/phat-hien/", "reports:finding": f"/phat-hien/{it.finding.pk}/",
        "reports:finding-act": f"/phat-hien/{it.finding.pk}/giai-trinh/",
        "reports:finding-rules": "/phat-hien/quy-tac/",
        "reports:ledger": "/so-cai/", "reports:access": "/so-cai/truy-cap/",
        "reports:rights": "/so-cai/quyen/",
    }  # fmt: skip


def test_who_sees_what(office: Office) -> None:
    made = _made(office)
    addresses: dict[str, str] = {}
    for some in (_of_the_catalogue, _of_dossiers, _of_the_rest):
        addresses |= some(made)
    wrong = {}
    for name, row in PAGES.items():
        for who, mark in zip(WHO, row, strict=True):
            status = _get(office, who, addresses[name])
            if status != STATUS[mark]:
                wrong[f"{name} {who or 'nobody'}"] = status
    assert wrong == {}


def test_who_may_do_what(office: Office) -> None:
    dossier: Dossier = office.with_officer()
    wrong = {}
    for slug, row in ACTS.items():
        for who, mark in zip(WHO, row, strict=True):
            status = _get(office, who, f"/ho-so/{dossier}/{slug}/")
            if status != STATUS[mark]:
                wrong[f"{slug} {who or 'nobody'}"] = status
    assert wrong == {}


def _get(office: Office, who: str, address: str) -> int:
    client = Client()
    if who:
        client.force_login(Person.objects.get(pk=office[who].person_id))
    status = client.get(address).status_code
    return 200 if status == 202 else status
