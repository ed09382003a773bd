"""A confidential dossier: read by who works on it and who leads; counted by who sees the whole."""

from datetime import date

import pytest

from cases.models import Dossier
from cases.querysets import known_to, visible_to
from cases.selectors.apologies import sorry_lines, to_sign
from cases.services import apology, handover, intake
from cases.services.check import check_clocks
from cases.services.rebuild import rebuild
from cases.services.sweep import sweep
from onecua.people.models import Unit
from procedures.models import (
    ChannelTerm,
    Procedure,
    ProcedureVersion,
    PublicationDecision,
    Sector,
    WorkflowStep,
)
from tests.support.office import BEGINNING, LONG, Office, configure
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)

RECORD, NAME = "3.000333", "Lê Văn Kín"
READERS = ("reception", "officer", "head", "far_reception", "far_officer", "far_head", "office",
           "inspector", "unit_admin", "admin")  # fmt: skip


@pytest.fixture
def secret(office: Office) -> Dossier:
    """Received at the commune; the district's division examines it, its head leads and signs."""
    version = ProcedureVersion.objects.create(
        procedure=Procedure.objects.create(code=RECORD), number=1, confidential=True,
        decision=PublicationDecision.objects.get(), sector=Sector.objects.get(), level="xã",
        title="Cấp phiếu lý lịch tư pháp", short_title="Phiếu lý lịch tư pháp",
        search="phieu ly lich tu phap", result_file="optional", valid_from=BEGINNING,
    )  # fmt: skip
    ChannelTerm.objects.create(version=version, channel="direct", number=10, unit="working_days")
    district = Unit.objects.filter(agency__code="000.00.21.H34")
    units = {unit.kind: unit for unit in district} | {"desk": office.units["desk"]}
    configure(version.procedure, office.desk, units, LONG)
    WorkflowStep.objects.filter(workflow__procedure__code=RECORD, no__in=(2, 3)).update(lead=True)
    return office.accept(RECORD, NAME)


def given(office: Office, dossier: Dossier) -> None:
    handover.hand_over(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    handover.confirm(dossier_id=dossier.pk, acting=office["far_officer"], at=office.now)


def readers(office: Office) -> set[str]:
    return {who for who in READERS if visible_to(office[who]).filter(applicant__name=NAME).exists()}


def test_it_is_read_by_who_works_on_it_and_the_head_who_leads(
    office: Office, secret: Dossier
) -> None:
    assert readers(office) == {"reception", "far_head"}
    given(office, secret)
    assert readers(office) == {"reception", "far_officer", "far_head"}
    ordinary = office.with_officer()
    for who in ("head", "office", "inspector"):
        assert visible_to(office[who]).get() == ordinary


@pytest.mark.usefixtures("secret")
def test_before_it_is_accepted_only_the_desk_reads_it(office: Office) -> None:
    intake.submit(intake=office.intake(RECORD, "Y Blui"), desk=office.desk, at=office.now)
    waiting = Dossier.objects.get(state="submitted")
    seen = {who for who in READERS if visible_to(office[who]).filter(pk=waiting.pk).exists()}
    assert seen == {"reception"}


@pytest.mark.parametrize("who", ["office", "inspector"])
def test_who_sees_the_whole_province_counts_it_and_sees_its_row_without_a_name(
    office: Office, secret: Dossier, who: str
) -> None:
    walker = Walker(office, who)
    listed = walker.reads("/viec/?loc=tat-ca")
    assert "Hồ sơ bảo mật" in listed
    assert "Phiếu lý lịch tư pháp" in listed
    assert NAME not in listed
    assert f'href="/ho-so/{secret}/"' not in listed
    assert known_to(office[who]).get() == secret
    board = walker.reads("/dieu-hanh/danh-sach/?so=dang-giai-quyet")
    assert "<b>1</b> hồ sơ" in board
    assert NAME not in board


def test_a_name_that_may_not_be_seen_finds_nothing_either(office: Office, secret: Dossier) -> None:
    row = f'title="{secret}"'
    assert row not in Walker(office, "office").reads("/viec/", q="Lê Văn Kín")
    assert row in Walker(office, "office").reads("/viec/", q=str(secret)[-4:])
    assert row in Walker(office, "reception").reads("/viec/", q="le van kin")


def test_its_page_its_acts_and_its_slips_stay_closed(office: Office, secret: Dossier) -> None:
    pages = (f"/ho-so/{secret}/", f"/ho-so/{secret}/ghi-chu/", f"/phieu/{secret.slips.get().pk}/")
    for who, statuses in {
        "reception": (200, 200, 202),
        "far_head": (200, 200, 202),
        "head": (404, 404, 404),
        "far_officer": (404, 404, 404),
        "office": (403, 403, 404),
        "inspector": (403, 403, 404),
        "admin": (404, 404, 404),
    }.items():
        walker = Walker(office, who)
        for page, status in zip(pages, statuses, strict=True):
            words = walker.reads(page)
            assert walker.status == status, (who, page)
            assert (NAME in words) == (status == 200), (who, page)
    assert "Hồ sơ bảo mật: chỉ đơn vị" in Walker(office, "office").reads(pages[0])


def test_the_public_lookup_by_the_code_alone_says_how_far_it_is_and_no_more(
    office: Office, secret: Dossier
) -> None:
    given(office, secret)
    page = Walker(office).sends("/tra-cuu/", {"code": str(secret), "check": ""})
    assert "Đang xử lý" in page
    for word in ("Công chức chuyên môn", "lý lịch tư pháp", NAME):
        assert word not in page


def test_a_head_who_owes_the_apology_reads_what_he_signs_and_the_province_no_reason(
    office: Office, secret: Dossier
) -> None:
    """It became late at the desk, whose agency does not lead."""
    office.travel("2021-03-16T09:00")
    sweep(office.now)
    assert "head" in readers(office)
    reason = "Quầy bàn giao chậm hồ sơ lý lịch của ông Kín."
    apology.complete_apology(
        dossier_id=secret.pk, reason=reason, new_due_on=date(2021, 3, 19), acting=office["head"],
        at=office.now,
    )  # fmt: skip
    assert reason in Walker(office, "head").reads("/xin-loi/")
    (line,) = sorry_lines(to_sign(office["office"]), office["office"], office.now).lines
    assert (line.reason, line.row.applicant) == ("", "Hồ sơ bảo mật")
    apology.sign_apology(dossier_id=secret.pk, acting=office["head"], at=office.now)
    assert secret.apologies.get().state == "issued"


def test_a_unit_let_in_by_hand_is_found_and_put_out(office: Office, secret: Dossier) -> None:
    given(office, secret)
    assert list(check_clocks(office.now)) == []
    row = secret.access.first()
    assert row
    secret.access.create(
        unit=office.units["leadership"], relation="above", is_open=True, due=row.due
    )
    (found,) = check_clocks(office.now)
    assert "quyền xem của đơn vị" in str(found)
    rebuild(dossier_id=secret.pk, at=office.now)
    assert list(check_clocks(office.now)) == []
    assert "head" not in readers(office)
