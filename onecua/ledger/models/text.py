from django.db import models


class LedgerText(models.Model):
    """Free text beside the ledger. The event keeps only a salted digest, so the text can go."""

    stream = models.BigIntegerField(db_index=True)
    salt = models.BinaryField()
    text = models.TextField(null=True)  # noqa: DJ001 - null is destroyed, "" was never written
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"text {self.pk} of {self.stream}"
