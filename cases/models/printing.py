"""What is printed: jobs of a unit in parts; the register's volumes; a desk's printer."""

from django.db import models
from django.db.models import Q

from cases.models.dossier import Dossier
from cases.models.slip import Slip
from cases.models.work import StoredFile
from cases.slip_contexts.forms import FORMS, Form
from onecua.people.models import Desk, Person, Unit


class PrintJob(models.Model):
    """A print somebody asked for: one paper with its frozen context, or many slips in one file."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="+")
    form_set = models.CharField(max_length=20)
    form = models.CharField(max_length=30)
    edition = models.SmallIntegerField()
    title = models.CharField(max_length=200)
    context = models.TextField()  # canonical JSON; of many slips it is their cover list
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    total = models.IntegerField()  # pages of a register, slips of many, else 1
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "-id"], name="print_job_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self) -> Form:
        """Its form, in the edition it was ordered with."""
        return FORMS[self.form_set, self.form].of_edition(self.edition)


class PrintPart(models.Model):
    """A piece that one worker lays out at one go: kept, so that a killed worker loses no more."""

    job = models.ForeignKey(PrintJob, models.PROTECT, related_name="parts")
    no = models.SmallIntegerField()
    first = models.IntegerField()  # the first row of a register, counted from 0
    sizes = models.TextField(blank=True)  # "12 13 11": the rows of each page of a register
    count = models.IntegerField()  # pages or slips
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)  # without a file: nothing of it could be laid out

    class Meta:
        constraints = [models.UniqueConstraint(name="print_part_no", fields=["job", "no"])]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.no}"


class PrintItem(models.Model):
    """A slip among many. One that cannot be laid out says why and stops nobody."""

    part = models.ForeignKey(PrintPart, models.PROTECT, related_name="items")
    no = models.IntegerField()
    slip = models.ForeignKey(Slip, models.PROTECT, related_name="+")
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="print_item_no", fields=["part", "no"])]

    def __str__(self) -> str:
        return f"{self.part_id}: {self.slip_id}"


class RegisterVolume(models.Model):
    """A closed Quyển of a desk's register (TT 01/2018 Đ10). The open one has no row yet."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="volumes")
    year = models.SmallIntegerField()
    no = models.SmallIntegerField()
    first_entry = models.IntegerField()
    last_entry = models.IntegerField()
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seal = models.CharField(max_length=64)  # sha256 of the context that was printed at the closing
    job = models.OneToOneField(PrintJob, models.PROTECT, related_name="volume")
    reopened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="volume_closed_once",
                fields=["desk", "year", "no"],
                condition=Q(reopened_at=None),
            ),
            models.CheckConstraint(
                name="volume_has_entries", condition=Q(last_entry__gte=models.F("first_entry"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk_id}: quyển {self.no} năm {self.year}"


class PrinterSetup(models.Model):
    """How the printer of a desk draws: two A5 on one A4, and how far it is off."""

    desk = models.OneToOneField(Desk, models.PROTECT, related_name="printer")
    two_up = models.BooleanField(default=False)
    right_tenths = models.SmallIntegerField(default=0)  # tenths of a millimetre, to the right
    down_tenths = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="printer_is_nearly_right",
                condition=Q(right_tenths__range=(-100, 100)) & Q(down_tenths__range=(-100, 100)),
                violation_error_message="Độ lệch của máy in phải từ -10 mm đến 10 mm.",
            )
        ]

    def __str__(self) -> str:
        return f"máy in của quầy {self.desk_id}"

    @property
    def right_mm(self) -> str:
        return _millimetres(self.right_tenths)

    @property
    def down_mm(self) -> str:
        return _millimetres(self.down_tenths)


def _millimetres(tenths: int) -> str:
    """-1,5 as people write it."""
    return f"{tenths / 10:.1f}".replace(".", ",")
