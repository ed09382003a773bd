from django.urls import path

from procedures.api import views

urlpatterns = [
    path("procedures/", views.Procedures.as_view(), name="procedures"),
    path("procedures/<str:code>/", views.OneProcedure.as_view(), name="procedure"),
]
