from django.urls import path

from cases.web import lookup, reception, slips, worklist
from cases.web.urls_work import work

app_name = "cases"
urlpatterns = [
    path("", worklist.home, name="home"),
    path("viec/", worklist.worklist, name="worklist"),
    path("tiep-nhan/", reception.receive, name="receive"),
    *work,
    path("phieu/<int:slip_id>/", slips.pdf, name="slip"),
    path("tra-cuu/", lookup.look_up, name="lookup"),
    path("tra-cuu/<str:code>", lookup.look_up, name="lookup-code"),
]
