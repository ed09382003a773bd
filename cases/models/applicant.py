"""Who hands the papers in. One row a dossier: what was true on that day stays as it was."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Applicant(models.Model):
    class Kind(models.TextChoices):
        PERSON = "person", "Cá nhân"
        ORGANISATION = "organisation", "Tổ chức"

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    name = models.CharField(max_length=250)
    search = models.CharField(max_length=250)  # folded name
    identity_sealed = models.BinaryField(null=True)  # AES-GCM, see cases.services.identity
    identity_index = models.BinaryField(null=True, db_index=True)  # keyed: exact search only
    identity_tail = models.CharField(max_length=3, blank=True)  # what pages show
    tax_code = models.CharField(max_length=14, blank=True, db_index=True)
    born_on = models.DateField(null=True)
    sex = models.CharField(max_length=3, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True, db_index=True)
    email = models.EmailField(blank=True)
    # Người nộp thay: by whose paper, or as what of the applicant, he hands in.
    submitter = models.CharField(max_length=250, blank=True)
    submitter_sealed = models.BinaryField(null=True)
    submitter_index = models.BinaryField(null=True)
    submitter_tail = models.CharField(max_length=3, blank=True, db_default="")
    authority = models.CharField(max_length=200, blank=True, db_default="")

    class Meta:
        indexes = [GinIndex(fields=["search"], name="applicant_search", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return f"người nộp {self.pk}"
