"""Times in which the system did not work, each by a document. Append-only."""

from django.db import models
from django.db.models import F, Q

from onecua.people.models.organisation import Unit


class Outage(models.Model):
    """Sự cố ngừng hệ thống: within it, and only within it, a claimed end or stop is accepted."""

    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    units = models.ManyToManyField(Unit, related_name="outages")
    document = models.CharField(max_length=120)  # số văn bản, biên bản sự cố
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outage_ends_after_it_begins",
                condition=Q(ends_at__gt=F("begins_at")),
                violation_error_message="Lúc kết thúc phải sau lúc bắt đầu.",
            )
        ]

    def __str__(self) -> str:
        return self.document
