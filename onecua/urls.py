"""The only module that knows all apps."""

from django.urls import include, path

from onecua.health import alive

urlpatterns = [
    path("healthz", alive, name="healthz"),
    path("", include("onecua.people.web.urls")),
    path("", include("procedures.web.urls")),
    path("", include("cases.web.urls")),
    path("", include("cases.api.urls")),
    path("", include("reports.web.urls")),
]
handler400 = "onecua.faults.bad_request"
handler404 = "onecua.faults.not_found"
handler403 = "onecua.faults.forbidden"
handler500 = "onecua.faults.broken"
