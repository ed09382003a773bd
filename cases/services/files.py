"""Files by content: sniffed, size-limited, kept once, named by their digest."""

import hashlib
import re
from collections.abc import Mapping

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from cases.models import StoredFile
from cases.services.errors import FileRefused
from onecua.ledger.office import office_now

MEBIBYTE = 1024 * 1024

# First bytes -> what it is. Office files are zip archives; their inside says which.
SIGNATURES: Mapping[bytes, str] = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
INSIDE: Mapping[bytes, str] = {
    b"word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(data: bytes, content_type: str) -> StoredFile:
    """Store bytes of our own making, or already checked."""
    digest = hashlib.sha256(data).hexdigest()
    _write(place(digest), data)
    stored, _ = StoredFile.objects.get_or_create(
        digest=digest,
        defaults={"content_type": content_type, "size": len(data), "stored_at": office_now()},
    )
    return stored


def _write(name: str, data: bytes) -> None:
    """A full disk or a killed worker leaves half a file under the name: it is no file yet."""
    if default_storage.exists(name):
        if default_storage.size(name) == len(data):
            return
        default_storage.delete(name)
    default_storage.save(name, ContentFile(data))


def keep_upload(upload: "UploadedFile[bytes]") -> StoredFile:
    """An uploaded file, by what it is and not by its name. Raises FileRefused."""
    if not upload.size:
        raise FileRefused("file", why="tệp rỗng")
    if upload.size > settings.LARGEST_UPLOAD:
        most = settings.LARGEST_UPLOAD // MEBIBYTE
        raise FileRefused("file", why=f"lớn hơn {most} MB; hãy quét lại với độ phân giải thấp hơn")
    data = upload.read()
    kind = sniff(data)
    if kind is None:
        raise FileRefused("file", why="chỉ nhận PDF, JPG, PNG, TIF, DOCX, XLSX")
    return keep(data, kind)


def sniff(data: bytes) -> str | None:
    for start, kind in SIGNATURES.items():
        if data.startswith(start):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return next((kind for folder, kind in INSIDE.items() if folder in data), None)
    return None


def read(stored: StoredFile) -> bytes:
    with default_storage.open(place(stored.digest)) as file:
        data: bytes = file.read()
    return data


def read_whole(digest: str) -> bytes:
    """What is kept under this digest, and nothing else. Raises OSError if it is not what it was."""
    with default_storage.open(place(digest)) as file:
        data: bytes = file.read()
    if hashlib.sha256(data).hexdigest() != digest:
        raise OSError(f"the file {digest} is not what was kept")
    return data


def place(digest: str) -> str:
    """Under the files' folder. Raises OSError: what is no digest names no file of ours."""
    if not DIGEST.fullmatch(digest):
        raise OSError("this is not the digest of a kept file")
    return f"{digest[:2]}/{digest}"
