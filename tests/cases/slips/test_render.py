import gc
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cases.slip_contexts.form import A4, A4_WIDE, A5, LABEL, FormKey
from cases.slip_contexts.forms import FORMS
from cases.slip_contexts.parts import Paper
from cases.slips.bare import bare
from cases.slips.render import Renderer, renderer, warm_up
from cases.slips.samples import SAMPLES
from tests.cases.slips.reading import (
    SUBSET,
    embedded_codes,
    fonts,
    page_count,
    page_texts,
    reader,
    scanned,
    text,
)

RECEIPT = FORMS["TT 01/2018", "receipt"]
APOLOGY = FORMS["TT 01/2018", "apology"]
RECEIPT_SLIP: Any = SAMPLES[RECEIPT.key]
APOLOGY_SLIP: Any = SAMPLES[APOLOGY.key]
PAPER = Paper("Giấy chứng nhận quyền sử dụng đất của hộ gia đình", 1, 1)
ALL = pytest.mark.parametrize("key", FORMS, ids=str)
MILLIMETRES = {A5: [148, 210], A4: [210, 297], A4_WIDE: [297, 210], LABEL: [100, 50]}
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="needs poppler-utils: apt-get install poppler-utils"
)


def rendered(key: FormKey, **options: Any) -> bytes:
    return renderer().render(FORMS[key], SAMPLES[key], **options)


@ALL
def test_a_slip_is_a_light_file_with_its_own_letters(key: FormKey) -> None:
    pdf = rendered(key)
    assert 12_000 <= len(pdf) <= 60_000
    assert fonts(pdf)
    assert all(SUBSET.match(name) and embedded for name, embedded in fonts(pdf))


@ALL
def test_a_slip_says_what_it_is_for_whom_and_in_which_language(key: FormKey) -> None:
    form, slip = FORMS[key], SAMPLES[key]
    pdf = reader(rendered(key))
    assert pdf.metadata is not None
    about = slip.lookup.code or getattr(slip, "subject", "")
    assert " ".join((pdf.metadata.title or "").split()) == f"{form.title} – {about}"
    assert pdf.metadata.subject == f"{form.label} – {form.source}"
    assert pdf.metadata.author == slip.issuer.line
    catalogue: Any = pdf.trailer["/Root"]
    assert catalogue["/Lang"] == "vi"
    declared = catalogue["/Metadata"].get_object().get_data().decode()
    assert 'part="3"' in declared or ">3</pdfaid:part>" in declared


@ALL
def test_every_page_names_its_form_and_its_place_among_the_pages(key: FormKey) -> None:
    form = FORMS[key]
    pages = page_texts(rendered(key))
    copies = len(form.copies) or 1
    for place, page in enumerate(pages):
        total = len(pages) // copies
        if form.paper != LABEL:
            assert form.corner in page
            assert f"Trang {place % total + 1}/{total}" in page


@ALL
def test_a_slip_has_the_paper_of_its_form(key: FormKey) -> None:
    for page in reader(rendered(key)).pages:
        millimetres = [round(float(points) * 25.4 / 72) for points in page.mediabox[2:]]
        assert millimetres == MILLIMETRES[FORMS[key].paper]


def codes_on_first_pages(key: FormKey) -> list[str]:
    """What each copy's first page gives to scan."""
    form, slip = FORMS[key], SAMPLES[key]
    if form.paper == LABEL:
        return [slip.lookup.code, slip.lookup.code]  # bars and QR, both for the office's scanners
    return [slip.lookup.address] * (len(form.copies) or 1) if slip.lookup.address else []


@ALL
def test_the_code_opens_the_lookup_of_this_very_dossier(key: FormKey) -> None:
    found = {code for page in embedded_codes(rendered(key)) for code in page}
    assert found == set(codes_on_first_pages(key)) or FORMS[key].paper == LABEL  # bars are too low


@ALL
@needs_poppler
def test_a_scanner_reads_the_code_from_the_printed_paper(key: FormKey, tmp_path: Path) -> None:
    pages = scanned(rendered(key), tmp_path)
    assert [code for page in pages for code in page] == codes_on_first_pages(key)


@ALL
def test_the_same_slip_is_the_same_file_from_any_worker(key: FormKey) -> None:
    assert rendered(key) == Renderer().render(FORMS[key], SAMPLES[key])


def test_both_copies_of_the_receipt_come_in_one_file() -> None:
    kept, given = page_texts(rendered(RECEIPT.key))
    assert "(Liên 1: Lưu)" in kept
    assert "(Liên 2: Giao khách hàng)" in given
    assert kept.replace("Liên 1: Lưu", "") == given.replace("Liên 2: Giao khách hàng", "")


@pytest.mark.parametrize("count", [0, 1, 5, 8])
def test_up_to_eight_papers_stay_on_one_page(count: int) -> None:
    pdf = renderer().render(RECEIPT, replace(RECEIPT_SLIP, papers=(PAPER,) * count))
    assert page_count(pdf) == len(RECEIPT.copies)


@pytest.mark.parametrize("count", [9, 11, 12, 13, 17, 40])
def test_many_papers_flow_on_and_nobody_loses_his_signature(count: int) -> None:
    pdf = renderer().render(RECEIPT, replace(RECEIPT_SLIP, papers=(PAPER,) * count))
    pages = page_texts(pdf)
    copy = pages[: len(pages) // 2]
    assert sum(page.count(PAPER.name) for page in copy) == count
    assert sum(page.count("Trần Lê Thảo My") for page in copy) == 1
    assert all("TT Tên giấy tờ Bản chính Bản sao" in page for page in copy)
    assert PAPER.name in copy[-1]


def test_a_draft_shows_on_every_page_that_it_is_one() -> None:
    slip = replace(APOLOGY_SLIP, number="", place_date="Kon Tum, ngày … tháng … năm 2021")
    draft = text(renderer().render(APOLOGY, slip, draft=True))
    assert "DỰ THẢO" in draft
    assert "Số: ……/PXL" in draft
    assert "DỰ THẢO" not in text(rendered(APOLOGY.key))


def test_a_watermark_takes_the_place_of_the_draft_mark() -> None:
    marked = text(rendered(RECEIPT.key, draft=True, watermark="ĐÃ HỦY TIẾP NHẬN"))
    assert marked.count("ĐÃ HỦY TIẾP NHẬN") == len(RECEIPT.copies)
    assert "DỰ THẢO" not in marked


def test_the_demonstration_never_passes_for_a_real_paper() -> None:
    assert "Dữ liệu minh họa" in text(rendered(APOLOGY.key))
    real = replace(APOLOGY_SLIP, demonstration=False)
    assert "minh họa" not in text(renderer().render(APOLOGY, real))


def test_a_slip_without_a_lookup_address_is_printed_without_a_code_to_scan() -> None:
    slip = replace(APOLOGY_SLIP, lookup=replace(APOLOGY_SLIP.lookup, base=""))
    assert embedded_codes(renderer().render(APOLOGY, slip)) == [[]]


def test_a_renderer_that_goes_takes_its_copies_of_the_fonts_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    own = Renderer()
    own.render(APOLOGY, APOLOGY_SLIP)
    assert list(tmp_path.iterdir())
    del own
    assert list(tmp_path.iterdir()) == []


def test_a_warm_worker_leaves_the_collector_as_it_found_it() -> None:
    warm_up()
    gc.unfreeze()
    assert gc.isenabled()


def test_the_benchmarks_bare_page_says_the_same() -> None:
    write = bare(renderer(), APOLOGY, APOLOGY_SLIP)
    assert text(write()) == text(write()) == text(rendered(APOLOGY.key))
