from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "onecua.demonstration"
    label = "demonstration"
    verbose_name = "Dữ liệu minh họa"
