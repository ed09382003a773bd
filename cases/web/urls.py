from django.urls import path

from cases.web import lookup, reception, worklist
from cases.web.urls_work import work

app_name = "cases"
urlpatterns = [
    path("", worklist.home, name="home"),
    path("viec/", worklist.worklist, name="worklist"),
    path("tiep-nhan/", reception.receive, name="receive"),
    *work,
    path("tra-cuu/", lookup.look_up, name="lookup"),
    path("tra-cuu/<str:code>", lookup.look_up, name="lookup-code"),
]
