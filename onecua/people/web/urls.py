from django.urls import path

from onecua.people.web import views

app_name = "people"
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign-in"),
    path("dang-xuat/", views.sign_out, name="sign-out"),
    path("chon-don-vi/", views.choose_post, name="choose-post"),
    path("viec-quan-tri/", views.duties, name="duties"),
]
