"""What stops the printer – a full disk, a missing font – makes a slip wait; it comes out once."""

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cases.models import Slip, StoredFile
from cases.services.files import read
from cases.slip_contexts.forms import FORMS, TT01
from cases.slips import deliver as printer
from cases.slips.render import FONT_FOLDER, Renderer, renderer
from cases.slips.samples import SAMPLES
from onecua.ledger.models import OutboxMessage
from onecua.ledger.outbox import deliver
from tests.cases.slips.reading import text
from tests.support.office import Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)
FONT = "Tinos-Bold.ttf"
WAITING = "<b>Chờ in:</b> máy chủ chưa làm được tệp của phiếu."


@contextmanager
def a_disk_that_fills_up_at(most: int) -> Iterator[None]:
    """The kernel refuses every byte of a file beyond it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def tried(slip: Slip) -> OutboxMessage:
    message = OutboxMessage.objects.get(key=f"render_slip/{slip.pk}")
    deliver(message.pk)
    message.refresh_from_db()
    slip.refresh_from_db()
    return message


def waits_visibly(office: Office, slip: Slip) -> None:
    assert (slip.file, slip.number) == (None, 1), "it keeps its number"
    page = Walker(office, "reception").client.get(f"/phieu/{slip.pk}/")
    assert page.status_code == 202
    assert WAITING in page.content.decode()


def comes_out_once(slip: Slip) -> None:
    assert tried(slip).status == OutboxMessage.Status.SENT
    assert slip.file
    whole = read(slip.file)
    assert len(whole) == slip.file.size
    assert "GIẤY TIẾP NHẬN HỒ SƠ" in text(whole)
    tried(slip)
    assert read(slip.file) == whole
    assert StoredFile.objects.count() == 1


def test_a_full_disk_makes_a_slip_wait_and_no_half_of_it_is_ever_taken_for_it(
    office: Office, tmp_path: Path, settings: Any
) -> None:
    on_disk = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = settings.STORAGES | {"default": on_disk}
    slip = office.accept().slips.get()
    receipt = (TT01, "receipt")
    renderer().render(FORMS[receipt], SAMPLES[receipt])  # a warm worker has its fonts
    with a_disk_that_fills_up_at(1000):
        message = tried(slip)
    assert (message.status, message.error.split(":")[0]) == ("queued", "OSError")
    (half,) = (each for each in (tmp_path / "files").rglob("*") if each.is_file())
    assert half.stat().st_size == 1000, "the disk was full in the middle of the file"
    waits_visibly(office, slip)
    comes_out_once(slip)


def test_a_missing_font_makes_a_slip_wait_until_it_is_back(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slip = office.accept().slips.get()
    shutil.copytree(FONT_FOLDER, tmp_path / "fonts")
    (tmp_path / "fonts" / FONT).unlink()
    monkeypatch.setattr(printer, "renderer", lambda: Renderer(tmp_path / "fonts"))
    assert FONT in tried(slip).error
    waits_visibly(office, slip)
    shutil.copy(FONT_FOLDER / FONT, tmp_path / "fonts")
    comes_out_once(slip)
