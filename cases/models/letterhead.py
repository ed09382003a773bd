"""An office's own words at the head of its papers, from a day on."""

from django.db import models

from cases.models.work import StoredFile
from onecua.people.models import Agency, Person


class Letterhead(models.Model):
    """Tiêu đề văn bản. Never edited: the newest of those that hold is the one; slips keep theirs.

    `parent` and `name` carry their own line breaks; `parent` may be empty.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="letterheads")
    valid_from = models.DateField()
    parent = models.CharField(max_length=220, blank=True)
    name = models.CharField(max_length=220)
    place = models.CharField(max_length=80)  # địa danh of the date line
    logo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["agency", "-valid_from", "-id"], name="letterhead_newest")]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.name}"
