from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        # They register with the addresses, the outbox, Celery, and who asks what a leaver holds.
        from cases import addresses, letters  # noqa: F401, PLC0415
        from cases.services import leaving  # noqa: PLC0415
        from cases.services.versions_kept import kept_of, open_of  # noqa: PLC0415
        from cases.slips import deliver, worker  # noqa: F401, PLC0415
        from onecua.people import holdings  # noqa: PLC0415
        from procedures import dependents  # noqa: PLC0415

        holdings.register(leaving.DossierHoldings())
        dependents.register(all_of=kept_of, open_of=open_of)
