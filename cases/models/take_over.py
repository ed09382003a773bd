"""A list of open dossiers of an older system, from its being read until its last row is in."""

from django.db import models

from onecua.people.models import Agency, Person


class TakeOver(models.Model):
    """What was read from a file, sealed: it holds names and identity numbers. Rows that are in are
    let go, so that only the faulty and the doubtful ones stay. `done` of `total` are in; a killed
    worker goes on where it was."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)  # the older system, as people call it
    digest = models.CharField(max_length=64)  # sha256 of the file
    file_name = models.CharField(max_length=200)
    sealed = models.BinaryField()  # the rows as they lie in the file; empty once all are in
    let_go = models.IntegerField(default=0)  # rows that are in and no longer kept
    # What the rows would do, as judged then (cases.services.take_over_verdicts), sealed.
    verdicts = models.BinaryField(default=bytes)
    judged_at = models.DateTimeField(null=True)
    moved = models.BooleanField(default=False)  # rows have come in since
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    # Who answers for the doubtful rows: the head of the agency, by a decision.
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=120, blank=True)
    signed_rows = models.JSONField(default=list)
    # Who asked for it to be carried out.
    asked_at = models.DateTimeField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    post = models.BigIntegerField(null=True)
    on_behalf_of = models.BigIntegerField(null=True)
    reached = models.IntegerField(default=0)  # the last row that was looked at
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(name="take_over_file_once", fields=["agency", "digest"])
        ]

    def __str__(self) -> str:
        return self.file_name
