"""People write anything into a form. The slip is right, and nothing is fetched or executed."""

import shutil
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.utils.safestring import SafeString

from cases.slip_contexts.form import A4_WIDE, LABEL, Form, FormKey
from cases.slip_contexts.forms import FORMS
from cases.slip_contexts.parts import Applicant, Issuer, Paper
from cases.slips import page
from cases.slips.fetcher import BASE, FONTS, FetchRefused, Shelf
from cases.slips.page import TemplateMistake
from cases.slips.render import FONT_FOLDER, Renderer, renderer
from cases.slips.samples import SAMPLES
from tests.cases.slips.reading import embedded_codes, page_count, text

RECEIPT = FORMS["TT 01/2018", "receipt"]
SLIP: Any = SAMPLES[RECEIPT.key]
APOLOGY = FORMS["TT 01/2018", "apology"]
FORBIDDEN = [
    "https://example.com/a.png",
    "http://169.254.169.254/latest",
    "file:///etc/passwd",
    "data:image/png;base64,iVBORw0KGgo=",
    "ftp://example.com/a.png",
    "fonts/../../../manage.py",
    "/etc/passwd",
    "mark:qr/unknown",
]


def printed(**changes: Any) -> str:
    return text(renderer().render(RECEIPT, replace(SLIP, **changes)))


def name_printed(name: str) -> str:
    """What stands where the applicant's name belongs; a long word may have been broken."""
    paper = printed(applicant=Applicant(name), submitter="Người khác")
    return squeezed(paper.split("Tiếp nhận hồ sơ của:")[1].split("Người nộp:")[0])


def squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "{{ slip.officer }}",
        "{% include '/etc/passwd' %}",
        "file:///etc/passwd",
        '<img src="https://example.com/a.png">',
        '<link rel="attachment" href="file:///etc/passwd">',
        "<style>@import url(https://example.com/a.css)</style>",
        "&lt;b&gt; & \"quoted\" 'words'",
        "url(file:///etc/passwd)",
        "--></p></body></html>",
    ],
)
def test_markup_in_a_name_is_only_a_name(words: str) -> None:
    assert name_printed(words) == squeezed(words)


def test_text_that_claims_to_be_safe_is_not_believed() -> None:
    assert name_printed(SafeString("<b>An</b>")) == "<b>An</b>"


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("Nguye\u0302\u0303n Thi\u0323 A\u0301nh", "Nguyễn Thị Ánh"),
        ("Nguyễn\u202e Văn\u2066 An\u200f", "Nguyễn Văn An"),
        ("Nguyễn\u0000 Văn\u0007 An\u001b", "Nguyễn Văn An"),
        ("Nguyễn\tVăn\r\nAn", "Nguyễn Văn An"),
        ("An \U0001f600\ufe0f", "An □"),
        ("An \ue000officer\ue000", "An officer"),
        ("Y Blĭn Niê Kdăm, A Blŏng", "Y Blĭn Niê Kdăm, A Blŏng"),
    ],
    ids=["NFD", "direction", "control", "breaks", "emoji", "private", "Ê Đê and Ba Na"],
)
def test_strange_letters_are_made_printable(written: str, stands: str) -> None:
    paper = printed(applicant=Applicant(written), submitter="Người khác")
    assert f"Tiếp nhận hồ sơ của: {stands} Người nộp:" in paper


@pytest.mark.parametrize("name", ["Nguyễn Thị " * 18 + "An", "W" * 200, "ỡ" * 200])
def test_a_name_of_two_hundred_letters_is_printed_whole(name: str) -> None:
    pdf = renderer().render(RECEIPT, replace(SLIP, applicant=Applicant(name), submitter=""))
    letters = text(pdf).replace(" ", "")
    # Each copy names the applicant above and again at the signature.
    assert letters.count(name.replace(" ", "")) == 2 * len(RECEIPT.copies)
    assert page_count(pdf) <= 2 * len(RECEIPT.copies)


def test_forty_hostile_papers_of_three_lines_are_all_listed() -> None:
    papers = tuple(Paper(f"<b>Giấy số {n}</b> " + "rất dài " * 20, n) for n in range(1, 41))
    paper = printed(papers=papers)
    assert all(paper.count(f"<b>Giấy số {n}</b>") == len(RECEIPT.copies) for n in range(1, 41))


def test_an_agency_of_three_lines_keeps_its_lines() -> None:
    name = "Chi nhánh Văn phòng\nĐăng ký đất đai khu vực\nNgọc Hồi – Đăk Glei"
    paper = printed(issuer=Issuer("Sở Tài nguyên và Môi trường", name))
    assert " ".join(name.upper().split()) in paper.upper()


def test_an_empty_context_still_makes_a_form_to_fill_by_hand() -> None:
    paper = printed(
        issuer=Issuer("", ""), applicant=Applicant(""), submitter="", desk="", papers=()
    )
    assert "Tiếp nhận hồ sơ của: ....." in paper
    assert "00 loại" in paper


def test_a_hostile_code_is_drawn_and_not_followed() -> None:
    lookup = replace(SLIP.lookup, code='"><img src=x>', base="https://example.com/" + "a" * 90)
    pdf = renderer().render(APOLOGY, replace(SAMPLES[APOLOGY.key], lookup=lookup))  # type: ignore[type-var]
    assert embedded_codes(pdf) == [[lookup.address]]


@pytest.mark.parametrize("url", [*FORBIDDEN, f"{BASE}fonts/../fonts/{FONTS[0]}", BASE, ""])
def test_the_shelf_holds_fonts_and_pictures_of_this_slip_and_nothing_else(url: str) -> None:
    with pytest.raises(FetchRefused):
        Shelf(FONT_FOLDER).get(url)


def test_a_picture_is_forgotten_with_its_slip() -> None:
    shelf = Shelf(FONT_FOLDER)
    shelf.put_picture("mark:qr/a", b"png")
    assert shelf.get("mark:qr/a").body == b"png"
    shelf.clear()
    with pytest.raises(FetchRefused):
        shelf.get("mark:qr/a")
    assert shelf.get(f"{BASE}fonts/{FONTS[0]}").media_type == "font/ttf"


@pytest.fixture
def careless_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Form, Path]:
    """An edition whose template was written without care."""
    shutil.copytree(page.TEMPLATES / "e1", tmp_path / "e99")
    monkeypatch.setattr(page, "TEMPLATES", tmp_path)
    monkeypatch.setattr(page, "_engine", page._engine.__wrapped__)
    monkeypatch.setattr(page, "_template", page._template.__wrapped__)
    return replace(APOLOGY, edition=99, template="careless.html"), tmp_path / "e99"


@pytest.mark.parametrize("url", FORBIDDEN)
def test_even_a_careless_template_fetches_nothing(
    url: str, careless_form: tuple[Form, Path]
) -> None:
    form, folder = careless_form
    (folder / "careless.html").write_text(f'<p><img src="{url}" alt=""></p>', encoding="utf-8")
    with pytest.raises(FetchRefused, match="may not fetch"):
        Renderer().render(form, SAMPLES[APOLOGY.key])


def test_a_template_that_names_what_is_not_there_prints_nothing(
    careless_form: tuple[Form, Path],
) -> None:
    form, folder = careless_form
    (folder / "careless.html").write_text("<p>{{ slip.adress }}</p>", encoding="utf-8")
    with pytest.raises(TemplateMistake, match=r"slip\.adress"):
        Renderer().render(form, SAMPLES[APOLOGY.key])


HOSTILE = "<script>alert(1)</script>{{ slip }}{% now %} file:///etc/passwd https://x.vn/a.png"
STRANGE = "Nguye\u0302\u0303n\u202e \u0000Văn\u2066 \U0001f600An"
EVERY_FORM = pytest.mark.parametrize("key", FORMS, ids=str)
# Made by the office itself, in columns as wide as it makes them.
KEPT = {"code", "check_code", "base", "sets", "received", "due", "returned", "way"}


def everywhere(value: Any, words: str, name: str = "") -> Any:
    """The same context with the words in the place of every text a person could have written."""
    if isinstance(value, str):
        return value if name in KEPT else words
    if isinstance(value, tuple):
        return tuple(everywhere(member, words, name) for member in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value)]
        return replace(value, **{n: everywhere(getattr(value, n), words, n) for n in names})
    return value


@EVERY_FORM
def test_no_field_of_any_form_is_executed_or_fetched(key: FormKey) -> None:
    paper = renderer().render(FORMS[key], everywhere(SAMPLES[key], HOSTILE))
    assert squeezed(HOSTILE).upper() in squeezed(text(paper)).upper()


@EVERY_FORM
def test_strange_letters_in_any_field_leave_a_readable_paper(key: FormKey) -> None:
    paper = squeezed(text(renderer().render(FORMS[key], everywhere(SAMPLES[key], STRANGE))))
    assert "NGUYỄNVĂN□AN" in paper.upper()
    assert not set(paper) & set("\u202e\u2066\u0000\U0001f600")


@EVERY_FORM
def test_two_hundred_letters_in_every_field_lose_nothing_but_on_a_label(key: FormKey) -> None:
    name = "Nguyễn Thị " * 18 + "An"
    form = FORMS[key]
    slip: Any = SAMPLES[key]
    if form.paper == A4_WIDE:  # its head and its end have fixed places; people write the rows
        long = replace(slip, rows=everywhere(slip.rows, name))
    else:
        long = everywhere(slip, name)
    pdf = renderer().render(form, long)
    if form.paper == LABEL:  # it is cut at the edge, the bars and the code are not
        assert page_count(pdf) == 1
        assert SAMPLES[key].lookup.code in text(pdf)
    else:
        assert squeezed(name).upper() in squeezed(text(pdf)).upper()


@EVERY_FORM
def test_a_paper_of_which_nothing_is_known_is_still_a_form(key: FormKey) -> None:
    form = FORMS[key]
    paper = text(renderer().render(form, everywhere(SAMPLES[key], "")))
    assert form.paper == LABEL or " ".join(form.heading.split()) in paper
