from django.db import models
from django.db.models.functions import Now


class AccessRecord(models.Model):
    """Who looked, printed, exported or signed in. Append-only, sealed in batches, never replayed.

    The database sets the time and the transaction.
    """

    at = models.DateTimeField(db_default=Now(), editable=False)
    person = models.BigIntegerField(null=True)
    post = models.BigIntegerField(null=True)
    what = models.CharField(max_length=20)
    subject = models.CharField(max_length=80, blank=True)  # a dossier's code, a slip, a figure
    xact = models.BigIntegerField(db_default=0, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="access_of_subject"),
            models.Index(fields=["at"], name="access_by_time"),
            models.Index(fields=["person", "id"], name="access_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.what} {self.subject}"
