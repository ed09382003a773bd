from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        from cases.slips import deliver, worker  # noqa: F401, PLC0415 - register with the outbox and Celery
