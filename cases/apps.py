from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        from cases.slips import deliver  # noqa: F401, PLC0415 - registers what the outbox can deliver
