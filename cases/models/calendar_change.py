"""A calendar change on its way through the open dossiers: a job that remembers how far it came."""

from django.db import models

from onecua.people.models import Person


class CalendarChange(models.Model):
    """Made with its revisions, in one transaction. `reached` moves with the dossiers it stands for,
    so a killed worker repeats nothing and leaves nothing out."""

    document = models.TextField()
    revisions = models.JSONField()  # numbers of the revisions it brought
    asked_at = models.DateTimeField()  # office time of the act
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    post = models.BigIntegerField(null=True)
    on_behalf_of = models.BigIntegerField(null=True)
    reached = models.BigIntegerField(default=0)  # the last dossier that was looked at
    total = models.IntegerField()  # dossiers to look at, as counted when it was made
    seen = models.IntegerField(default=0)
    moved = models.IntegerField(default=0)
    lifted = models.IntegerField(default=0)
    superseded = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.document}: {self.seen}/{self.total}"
