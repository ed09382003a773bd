"""Agencies, their units and their one-stop desks. Each has a life: from, to, and a successor.

`valid_to` is the last day on which it stands, as it is the last day of a post.
"""

from django.db import models
from django.db.models import F, Q


class Agency(models.Model):
    """Cơ quan. Its id is also the ledger stream of its administrative acts."""

    class Kind(models.TextChoices):
        PROVINCE = "province", "UBND tỉnh"
        DEPARTMENT = "department", "Sở, ban, ngành"
        DISTRICT = "district", "UBND cấp huyện"
        COMMUNE = "commune", "UBND cấp xã"
        VERTICAL = "vertical", "Cơ quan ngành dọc"
        CENTRE = "centre", "Trung tâm, đơn vị sự nghiệp"

    code = models.CharField(max_length=30, unique=True)  # 000.00.16.H34, QCVN 102:2016/BTTTT
    name = models.CharField(max_length=200)
    printed_name = models.CharField(max_length=220)  # with its own line breaks, for slips
    place = models.CharField(max_length=80)  # địa danh of the date line
    kind = models.CharField(max_length=20, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    phone = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agency_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """Đơn vị, bộ phận. The root unit of an agency is its leadership: it sees all below it."""

    class Kind(models.TextChoices):
        LEADERSHIP = "leadership", "Lãnh đạo"
        DESK = "desk", "Bộ phận Một cửa"
        DIVISION = "division", "Phòng, bộ phận chuyên môn"
        CLERK = "clerk", "Văn thư"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    workflow_role = models.CharField(max_length=160, blank=True)  # how workflows name it
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                name="unit_one_root_per_agency", fields=["agency"], condition=Q(parent=None)
            ),
            models.UniqueConstraint(name="unit_name_in_agency", fields=["agency", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class Desk(models.Model):
    """Bộ phận tiếp nhận và trả kết quả: where citizens come. One unit, one register a year."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="desk")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.name
