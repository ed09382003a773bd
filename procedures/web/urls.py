from django.urls import path

from procedures.web import catalogue, lists, watch

app_name = "procedures"
urlpatterns = [
    path("thu-tuc/", catalogue.catalogue, name="catalogue"),
    path("thu-tuc/nhap/", lists.upload, name="import"),
    path("thu-tuc/nhap/<int:pk>/", lists.one_list, name="list"),
    path("thu-tuc/nhap/<int:pk>/dong-loi/", lists.failed_rows, name="failed-rows"),
    path("thu-tuc/nhap/<int:pk>/hoan-tac/", lists.undo, name="undo"),
    path("thu-tuc/theo-doi/", watch.watch, name="watch"),
    path("thu-tuc/<str:code>/", catalogue.procedure, name="procedure"),
    path("thu-tuc/<str:code>/bai-bo/", catalogue.abolish, name="abolish"),
]
