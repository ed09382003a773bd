"""Running dossiers on their way to another version of their workflow: a job that remembers."""

from django.db import models

from onecua.people.models import Agency, Person
from procedures.models import WorkflowVersion


class WorkflowMove(models.Model):
    """By a decision. `reached` moves with the dossiers it stands for, in one transaction."""

    from_workflow = models.ForeignKey(WorkflowVersion, models.PROTECT, related_name="+")
    to_workflow = models.ForeignKey(WorkflowVersion, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")  # whose dossiers
    decision = models.CharField(max_length=120)
    decided_on = models.DateField()
    chosen = models.JSONField(null=True)  # ids of dossiers; None: all that can be moved
    asked_at = models.DateTimeField()  # office time of the act
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.BigIntegerField()
    on_behalf_of = models.BigIntegerField(null=True)
    reached = models.BigIntegerField(default=0)  # the last dossier that was looked at
    total = models.IntegerField()  # dossiers to look at, as counted when it was asked for
    seen = models.IntegerField(default=0)
    moved = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.decision}: {self.seen}/{self.total}"

    @property
    def stayed(self) -> int:
        return self.seen - self.moved
