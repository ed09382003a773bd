"""Sắp xếp tổ chức: by a decision, previewed, applied on its day, carried through."""

from django.db import models
from django.db.models import F, Q

from onecua.people.models.organisation import Agency
from onecua.people.models.person import Person


class Reorganisation(models.Model):
    """The decision, the bodies it founds, and how far the open dossiers have been carried over."""

    decision = models.CharField(max_length=120)
    issuer = models.CharField(max_length=200)
    issued_on = models.DateField()
    effective_on = models.DateField()
    bodies = models.JSONField(default=dict)  # code -> as `onecua.people.merging.Body`
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)  # the new organisation stands
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # who applied
    post = models.BigIntegerField(null=True)
    on_behalf_of = models.BigIntegerField(null=True)
    reached = models.BigIntegerField(default=0)  # the last dossier that was looked at
    total = models.IntegerField(default=0)
    seen = models.IntegerField(default=0)
    moved = models.IntegerField(default=0)
    handovers = models.IntegerField(default=0)  # closed by the decision
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reorganisation_effective_once_issued",
                condition=Q(effective_on__gte=F("issued_on")),
                violation_error_message="Ngày hiệu lực không được trước ngày ban hành.",
            )
        ]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.decision


class Succession(models.Model):
    """What becomes of one agency: it has a successor, or stays below its parent's successor."""

    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="rows")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    successor = models.CharField(max_length=30, blank=True)  # code; "": not decided, or stays
    stays = models.BooleanField(default=False)
    leads = models.BooleanField(default=False)  # those who sign for it sign for the successor

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="succession_once_an_agency", fields=["reorganisation", "agency"]
            )
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.agency_id} → {self.successor}"
