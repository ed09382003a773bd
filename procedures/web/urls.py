from django.urls import path

from procedures.web import workflow_decisions, workflow_editor, workflows

app_name = "procedures"
urlpatterns = [
    path("quy-trinh/", workflows.workflows, name="workflows"),
    path("quy-trinh/soan/", workflows.start, name="start"),
    path("quy-trinh/so-sanh/", workflows.compare, name="compare"),
    path("quy-trinh/du-thao/<int:pk>/", workflow_editor.draft, name="draft"),
    path("quy-trinh/du-thao/<int:pk>/xem/", workflow_editor.preview, name="preview"),
    path("quy-trinh/du-thao/<int:pk>/phe-duyet/", workflow_decisions.decide, name="decide"),
    path("quy-trinh/ban/<int:pk>/", workflows.version, name="version"),
    path("quy-trinh/ban/<int:pk>/cau-hinh/", workflow_decisions.electronic, name="electronic"),
]
