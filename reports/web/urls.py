from django.urls import path

from reports.web import coverage, dashboard, findings, health, ledger, official

app_name = "reports"
urlpatterns = [
    path("dieu-hanh/", dashboard.dashboard, name="dashboard"),
    path("dieu-hanh/no-phieu/", dashboard.debts, name="debts"),
    path("dieu-hanh/danh-sach/", dashboard.listed, name="list"),
    path("bao-cao/bieu-06/", official.show, name="form06"),
    path("bao-cao/bieu-06/danh-sach/", official.cell, name="form06-list"),
    path("bao-cao/bieu-06/tep/", official.file, name="form06-file"),
    path("do-phu/", coverage.coverage, name="coverage"),
    path("do-phu/danh-sach/", coverage.coverage_list, name="coverage-list"),
    path("phat-hien/", findings.listed, name="findings"),
    path("phat-hien/quy-tac/", findings.rules, name="finding-rules"),
    path("phat-hien/<int:pk>/", findings.show, name="finding"),
    path("phat-hien/<int:pk>/<slug:act>/", findings.act, name="finding-act"),
    path("suc-khoe/", health.show, name="health"),
    path("so-cai/", ledger.ledger, name="ledger"),
    path("so-cai/quyen/", ledger.rights, name="rights"),
    path("so-cai/truy-cap/", ledger.access, name="access"),
]
