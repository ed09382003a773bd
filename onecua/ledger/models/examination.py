from django.db import models


class KeptExamination(models.Model):
    """What one verification of the ledger found. Written once; the newest is shown."""

    made_at = models.DateTimeField()
    faults = models.IntegerField()
    report = models.JSONField()  # cases.services.examination.Examination.as_json

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}: {self.faults}"
