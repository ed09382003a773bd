from django.db import models


class IdempotencyKey(models.Model):
    """A request that has been answered: the same request again gets the same answer."""

    person = models.BigIntegerField()
    endpoint = models.CharField(max_length=120)
    key = models.CharField(max_length=80)
    digest = models.BinaryField()  # of the body: another body under the same key is refused
    answer = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "endpoint", "key"], name="idempotency_once")
        ]

    def __str__(self) -> str:
        return f"{self.endpoint} {self.key}"
