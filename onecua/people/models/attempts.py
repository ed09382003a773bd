from django.db import models


class Attempts(models.Model):
    """How often a secret was guessed wrong of late. Whose, only who holds the key can tell."""

    key = models.CharField(max_length=64, primary_key=True)  # a keyed digest
    failures = models.IntegerField()
    last_at = models.DateTimeField(db_index=True)  # real time; once locked, when that began

    def __str__(self) -> str:
        return f"{self.failures} × {self.key[:8]}"
