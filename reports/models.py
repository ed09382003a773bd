"""What the figures were, kept once a day and never written again; the worker's signs of life."""

from django.db import models

from onecua.people.models import Unit


class KeptDay(models.Model):
    """A day whose figures were kept, also when all of them were zero."""

    on = models.DateField(primary_key=True)
    kept_at = models.DateTimeField()  # office time: as of when

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}"


class KeptCount(models.Model):
    """How many dossiers of one figure a unit answered for; no row means none."""

    day = models.ForeignKey(KeptDay, models.PROTECT, related_name="counts")
    figure = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    count = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "figure", "unit"], name="kept_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.day_id} {self.figure}: {self.count}"


class Pulse(models.Model):
    """The last time a task of the schedule ended well."""

    task = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField()  # real time

    def __str__(self) -> str:
        return f"{self.task} {self.at}"
