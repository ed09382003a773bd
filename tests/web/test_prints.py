"""Printing by pages: asked for by a form, laid out by a worker, fetched as a file."""

import pytest

from cases.models import PrintJob
from cases.services import handover
from tests.cases.slips.reading import page_count, page_texts
from tests.support import lives
from tests.support.office import Office
from tests.support.printing import the_printer_works
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)


def fetched(walker: Walker, address: str) -> bytes:
    answer = walker.client.get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    pdf: bytes = answer.content
    return pdf


def test_the_control_sheet_is_printed_from_the_dossiers_page(office: Office) -> None:
    dossier, desk = office.with_officer(), Walker(office, "reception")
    page = desk.reads(f"/ho-so/{dossier}/")
    assert "Phiếu kiểm soát quá trình giải quyết hồ sơ" in page
    assert "Tem hồ sơ" in page
    waiting = desk.sends(f"/ho-so/{dossier}/in/", {"form": "control_sheet"})
    assert "Trang này tự tải lại" in waiting
    the_printer_works()
    sheet = fetched(desk, f"/ban-in/{PrintJob.objects.get().pk}/")
    assert "1. Giao: Bộ phận Tiếp nhận" in " ".join(page_texts(sheet))


def test_an_unknown_paper_is_not_there(office: Office) -> None:
    desk = Walker(office, "reception")
    desk.client.post(f"/ho-so/{office.accept()}/in/", {"form": "../../etc"})
    assert desk.client.post(f"/ho-so/{office.accept()}/in/", {"form": ""}).status_code == 404
    assert not PrintJob.objects.exists()


def test_the_list_of_a_handover_is_printed_by_either_side(office: Office) -> None:
    dossier = office.accept()
    handover.hand_over(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    sides = {"giver": office.units["desk"].pk, "receiver": office.units["division"].pk}
    for who in ("reception", "officer"):
        reader = Walker(office, who)
        assert "In danh sách bàn giao" in reader.reads("/ban-giao/")
        reader.sends("/ban-giao/in/", sides)
    assert PrintJob.objects.filter(form="handover_list").count() == 2
    stranger = Walker(office, "far_officer")
    stranger.client.post("/ban-giao/in/", sides)
    assert PrintJob.objects.filter(form="handover_list").count() == 2
    the_printer_works()
    pdf = fetched(Walker(office, "officer"), f"/ban-in/{PrintJob.objects.latest('pk').pk}/")
    assert "Danh sách gồm 01 hồ sơ" in page_texts(pdf)[0]


def test_the_list_of_results_is_printed_where_they_arrive(office: Office) -> None:
    lives.result_ready(office)
    desk = Walker(office, "reception")
    assert "In danh sách bàn giao kết quả" in desk.reads("/tra-ket-qua/")
    page = desk.sends(
        "/tra-ket-qua/in/", {"giver": office.units["clerk"].pk, "desk": office.desk.pk}
    )
    assert "Danh sách bàn giao kết quả của Văn thư" in page
    nothing = desk.sends(
        "/tra-ket-qua/in/", {"giver": office.units["desk"].pk, "desk": office.desk.pk}
    )
    assert "Không còn kết quả nào" in nothing


def test_a_print_of_another_unit_is_not_there(office: Office) -> None:
    desk = Walker(office, "reception")
    desk.sends("/so-theo-doi/in/", {"quay": office.desk.pk, "nam": "2021"})
    office.accept()
    desk.sends("/so-theo-doi/in/", {"quay": office.desk.pk, "nam": "2021"})
    job = PrintJob.objects.get(form="register")
    assert desk.client.get(f"/ban-in/{job.pk}/").status_code == 202
    for who in ("officer", "far_reception", "admin"):
        assert Walker(office, who).client.get(f"/ban-in/{job.pk}/").status_code == 404


def test_the_register_is_printed_page_after_page(office: Office) -> None:
    for _ in range(14):
        office.accept()
    desk = Walker(office, "reception")
    assert "Quyển số" in desk.reads("/so-theo-doi/")
    address = {"quay": office.desk.pk, "nam": "2021", "quyen": "1", "tu": "2", "den": "13"}
    desk.sends("/so-theo-doi/in/", address)
    the_printer_works()
    pdf = fetched(desk, f"/ban-in/{PrintJob.objects.get().pk}/")
    pages = page_texts(pdf)
    assert "từ số 02 đến số 13" in pages[0]
    assert f"Trang {len(pages)}/{len(pages)}" in pages[-1]
    assert "Quyển số 01 gồm 12 số" in pages[-1]
    assert page_count(pdf) == len(pages) > 1
