"""The OpenAPI document, and the page that shows it: made here, nothing is asked of anybody else."""

from functools import lru_cache

import yaml
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from cases.api.document import Document, read_document

HOUR = 3600


@lru_cache(maxsize=1)
def schema_text() -> str:
    """YAML, the same letter for letter as docs/openapi.yaml."""
    document = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    rendered: bytes = OpenApiYamlRenderer().render(document, renderer_context={})  # type: ignore[no-untyped-call]
    return rendered.decode()


@lru_cache(maxsize=1)
def _document() -> Document:
    return read_document(yaml.safe_load(schema_text()))


@cache_control(max_age=HOUR)
@extend_schema(exclude=True)
@api_view(["GET"])
@authentication_classes([])
@permission_classes([AllowAny])
def schema(_request: Request) -> HttpResponse:
    return HttpResponse(schema_text(), content_type="application/yaml; charset=utf-8")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html", {"document": _document()})


@extend_schema(exclude=True)
@api_view(["GET", "POST", "PUT", "PATCH", "DELETE"])
@authentication_classes([])
@permission_classes([AllowAny])
def nothing_here(_request: Request) -> HttpResponse:
    """An address that is none of ours is refused as everything else here is: in JSON."""
    raise Http404
