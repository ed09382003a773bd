"""Procedures and their versions. A published version never changes: the next one replaces it."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from procedures.models.decision import CatalogueList, PublicationDecision
from procedures.timing import Unit


class Sector(models.Model):
    """Lĩnh vực."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """Thủ tục hành chính: the code lives as long as its versions follow each other."""

    code = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.code


class Need(models.TextChoices):
    REQUIRED = "required", "bắt buộc"
    OPTIONAL = "optional", "không bắt buộc"
    NONE = "none", "không có"


class ProcedureVersion(models.Model):
    """What a decision published of one procedure, from a day on."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", "Thông thường"
        IMMEDIATE = "immediate", "Trả kết quả ngay"
        LINKED = "linked", "Liên thông"
        VERTICAL = "vertical", "Ngành dọc"
        KEPT = "kept_at_department", "Tiếp nhận tại cơ quan chuyên môn"

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.SmallIntegerField()
    decision = models.ForeignKey(PublicationDecision, models.PROTECT, related_name="versions")
    title = models.TextField()  # official title, as published
    short_title = models.CharField(max_length=160)
    synonyms = models.TextField(blank=True)  # "; " between; local words people use
    search = models.TextField()  # folded title, synonyms, code, initials: see catalogue.search_text
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="versions")
    level = models.CharField(max_length=30)  # "xã", "huyện; tỉnh"
    agency_text = models.TextField(blank=True)  # who resolves it, in the decision's words
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.ORDINARY)
    confidential = models.BooleanField(default=False)
    result_name = models.TextField(blank=True)
    result_number = models.CharField(max_length=10, choices=Need, default=Need.REQUIRED)
    result_signer = models.CharField(max_length=10, choices=Need, default=Need.REQUIRED)
    result_file = models.CharField(max_length=10, choices=Need, default=Need.REQUIRED)
    fee_vnd = models.IntegerField(null=True)  # None: the source says nothing
    fee_note = models.TextField(blank=True)
    supplement_window_days = models.SmallIntegerField(null=True)  # where the sector's law differs
    # The further parts of NĐ 63/2010 Đ8.2, in the decision's words; "": the source says nothing.
    sequence = models.TextField(blank=True)  # trình tự thực hiện
    place = models.TextField(blank=True)
    applies_to = models.TextField(blank=True)  # đối tượng thực hiện
    decides = models.TextField(blank=True)  # cơ quan có thẩm quyền
    coordinates = models.TextField(blank=True)  # cơ quan phối hợp
    conditions = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)
    source = models.TextField(blank=True)
    listed = models.ForeignKey(CatalogueList, models.PROTECT, null=True, related_name="versions")
    valid_from = models.DateField()
    # Written once: when a decision amends, replaces or abolishes; the same day as valid_from when
    # the import that made it was undone: such a version never applied.
    valid_to = models.DateField(null=True)  # exclusive
    ended_by = models.ForeignKey(
        PublicationDecision, models.PROTECT, null=True, related_name="ended"
    )
    ended_in = models.ForeignKey(CatalogueList, models.PROTECT, null=True, related_name="ended")
    replaced_by = models.ForeignKey(Procedure, models.PROTECT, null=True, related_name="replaces")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="version_number_once", fields=["procedure", "number"]),
            models.UniqueConstraint(
                name="version_one_open", fields=["procedure"], condition=Q(valid_to=None)
            ),
            models.CheckConstraint(
                name="version_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="version_open_has_no_end",
                condition=Q(valid_to__isnull=False)
                | Q(ended_by=None, ended_in=None, replaced_by=None),
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="version_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["sector", "level"], name="version_sector_level"),
        ]

    def __str__(self) -> str:
        return self.short_title


class ChannelTerm(models.Model):
    """Thời hạn by channel: the unit belongs to the version and may differ."""

    class Channel(models.TextChoices):
        DIRECT = "direct", "Trực tiếp"
        ONLINE = "online", "Trực tuyến"
        POST = "post", "Bưu chính công ích"

    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="terms")
    channel = models.CharField(max_length=10, choices=Channel)
    number = models.DecimalField(max_digits=6, decimal_places=2)
    unit = models.CharField(max_length=20, choices=[(unit.value, unit.label) for unit in Unit])

    class Meta:
        constraints = [
            models.UniqueConstraint(name="term_channel_once", fields=["version", "channel"]),
            models.CheckConstraint(name="term_positive", condition=Q(number__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"


class RequiredPaper(models.Model):
    """Thành phần hồ sơ, with the counts of originals and copies."""

    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="papers")
    no = models.SmallIntegerField()
    name = models.TextField()
    originals = models.SmallIntegerField(default=0)
    certified_copies = models.SmallIntegerField(default=0)
    copies = models.SmallIntegerField(default=0)
    required = models.BooleanField(default=True)
    condition = models.TextField(blank=True)
    form_code = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="paper_no_once", fields=["version", "no"])]
        ordering = ["version", "no"]

    def __str__(self) -> str:
        return self.name
