"""A result's file, to whoever sees its dossier. Downloaded, never shown inside our own pages."""

from collections.abc import Mapping

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from cases.models import StoredFile
from cases.querysets import visible_to
from cases.services.files import read
from cases.web.doors import acting_of, staff

ENDINGS: Mapping[str, str] = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}


@staff
@require_safe
def download(request: HttpRequest, digest: str) -> HttpResponseBase:
    """The same bytes may belong to several dossiers: one that is visible is enough."""
    seen = visible_to(acting_of(request)).filter(results__file__digest=digest)
    dossier = seen.order_by("pk").first()
    stored = get_object_or_404(StoredFile, digest=digest if dossier else "")
    return attachment(stored, f"ket-qua-{dossier}")


def attachment(stored: StoredFile, name: str) -> HttpResponseBase:
    """name: without its ending, in plain letters."""
    whole = f"{name}.{ENDINGS.get(stored.content_type, 'bin')}"
    answer = FileResponse(
        [read(stored)], as_attachment=True, filename=whole, content_type=stored.content_type
    )
    answer["Content-Length"] = str(stored.size)
    answer["Content-Disposition"] = f'attachment; filename="{whole}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
