from django.urls import path

from onecua.people.web import admin_acts, again, organisation, password, staff, views

app_name = "people"
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign-in"),
    path("dang-nhap/lai/", again.sign_in_again, name="sign-in-again"),
    path("dang-xuat/", views.sign_out, name="sign-out"),
    path("chon-don-vi/", views.choose_post, name="choose-post"),
    path("viec-quan-tri/", views.duties, name="duties"),
    path("doi-mat-khau/", password.change_password, name="change-password"),
    path("to-chuc/", organisation.organisation, name="organisation"),
    path("to-chuc/<int:pk>/", organisation.agency, name="agency"),
    path("to-chuc/<int:pk>/nhap-nguoi-dung/", staff.upload, name="import-staff"),
    path("to-chuc/danh-sach/<int:pk>/", staff.staff_list, name="staff-list"),
    path("to-chuc/danh-sach/<int:pk>/dong-loi/", staff.failed_rows, name="failed-rows"),
    path("to-chuc/<slug:kind>/<int:pk>/<slug:slug>/", admin_acts.act, name="organise"),
    path("nguoi-dung/", organisation.people, name="people"),
    path("nguoi-dung/<int:pk>/", organisation.person, name="person"),
    path("uy-quyen/", organisation.standing_in, name="standing-in"),
]
