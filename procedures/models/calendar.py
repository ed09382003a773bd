"""The working calendar as data: revisions that never change, each row with its document."""

from django.db import models
from django.db.models import F, Q

from onecua.people.models import Agency


class CalendarRevision(models.Model):
    """A numbered state of a calendar. A dossier moves to another only by an event of its own.

    agency: whose it is, with all below it that have none of their own; None: the whole country's.
    Each holds the whole calendar; `own` rows are the agency's, the others those of the one above.
    """

    number = models.IntegerField(unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="calendars")
    document = models.TextField()
    starts = models.DateField()
    declared_until = models.DateField()  # by a document
    provisional_until = models.DateField()  # statutory days, marked tạm tính
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="calendar_horizons_in_order",
                condition=Q(declared_until__gt=F("starts"))
                & Q(provisional_until__gte=F("declared_until")),
            )
        ]

    def __str__(self) -> str:
        return f"Lịch làm việc, bản {self.number}"


class CalendarDay(models.Model):
    class Kind(models.TextChoices):
        OFF = "off", "Nghỉ"
        MAKEUP = "makeup_work", "Làm bù"

    revision = models.ForeignKey(CalendarRevision, models.PROTECT, related_name="days")
    on = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind)
    reason = models.CharField(max_length=200)
    source = models.TextField()
    own = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="calendar_day_once", fields=["revision", "on"])]

    def __str__(self) -> str:
        return f"{self.on}: {self.reason}"


class CalendarSession(models.Model):
    """Working time of one weekday (Monday is 0) from a date on."""

    revision = models.ForeignKey(CalendarRevision, models.PROTECT, related_name="sessions")
    weekday = models.SmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    valid_from = models.DateField()
    own = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="session_has_length", condition=Q(closes__gt=F("opens"))),
            models.CheckConstraint(
                name="session_weekday", condition=Q(weekday__gte=0) & Q(weekday__lte=6)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens}–{self.closes}"
