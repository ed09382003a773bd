"""A slip is provable afterwards: other tools read its file, its letters and its data."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cases.slip_contexts.codec import to_json
from cases.slip_contexts.form import FormKey
from cases.slip_contexts.forms import FORMS
from cases.slips.render import renderer
from cases.slips.samples import SAMPLES
from cases.slips.writing import DATA_NAME
from tests.cases.slips.reading import SUBSET, reader

ALL = pytest.mark.parametrize("key", FORMS, ids=str)
TOOLS = ("qpdf", "pdfinfo", "pdffonts")
needs_tools = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS),
    reason="needs qpdf and poppler-utils: apt-get install qpdf poppler-utils",
)


def said_by(*command: str, folder: Path) -> str:
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def paper(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The folder that holds a slip of the form under test."""
    key: FormKey = request.getfixturevalue("key")
    (tmp_path / "slip.pdf").write_bytes(renderer().render(FORMS[key], SAMPLES[key]))
    return tmp_path


@ALL
@needs_tools
def test_other_tools_find_the_file_whole_and_every_letter_in_it(key: FormKey, paper: Path) -> None:
    said_by("qpdf", "--check", "slip.pdf", folder=paper)
    about = said_by("pdfinfo", "slip.pdf", folder=paper)
    assert "JavaScript:      no" in about
    assert "Encrypted:       no" in about
    assert FORMS[key].title in about
    letters = [line.split() for line in said_by("pdffonts", "slip.pdf", folder=paper).splitlines()]
    assert letters[2:]
    for name, *columns in letters[2:]:
        assert SUBSET.match(f"/{name}")
        assert columns[-5:-2] == ["yes", "yes", "yes"]  # embedded, a subset, with its Unicode


@ALL
@needs_tools
def test_the_data_of_the_slip_travel_with_it(key: FormKey, paper: Path) -> None:
    data = json.loads(said_by("qpdf", f"--show-attachment={DATA_NAME}", "slip.pdf", folder=paper))
    form = FORMS[key]
    assert (data["form_set"], data["form"], data["edition"]) == (*key, form.edition)
    assert data["context"] == json.loads(to_json(SAMPLES[key]))


@ALL
def test_the_file_declares_the_archives_format_and_names_its_attachment(key: FormKey) -> None:
    pdf = reader(renderer().render(FORMS[key], SAMPLES[key]))
    catalogue: Any = pdf.trailer["/Root"]
    declared = catalogue["/Metadata"].get_object().get_data().decode()
    assert "pdfaid" in declared
    assert catalogue["/OutputIntents"]
    (attached,) = catalogue["/AF"]
    assert attached.get_object()["/AFRelationship"] == "/Data"


@needs_tools
def test_poppler_reads_the_words_in_the_order_people_do(tmp_path: Path) -> None:
    key = ("TT 01/2018", "apology")
    (tmp_path / "slip.pdf").write_bytes(renderer().render(FORMS[key], SAMPLES[key]))
    words = " ".join(said_by("pdftotext", "-raw", "slip.pdf", "-", folder=tmp_path).split())
    order = ("SỞ TÀI NGUYÊN", "CỘNG HÒA", "PHIẾU XIN LỖI", "Kính gửi", "Lý do:", "Hoàng Trung Kiên")
    places = [words.index(each) for each in order]
    assert places == sorted(places)
