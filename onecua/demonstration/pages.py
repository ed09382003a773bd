"""A result's file in the demonstration: an empty page, well formed, another for each result."""

from cases.models import StoredFile
from cases.services.files import keep

_OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>",
)


def result_page(of: str) -> StoredFile:
    """of: what tells this result from all others; one file for two of them would be a sign."""
    return keep(empty_pdf(of), "application/pdf")


def empty_pdf(of: str = "") -> bytes:
    written, places = b"%PDF-1.4\n" + f"% {of}\n".encode(), []
    for number, content in enumerate(_OBJECTS, 1):
        places.append(len(written))
        written += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(_OBJECTS) + 1
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(written))
    )
