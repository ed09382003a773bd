"""A branch: one agency's part of a dossier that several work on at once, with its own clock."""

from django.db import models
from django.db.models import Q

from cases.models.dossier import Dossier
from onecua.people.models import Agency, Unit
from procedures.timing import Unit as TermUnit


class Branch(models.Model):
    """Its dates are caches of the events, as those of the dossier are (cases.clock_branches)."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="branches")
    no = models.SmallIntegerField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="branches")  # holds it
    step = models.SmallIntegerField()  # of the dossier, beside which it runs
    lead = models.BooleanField(default=False)
    lane = models.CharField(max_length=5, blank=True)  # of the workflow; "": it was asked
    question = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    limit_number = models.DecimalField(max_digits=6, decimal_places=2)
    limit_unit = models.CharField(
        max_length=20, choices=[(unit.value, unit.label) for unit in TermUnit]
    )
    opened_at = models.DateTimeField()
    run = models.CharField(max_length=12, choices=Dossier.Run, default=Dossier.Run.RUNNING)
    due = models.DateTimeField(null=True)  # None while it is stopped
    late_from = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    timeliness = models.CharField(max_length=10, blank=True, choices=Dossier.Timeliness)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="branch_no_once", fields=["dossier", "no"]),
            models.UniqueConstraint(
                name="branch_one_lead", fields=["dossier"], condition=Q(lead=True, ended_at=None)
            ),
            models.UniqueConstraint(
                name="branch_one_open_a_unit",
                fields=["dossier", "unit", "lane"],
                condition=Q(ended_at=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["late_from", "id"],
                name="branch_becoming_late",
                condition=Q(run="running"),
            )
        ]
        ordering = ["dossier", "no"]

    def __str__(self) -> str:
        return f"nhánh {self.no}, {self.agency}"
