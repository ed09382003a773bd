from django.urls import path

from reports.web import dashboard, health, ledger

app_name = "reports"
urlpatterns = [
    path("dieu-hanh/", dashboard.dashboard, name="dashboard"),
    path("dieu-hanh/danh-sach/", dashboard.listed, name="list"),
    path("suc-khoe/", health.show, name="health"),
    path("so-cai/", ledger.ledger, name="ledger"),
    path("so-cai/quyen/", ledger.rights, name="rights"),
    path("so-cai/truy-cap/", ledger.access, name="access"),
]
