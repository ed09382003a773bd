from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        # They register with the outbox and with Celery.
        from cases import letters  # noqa: F401, PLC0415
        from cases.slips import deliver, worker  # noqa: F401, PLC0415
