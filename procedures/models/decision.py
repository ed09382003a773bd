"""Decisions of the province: what they publish, approve or end, and from which day."""

from django.db import models
from django.db.models import F, Q

from onecua.people.models import Agency, Person


class PublicationDecision(models.Model):
    """Quyết định công bố danh mục thủ tục hành chính (NĐ 63/2010 Đ13-15)."""

    number = models.CharField(max_length=60)  # 163/QĐ-UBND
    issuer = models.ForeignKey(Agency, models.PROTECT, related_name="publication_decisions")
    title = models.CharField(max_length=300)
    issued_on = models.DateField()
    effective_on = models.DateField()
    source = models.TextField(blank=True)  # where the facts come from, what is assumed
    entered_at = models.DateTimeField(null=True)  # into the catalogue; None: before it was kept

    class Meta:
        constraints = [
            models.UniqueConstraint(name="decision_number_once", fields=["issuer", "number"]),
            models.CheckConstraint(
                name="decision_effective_after_issued",
                condition=Q(effective_on__gte=F("issued_on")),
                violation_error_message="Ngày hiệu lực không được trước ngày ban hành.",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CatalogueList(models.Model):
    """A list of procedures handed in: kept for its preview, then the name of its import."""

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # sha256 of the file
    lines = models.JSONField()  # [row number, [cell, …]] as they lie in the file
    complete = models.BooleanField(default=False)  # of its sectors: what is absent is abolished
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    decision = models.ForeignKey(
        PublicationDecision, models.PROTECT, null=True, related_name="lists"
    )
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="list_applied_by_a_decision",
                condition=Q(applied_at=None) | Q(decision__isnull=False),
            ),
            models.CheckConstraint(
                name="list_undone_after_applied",
                condition=Q(undone_at=None) | Q(undone_at__gte=F("applied_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class Regime(models.Model):
    """The law that a dossier keeps for life: its form set and the policies of its clock."""

    code = models.CharField(max_length=20, unique=True)  # tt01-2018
    name = models.CharField(max_length=60)  # TT 01/2018
    legal_basis = models.TextField()
    form_set = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    supplement_window_days = models.SmallIntegerField(default=3)  # NĐ 61/2018 Đ19.4
    unverified_rules = models.TextField(blank=True)  # listed on the regime's page, and off

    def __str__(self) -> str:
        return self.name
