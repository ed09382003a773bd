"""Who looked at what: the auditor reads it by dossier, by person, page by page."""

import pytest

from onecua.ledger.models import AccessRecord
from tests.support.calling import Caller
from tests.support.office import Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/so-cai/truy-cap/"


def test_a_look_at_the_page_and_one_through_the_api_are_both_there(office: Office) -> None:
    seen, other = office.with_officer(), office.with_officer()
    Walker(office, "officer").reads(f"/ho-so/{seen}/")
    Walker(office, "head").reads(f"/ho-so/{other}/")
    assert Caller(office, "head").get(f"dossiers/{seen}/")[0] == 200
    page = Walker(office, "inspector").reads(f"{ADDRESS}?ho-so={seen}")
    assert page.count("<tr><td>") == 2
    assert "Xem hồ sơ qua API" in page
    assert "Nguyễn Văn Hùng" in page
    assert str(other) not in page


def test_who_was_refused_is_there_too(office: Office) -> None:
    dossier = office.with_officer()
    walker = Walker(office, "officer")
    walker.reads(f"/ho-so/{dossier}/dung/")
    assert walker.status == 403
    page = Walker(office, "inspector").reads(f"{ADDRESS}?ho-so={dossier}&nguoi=Văn Hùng")
    assert "Bị từ chối xem" in page


def test_a_long_list_goes_on_where_the_page_ended(office: Office) -> None:
    AccessRecord.objects.bulk_create(
        AccessRecord(what="view", subject=f"H34-{n}") for n in range(120)
    )
    reader = Walker(office, "inspector")
    first = reader.reads(ADDRESS)
    assert "H34-119" in first
    last = AccessRecord.objects.get(subject="H34-70").pk
    second = reader.reads(f"{ADDRESS}?truoc={last}")
    assert "H34-69" in second
    assert "H34-70<" not in second
    assert "Không có lượt nào" in reader.reads(f"{ADDRESS}?ho-so=khong-co")
