"""Who stands in for whom, from which day to which day, and who is away."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from onecua.people.models.days import A_DAY, days_of
from onecua.people.models.person import Person, Post
from onecua.people.signatures import SIGNING, Authority

_WORK, _AUTHORISED = Authority.WORK.value, Authority.AUTHORISED.value


class Delegation(models.Model):
    """Ủy quyền: the work of one post, or its signature, in the hands of who holds another."""

    kind = models.CharField(max_length=4, choices=[(each.value, each.label) for each in Authority])
    giver = models.ForeignKey(Post, models.PROTECT, related_name="given")
    receiver = models.ForeignKey(Post, models.PROTECT, related_name="received")
    document = models.CharField(max_length=120, blank=True)  # 15/QĐ-STP
    document_on = models.DateField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the last day

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from") - A_DAY),
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(name="delegation_to_another", condition=~Q(giver=F("receiver"))),
            models.CheckConstraint(
                name="delegation_of_a_signature_has_a_document",
                condition=Q(kind=_WORK) | (~Q(document="") & Q(document_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="delegation_has_an_end",
                condition=~Q(kind__in=[_WORK, _AUTHORISED]) | Q(valid_to__isnull=False),
            ),
            ExclusionConstraint(
                name="delegation_once_at_a_time",
                expressions=[
                    ("giver", RangeOperators.EQUAL),
                    ("receiver", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (days_of("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.giver_id} → {self.receiver_id}"

    @property
    def signs(self) -> bool:
        return self.kind in SIGNING


class Absence(models.Model):
    """Vắng mặt: these days a person does no work; the reason is nobody's business here."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_begins", condition=Q(last_day__gte=F("first_day"))
            ),
            ExclusionConstraint(
                name="absence_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (days_of("first_day", "last_day"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%d/%m/%Y} – {self.last_day:%d/%m/%Y}"
