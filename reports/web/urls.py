from django.urls import path

from reports.web import views

app_name = "reports"
urlpatterns = [
    path("dieu-hanh/", views.dashboard, name="dashboard"),
    path("dieu-hanh/danh-sach/", views.listed, name="list"),
]
