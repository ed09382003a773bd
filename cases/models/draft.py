"""A reception still being typed: no dossier, not in the ledger, and gone when it is done."""

import uuid

from django.db import models

from onecua.people.models import Desk, Person


class ReceptionDraft(models.Model):
    """One form on one screen. Its key is the form's own, so that the commit finds it."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="drafts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")  # who typed last
    version = models.IntegerField(default=0)  # 0: nothing is kept yet
    window = models.UUIDField(null=True)  # the open page that saved last: two pages, one draft
    procedure = models.CharField(max_length=40, blank=True)  # code
    content = models.BinaryField(default=b"")  # the whole form, sealed: it is about a citizen
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["desk", "-saved_at"], name="draft_of_desk")]

    def __str__(self) -> str:
        return f"bản nháp {self.key}"
