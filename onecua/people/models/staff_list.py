"""A list of staff between its preview and its being applied."""

from django.db import models

from onecua.people.models.organisation import Agency
from onecua.people.models.person import Person


class StaffList(models.Model):
    """What was read from a file. The rows are emptied once they are applied."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)  # sha256 of the file
    file_name = models.CharField(max_length=200)
    rows = models.JSONField()  # as `onecua.people.staff_rows.StaffRow`
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.file_name
