from django.urls import path

from procedures.web import (
    catalogue,
    lists,
    watch,
    workflow_decisions,
    workflow_editor,
    workflows,
)

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
    path("quy-trinh/", workflows.workflows, name="workflows"),
    path("quy-trinh/soan/", workflows.start, name="start"),
    path("quy-trinh/so-sanh/", workflows.compare, name="compare"),
    path("quy-trinh/du-thao/<int:pk>/", workflow_editor.draft, name="draft"),
    path("quy-trinh/du-thao/<int:pk>/bo/", workflow_editor.discard, name="discard"),
    path("quy-trinh/du-thao/<int:pk>/xem/", workflow_editor.preview, name="preview"),
    path("quy-trinh/du-thao/<int:pk>/phe-duyet/", workflow_decisions.decide, name="decide"),
    path("quy-trinh/ban/<int:pk>/", workflows.version, name="version"),
    path("quy-trinh/ban/<int:pk>/cau-hinh/", workflow_decisions.electronic, name="electronic"),
]
