from django.apps import AppConfig


class BenchConfig(AppConfig):
    name = "onecua.bench"
    label = "bench"
    verbose_name = "Đo tốc độ"
