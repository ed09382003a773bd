"""Reads a finished slip back, as a scanner, a phone or an archive would."""

import io
import re
import subprocess
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image
from pypdf import PdfReader

SUBSET = re.compile(r"^/[A-Z]{6}\+Tinos")


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def page_count(pdf: bytes) -> int:
    return len(reader(pdf).pages)


def page_texts(pdf: bytes) -> list[str]:
    """The words of each page in reading order, line breaks forgotten."""
    return [" ".join(page.extract_text().split()) for page in reader(pdf).pages]


def text(pdf: bytes) -> str:
    return " ".join(page_texts(pdf))


def fonts(pdf: bytes) -> list[tuple[str, bool]]:
    """Name and whether the letters travel with the file, for each font of each page."""
    found = []
    for page in reader(pdf).pages:
        resources: Any = page["/Resources"]
        for reference in resources["/Font"].values():
            font = reference.get_object()
            inner = font["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"].get_object()
            embedded = any(name in descriptor for name in ("/FontFile2", "/FontFile3"))
            found.append((str(font["/BaseFont"]), embedded))
    return found


def scanned(pdf: bytes, folder: Path, resolution: int = 200) -> list[list[str]]:
    """What a scanner reads from the printed paper, page by page."""
    (folder / "slip.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(resolution), "-gray", "-png", "slip.pdf", "page"],  # noqa: S607
        cwd=folder,
        check=True,
    )
    pages = []
    for path in sorted(folder.glob("page-*.png")):
        with Image.open(path) as picture:
            pages.append([code.text for code in zxingcpp.read_barcodes(picture)])
    return pages


def embedded_codes(pdf: bytes) -> list[list[str]]:
    """The codes in the pictures themselves, a module enlarged to eight points."""
    pages = []
    for page in reader(pdf).pages:
        codes = []
        for found in page.images:
            picture: Any = found.image
            size = (picture.width * 8, picture.height * 8)
            large = picture.convert("L").resize(size, Image.Resampling.NEAREST)
            codes += [code.text for code in zxingcpp.read_barcodes(large)]
        pages.append(codes)
    return pages
