from django.db import models


class Counter(models.Model):
    """The last number of one book: dense, because it moves in the transaction that uses it."""

    name = models.CharField(max_length=120, primary_key=True)  # "dossier/000.00.16.H34/210121"
    value = models.IntegerField()
    xact = models.BigIntegerField(db_default=0, editable=False)  # that took the last number

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
