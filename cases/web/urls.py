from django.urls import path

from cases.web import desk, drafts, home, lookup, reception, worklist
from cases.web.urls_work import work

app_name = "cases"
urlpatterns = [
    path("", home.home, name="home"),
    path("viec/", worklist.worklist, name="worklist"),
    path("quay/", desk.home, name="desk"),
    path("tiep-nhan/", reception.receive, name="receive"),
    path("tiep-nhan/thu-tuc/", reception.find_procedure, name="find-procedure"),
    path("tiep-nhan/hoan-tac/", reception.undo, name="receive-undo"),
    path("tiep-nhan/nhap/", drafts.drafts_of_desk, name="drafts"),
    path("tiep-nhan/nhap/luu/", drafts.keep, name="draft-keep"),
    path("tiep-nhan/nhap/<uuid:key>/", drafts.open_one, name="draft"),
    path("tiep-nhan/nhap/<uuid:key>/xoa/", drafts.throw_away, name="draft-delete"),
    *work,
    path("tra-cuu/", lookup.look_up, name="lookup"),
    path("tra-cuu/<code:code>", lookup.look_up, name="lookup-code"),
]
