"""Người ký: who signs here, on what ground, and whose certificate is nearly over."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onecua.people.signatures import Authority
from reports.health import health
from tests.people.services.test_standing_in import deputy, lend
from tests.support.office import Office
from tests.support.signing import Signers, open_signers, signed_apology
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/nguoi-ky/"


@pytest.fixture
def signers(tmp_path: Path, settings: Any) -> Signers:
    return open_signers(tmp_path, settings)


def unwell(office: Office) -> set[str]:
    return {line.name for line in health(office.now) if not line.well}


def test_who_signs_here_by_which_decision_and_until_when(office: Office) -> None:
    deputy(office)
    lend(
        office, "head", "deputy", Authority.DEPUTY, document="15/QĐ-UBND",
        document_on=date(2021, 2, 26), valid_to=date(2021, 6, 30),
    )  # fmt: skip
    page = Walker(office, "reception").reads(ADDRESS)
    assert "A Thành" in page
    assert "Y Blenh" in page
    assert "KT. Chủ tịch<br>Phó Chủ tịch" in page
    assert "15/QĐ-UBND ngày 26/02/2021" in page
    assert "từ 01/03/2021 đến 30/06/2021" in page
    assert "ký tay, đóng dấu" in page
    far = office["far_officer"].agency_id
    reader = Walker(office, "officer")
    reader.reads(ADDRESS, **{"co-quan": str(far)})
    assert reader.status == 404
    assert Walker(office, "office").reads(ADDRESS, **{"co-quan": str(far)})


def test_thirty_days_before_its_end_a_certificate_is_warned_of(
    office: Office, signers: Signers
) -> None:
    signers.give_key(last="2021-04-05")
    head = Walker(office, "head")
    assert "sắp hết hạn" not in head.reads(ADDRESS)
    assert "signers" not in unwell(office)
    office.travel("2021-03-06T08:00")
    page = head.reads(ADDRESS)
    assert "sắp hết hạn" in page
    assert "đến 05/04/2021" in page
    assert "Chứng thư số của bạn sắp hết hạn" in head.reads("/xin-loi/")
    assert "signers" in unwell(office)


def test_with_an_expired_certificate_the_page_says_how_many_slips_wait(
    office: Office, signers: Signers
) -> None:
    signers.give_key(last="2021-03-10")
    signed_apology(office)
    page = Walker(office, "head").reads(ADDRESS)
    assert "đã hết hạn" in page
    assert "<b>1</b>" in page
    (signers.folder / "chutich.pem").write_text("không phải chứng thư")
    assert "không đọc được" in Walker(office, "head").reads(ADDRESS)
