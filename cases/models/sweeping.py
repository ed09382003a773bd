"""What the sweep goes by, and what it had to leave."""

from django.db import models
from django.db.models import Q

from cases.models.dossier import Dossier
from onecua.people.models import Agency


class SetAside(models.Model):
    """A dossier the sweep could not treat: seen by the administrators, and nobody waits for it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="set_aside")
    what = models.CharField(max_length=30)
    error = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="set_aside_once", fields=["dossier", "what"])]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.error}"


class SoonRule(models.Model):
    """When *sắp đến hạn* begins, for dossiers an agency receives from a day on. Never edited."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="soon_rules")
    percent = models.SmallIntegerField()  # of the term, or
    working_days = models.SmallIntegerField()  # if that is longer
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="soon_rule_once_a_day", fields=["agency", "valid_from"]),
            models.CheckConstraint(
                name="soon_rule_is_a_share",
                condition=Q(percent__gte=0, percent__lte=100, working_days__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent} % / {self.working_days} ngày từ {self.valid_from:%d/%m/%Y}"
