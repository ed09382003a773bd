from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "onecua.people"
    label = "people"
    verbose_name = "Cơ quan và con người"
