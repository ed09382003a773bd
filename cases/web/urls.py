from django.urls import path

from cases.web import dossier, lookup, reception, slips, worklist

app_name = "cases"
urlpatterns = [
    path("", worklist.home, name="home"),
    path("viec/", worklist.worklist, name="worklist"),
    path("tiep-nhan/", reception.receive, name="receive"),
    path("ho-so/<str:code>/", dossier.show, name="dossier"),
    path("ho-so/<str:code>/<slug:slug>/", dossier.act, name="act"),
    path("phieu/<int:slip_id>/", slips.pdf, name="slip"),
    path("tra-cuu/", lookup.look_up, name="lookup"),
    path("tra-cuu/<str:code>", lookup.look_up, name="lookup-code"),
]
