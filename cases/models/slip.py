"""Slips and apologies: what was said to the citizen on paper."""

from django.db import models
from django.db.models import Q

from cases.facts import ApologyState
from cases.models.dossier import Dossier
from cases.models.work import StoredFile
from cases.slip_contexts.forms import FORMS, Form
from onecua.people.models import Agency, Person, Unit


class Slip(models.Model):
    """An issued slip: its frozen context is the paper; the file is made from it by a worker."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="slips")
    form_set = models.CharField(max_length=20)
    form = models.CharField(max_length=30)  # "receipt"
    edition = models.SmallIntegerField()
    book = models.CharField(max_length=120)  # number series: agency, kind, year; "" without numbers
    number = models.IntegerField(null=True)
    context = models.TextField()  # canonical JSON of the form's context dataclass
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    rendered_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)  # its number stays used, and is marked
    reprints = models.SmallIntegerField(default=0)  # each is an event of the dossier
    # The signer has a key: there is no file without his signature.
    digital = models.BooleanField(default=False)
    signed_at = models.DateTimeField(null=True)  # by the key
    # The agency has a seal of its own: no file without it, either. Until then the signed one waits.
    seal_of = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    signed_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="scanned_slips")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="slip_number_once", fields=["book", "number"], condition=Q(number__gt=0)
            )
        ]
        indexes = [models.Index(fields=["issued_at"], name="slip_waiting", condition=Q(file=None))]

    def __str__(self) -> str:
        return f"{self.form} {self.number or ''}"

    @property
    def title(self) -> str:
        """As the list of slips names it: "Giấy tiếp nhận …, số 12/TNHS"."""
        return f"{self.kind.title}, số {self.numbered}"

    @property
    def numbered(self) -> str:
        return self.kind.numbered(self.number or 0)

    @property
    def kind(self) -> Form:
        """Its form, in the edition it was issued with."""
        return FORMS[self.form_set, self.form].of_edition(self.edition)

    @property
    def by_hand(self) -> bool:
        """A letter signed in ink: a scan of it is awaited."""
        return not self.digital and self.kind.has_signer


class Apology(models.Model):
    """Phiếu xin lỗi of one deadline generation: drafted by the sweep, issued only by a person."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="apologies")
    generation = models.SmallIntegerField()
    state = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in ApologyState]
    )
    step = models.SmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # holds the late step
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="apologies")
    reason = models.TextField(blank=True)
    new_due = models.DateTimeField(null=True)  # none where the result is there
    method = models.CharField(max_length=200)  # how the date was proposed, shown to the signer
    drafted_at = models.DateTimeField()
    completed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    too_late = models.BooleanField(default=False)  # xin lỗi muộn
    slip = models.OneToOneField(Slip, models.PROTECT, null=True, related_name="apology")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="apology_once_a_generation",
                fields=["dossier", "generation"],
                condition=~Q(state="withdrawn"),
            ),
            models.CheckConstraint(
                name="apology_issued_has_a_signer",
                condition=~Q(state="issued") | Q(signed_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "drafted_at"],
                name="apology_to_sign",
                condition=Q(state__in=["drafted", "completed"]),
            )
        ]

    def __str__(self) -> str:
        return f"xin lỗi {self.dossier_id}/{self.generation}"
