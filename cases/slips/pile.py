"""Finished files laid together: one after the other, two A5 on one A4, or moved for a printer."""

import io
from collections.abc import Sequence

from pypdf import PageObject, PdfReader, PdfWriter, Transformation

POINTS = 72 / 25.4  # a millimetre
A4_WIDE = (297 * POINTS, 210 * POINTS)
A5_WIDEST = 150 * POINTS


def joined(files: Sequence[bytes]) -> bytes:
    """One file. A single one stays as it is, byte for byte."""
    if len(files) == 1:
        return files[0]
    writer = PdfWriter()
    for file in files:
        writer.append(io.BytesIO(file))
    return _written(writer)


def for_printer(file: bytes, *, two_up: bool, right: float, down: float) -> bytes:
    """As the desk's printer wants it; right, down: millimetres. The stored file never changes."""
    pages = PdfReader(io.BytesIO(file)).pages
    small = all(float(page.mediabox.width) <= A5_WIDEST for page in pages)
    if not (two_up and small) and not right and not down:
        return file
    writer = PdfWriter()
    if two_up and small:
        for start in range(0, len(pages), 2):
            sheet = writer.add_blank_page(*A4_WIDE)
            for place, page in enumerate(pages[start : start + 2]):
                _put(sheet, page, place * A4_WIDE[0] / 2 + right * POINTS, -down * POINTS)
    else:
        for page in pages:
            sheet = writer.add_blank_page(float(page.mediabox.width), float(page.mediabox.height))
            _put(sheet, page, right * POINTS, -down * POINTS)
    return _written(writer)


def _put(sheet: PageObject, page: PageObject, x: float, y: float) -> None:
    sheet.merge_transformed_page(page, Transformation().translate(x, y))


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
