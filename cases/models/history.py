"""Step history: what each approved step really took, by the unit that did it."""

from django.db import models

from onecua.people.models import Unit
from procedures.models import WorkflowVersion


class StepHistory(models.Model):
    """Working days one step of a workflow took, and what was left from its beginning to the result.

    unit None: the whole province. A picture of one day, drawn anew from the step runs, of the year
    before `as_of`; it can be drawn again at any time and decides nothing by itself.
    """

    workflow = models.ForeignKey(WorkflowVersion, models.CASCADE, related_name="history")
    no = models.SmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    n = models.IntegerField()
    norm = models.DecimalField(max_digits=6, decimal_places=2)  # as approved, working days or hours
    median = models.SmallIntegerField()
    p80 = models.SmallIntegerField()
    rest_median = models.SmallIntegerField()
    rest_p80 = models.SmallIntegerField()
    as_of = models.DateField()  # ended before this day

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="step_history_once", fields=["workflow", "no", "unit"], nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.workflow_id}/{self.no}/{self.unit_id}: {self.p80}"
