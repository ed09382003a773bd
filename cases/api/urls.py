"""Everything below /api/: version 1, its document, and the page that shows it."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.cache import cache_control

from cases.api import docs, dossiers, files, lookup
from cases.api.acts import act_urls
from cases.api.intake_bodies import OPENINGS
from procedures.api.urls import urlpatterns as procedure_urls

app_name = "api"

VERSION_1: list[URLPattern] = [
    path("dossiers/", dossiers.Dossiers.as_view(), name="dossiers"),
    *(
        path(f"dossiers/{each.address}", dossiers.opening_view(each), name=f"open-{each.act}")
        for each in OPENINGS.values()
        if each.address
    ),
    path("dossiers/<code:code>/", dossiers.DossierDetail.as_view(), name="dossier"),
    *act_urls(),
    path("files/", files.Files.as_view(), name="files"),
    path("lookup/", lookup.Lookup.as_view(), name="lookup"),
    *procedure_urls,
]

# Answers about citizens are kept by nobody between us and the caller.
for pattern in VERSION_1:
    pattern.callback = cache_control(no_store=True)(pattern.callback)

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include(VERSION_1)),
    path("api/schema/", docs.schema, name="schema"),
    path("api/docs/", docs.page, name="docs"),
    re_path("^api/", docs.nothing_here, name="nothing-here"),
]
