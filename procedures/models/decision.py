"""Decisions of the province: what they publish, approve or end, and from which day."""

from django.db import models
from django.db.models import F, Q

from onecua.people.models import Agency


class PublicationDecision(models.Model):
    """Quyết định công bố danh mục thủ tục hành chính (NĐ 63/2010 Đ13-15)."""

    number = models.CharField(max_length=60)  # 163/QĐ-UBND
    issuer = models.ForeignKey(Agency, models.PROTECT, related_name="publication_decisions")
    title = models.CharField(max_length=300)
    issued_on = models.DateField()
    effective_on = models.DateField()
    source = models.TextField(blank=True)  # where the facts come from, what is assumed

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
