"""What the figures were, kept once a day; the worker's signs of life; findings of the rules."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from cases.models import Dossier
from onecua.people.models import Agency, Unit


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


class Finding(models.Model):
    """Dấu hiệu cần làm rõ: what a rule found once, its evidence, and how far it is explained."""

    class State(models.TextChoices):
        NEW = "new", "Mới"
        ASKED = "asked", "Chờ giải trình"
        EXPLAINED = "explained", "Đã giải trình"
        ACCEPTED = "accepted", "Chấp nhận giải trình"
        UPHELD = "upheld", "Có vi phạm"

    rule = models.CharField(max_length=40)
    key = models.CharField(max_length=200)  # with the rule: what it is about, found once
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="+")
    severity = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    lines = models.JSONField()  # of the evidence: {"code", "seq", "event", "words"}
    people = ArrayField(models.BigIntegerField())  # who did what the evidence names
    events = ArrayField(models.BigIntegerField(), default=list)  # its life in the ledger
    found_at = models.DateTimeField()
    answer_by = models.DateField(null=True)
    ground = models.CharField(max_length=20, blank=True)  # of an accepted one: why it was honest
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "key"], name="finding_once")]
        indexes = [
            models.Index(fields=["state", "-id"], name="finding_by_state"),
            GinIndex(fields=["people"], name="finding_people"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.key}"

    @property
    def open(self) -> bool:
        return self.closed_at is None


class DetectorRun(models.Model):
    """A run that came to its end. The next one reads what was recorded from `boundary` on."""

    began_at = models.DateTimeField()  # office time
    boundary = models.BigIntegerField()  # transaction id below which all was committed then
    dossiers = models.IntegerField()
    found = models.IntegerField()
    set_aside = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.began_at} {self.found}"


class DetectorSetAside(models.Model):
    """A dossier one rule could not read: seen as an alarm; other rules and dossiers go on."""

    rule = models.CharField(max_length=40)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    error = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "dossier"], name="not_read_once")]

    def __str__(self) -> str:
        return f"{self.rule} {self.dossier_id}: {self.error}"


class DetectorThreshold(models.Model):
    """What the province has set for a rule; without a row the rule's own default holds."""

    rule = models.CharField(max_length=40, primary_key=True)
    value = models.IntegerField()
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.rule}: {self.value}"
