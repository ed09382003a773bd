"""The work on a dossier: papers handed in, steps, handovers, supplements, the result."""

from django.db import models
from django.db.models import Q

from cases.models.dossier import Dossier
from onecua.people.models import Person, Unit


class DossierPaper(models.Model):
    """A paper that was handed in, with its counts."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="papers")
    no = models.SmallIntegerField()
    name = models.TextField()
    originals = models.SmallIntegerField(default=0)
    copies = models.SmallIntegerField(default=0)
    present = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="dossier_paper_no", fields=["dossier", "no"])]
        ordering = ["dossier", "no"]

    def __str__(self) -> str:
        return self.name


class StepRun(models.Model):
    """One stay of a dossier at one step. Two dates: planned from reception, due from handover."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="steps")
    no = models.SmallIntegerField()
    name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    planned_due = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="step_one_open", fields=["dossier"], condition=Q(ended_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.no}. {self.name}"


class Handover(models.Model):
    """A row of Mẫu 05: giver, receiver, both times, outcome. A refusal is a row too."""

    class Outcome(models.TextChoices):
        PENDING = "pending", "chờ nhận"
        CONFIRMED = "confirmed", "đã nhận"
        DECLINED = "declined", "không nhận"
        CANCELLED = "cancelled", "đã hủy"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="handovers")
    step = models.SmallIntegerField()  # the step the receiver shall do
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.PENDING)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="handover_one_pending", fields=["dossier"], condition=Q(outcome="pending")
            )
        ]
        indexes = [
            models.Index(
                fields=["to_unit", "given_at"],
                name="handover_waiting",
                condition=Q(outcome="pending"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_unit} → {self.to_unit}"


class Supplement(models.Model):
    """Yêu cầu bổ sung after acceptance: case (a), (b) or (c) of NĐ 61/2018 Đ19.4, by data."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="supplements")
    ordinal = models.SmallIntegerField()
    requested_at = models.DateTimeField()
    restart = models.BooleanField()  # (a): the clock starts again from zero
    over_window = models.BooleanField()  # (b): later than the window, "quá 03 ngày"
    answer_by = models.DateField()
    missing = models.TextField()
    received_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="supplement_ordinal", fields=["dossier", "ordinal"]),
            models.UniqueConstraint(
                name="supplement_restarts_once", fields=["dossier"], condition=Q(restart=True)
            ),
        ]

    def __str__(self) -> str:
        return f"bổ sung lần {self.ordinal}"


class Result(models.Model):
    """Kết quả, as its kind demands. A correction is a new version that names the old."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="results")
    version = models.SmallIntegerField(default=1)
    number = models.CharField(max_length=60, blank=True)
    last_number = models.CharField(max_length=60, blank=True)  # chứng thực: a range
    signer = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField(null=True)
    summary = models.TextField(blank=True)
    quantity = models.IntegerField(default=1)
    file = models.ForeignKey("StoredFile", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="result_version", fields=["dossier", "version"])
        ]
        indexes = [models.Index(fields=["number"], name="result_number")]

    def __str__(self) -> str:
        return self.number


class StoredFile(models.Model):
    """An uploaded or made file, kept by its content. The same bytes are kept once."""

    digest = models.CharField(max_length=64, unique=True)  # sha256, also its place on disk
    content_type = models.CharField(max_length=100)
    size = models.IntegerField()
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:12]
