from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "procedures"
    verbose_name = "Thủ tục hành chính"

    def ready(self) -> None:
        from onecua.people import holdings  # noqa: PLC0415 - models are ready only now
        from procedures import selectors  # noqa: PLC0415 - as above

        holdings.register_need(selectors.procedures_done_in)
