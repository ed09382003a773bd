from django.urls import path

from reports.web import coverage, dashboard, health, ledger

app_name = "reports"
urlpatterns = [
    path("dieu-hanh/", dashboard.dashboard, name="dashboard"),
    path("dieu-hanh/danh-sach/", dashboard.listed, name="list"),
    path("do-phu/", coverage.coverage, name="coverage"),
    path("do-phu/danh-sach/", coverage.coverage_list, name="coverage-list"),
    path("suc-khoe/", health.show, name="health"),
    path("so-cai/", ledger.ledger, name="ledger"),
    path("so-cai/truy-cap/", ledger.access, name="access"),
]
