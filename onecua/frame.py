"""What every page's frame shows: who acts, and whether this is a demonstration."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    return {
        "acting": getattr(request, "acting", None),
        "post_held": getattr(request, "post_held", None),
        "demonstration": settings.DEMONSTRATION,
        "province": settings.PROVINCE_NAME,
    }
