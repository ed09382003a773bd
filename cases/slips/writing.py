"""Laid-out pages become a file that says what it is: PDF/A-3b, with the slip's data attached."""

import warnings
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from cases.slip_contexts.form import Form, SlipContext
from onecua.ledger.canonical import canonical_json

PDF_VARIANT = "pdf/a-3b"  # declared, and checked with qpdf; never seen by a validator
STREAM, END_OF_STREAM = b"stream\n", b"\nendstream"
DATA_NAME = "phieu.json"
DATA_WORDS = "Dữ liệu của phiếu, JSON (RFC 8785)"
# The format wants a date of the attachment; the slip's own dates are in it, and a file that is made
# again must be the same file.
NO_DATE = datetime(2018, 11, 23, tzinfo=UTC)  # of the circular


def data_of(form: Form, context: SlipContext) -> str:
    """What a machine reads from the file instead of the page: the frozen context and its form."""
    if not is_dataclass(context) or isinstance(context, type):
        raise TypeError(f"a context is a dataclass, not {type(context).__name__}")
    return canonical_json(
        {
            "form_set": form.form_set,
            "form": form.code,
            "number": form.number,
            "edition": form.edition,
            "context": asdict(context),
        }
    )


def written(layouts: Sequence[Any], fetcher: Callable[[str], Any], data: str = "") -> bytes:
    """The pages of all layouts in one file; `data` travels with it."""
    whole = layouts[0].copy(list(chain.from_iterable(layout.pages for layout in layouts)))
    # The layouts share their metadata with what is copied from them.
    whole.metadata.attachments = [_attachment(data, fetcher)] if data else []
    with warnings.catch_warnings():
        # WeasyPrint 70 leaves its own colour profile to the collector to close.
        warnings.filterwarnings("ignore", message=r".*sRGB2014\.icc", category=ResourceWarning)
        pdf: bytes = whole.write_pdf(pdf_variant=PDF_VARIANT, finisher=_finish)
    return pdf


def _finish(_document: Any, pdf: Any) -> None:
    """Two things WeasyPrint 70 does twice: naming an attachment, and compressing each stream.

    (To name the file by its digest, and again to write it.)
    """
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = type(pdf.catalog["AF"])(dict.fromkeys(pdf.catalog["AF"]))
    for each in pdf.objects:
        if getattr(each, "compress", False):
            each.compress = False
            plain = each.data
            body = plain[plain.index(STREAM) + len(STREAM) : -len(END_OF_STREAM)]
            each.extra["Filter"] = "/FlateDecode"
            each.stream = [zlib.compress(body, 9)]


def _attachment(data: str, fetcher: Callable[[str], Any]) -> Any:
    from weasyprint import Attachment  # noqa: PLC0415, TID251 -- 1.7 s

    return Attachment(
        string=data,
        url_fetcher=fetcher,
        name=DATA_NAME,
        description=DATA_WORDS,
        created=NO_DATE,
        modified=NO_DATE,
        relationship="Data",
    )
