"""A slip is laid out with the edition it was issued with, and an edition never changes."""

import hashlib
import shutil
from pathlib import Path

import pytest

from cases.models import Slip
from cases.services.files import read
from cases.slip_contexts.editions import EDITIONS
from cases.slip_contexts.forms import FORMS
from cases.slips import page
from cases.slips.page import TEMPLATES
from tests.cases.slips.reading import reader, text
from tests.support.office import Office
from tests.support.printing import the_printer_works


def digest_of(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole.update(path.relative_to(folder).as_posix().encode() + b"\0")
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_sealed_edition_is_as_it_was_sealed(edition: str) -> None:
    assert digest_of(TEMPLATES / edition) == EDITIONS[edition]


def test_every_edition_is_sealed_and_every_form_has_one() -> None:
    assert {folder.name for folder in TEMPLATES.iterdir()} == set(EDITIONS)
    assert {form.folder for form in FORMS.values()} <= set(EDITIONS)


@pytest.fixture
def older_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """e7, as it was: the same forms with another word on them."""
    shutil.copytree(TEMPLATES / "e1", tmp_path / "e7")
    monkeypatch.setattr(page, "TEMPLATES", tmp_path)
    monkeypatch.setattr(page, "_engine", page._engine.__wrapped__)
    monkeypatch.setattr(page, "_template", page._template.__wrapped__)
    receipt = tmp_path / "e7" / "tt01_2018" / "m01_receipt.html"
    words = receipt.read_text(encoding="utf-8")
    receipt.write_text(words.replace("Người nộp hồ sơ", "Người đến nộp"), encoding="utf-8")
    return tmp_path


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("older_edition")
def test_a_slip_waits_for_the_printer_and_comes_out_in_its_own_edition(office: Office) -> None:
    office.accept()
    assert Slip.objects.update(edition=7) == 1
    the_printer_works()
    slip = Slip.objects.select_related("file").get()
    assert slip.file
    assert "NGƯỜI ĐẾN NỘP" in text(read(slip.file))
    (data,) = reader(read(slip.file)).attachments["phieu.json"]
    assert b'"edition":7' in data
