"""The dossier's row: a cache of its events, guarded by a trigger, written by cases.services."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest

from cases.models.applicant import Applicant
from cases.states import Outcome, State
from onecua.people.models import Agency, Desk, Person, Unit
from procedures.models import ChannelTerm, ProcedureVersion, Regime, WorkflowVersion

YEAR_FACTOR = 10_000_000_000  # id = year of reception · 10^10 + n: a life stays in one partition


class Dossier(models.Model):
    """Its id is its ledger stream. `version` is the number of its last event."""

    class Run(models.TextChoices):
        NOT_STARTED = "not_started", "Chưa tính"
        RUNNING = "running", "Đang tính"
        STOPPED = "stopped", "Tạm dừng"
        ENDED = "ended", "Đã dừng"

    class Timeliness(models.TextChoices):
        EARLY = "early", "Trước hạn"
        ON_TIME = "on_time", "Đúng hạn"
        LATE = "late", "Quá hạn"

    # Not an identity column: the event comes first and needs the number.
    id = models.BigIntegerField(primary_key=True)
    version = models.IntegerField()
    code = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001 - none before acceptance
    contact = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001 - only at the counter, or online
    check_code = models.CharField(max_length=8)

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="dossiers")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="dossiers")  # receiving
    # After a reorganisation: who goes on, whose register has the entry, which unit held it then.
    continuing = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    entry_desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    held_before = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    regime = models.ForeignKey(Regime, models.PROTECT, related_name="+")
    procedure = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="dossiers")
    workflow = models.ForeignKey(WorkflowVersion, models.PROTECT, null=True, related_name="+")
    calendar_revision = models.IntegerField()
    channel = models.CharField(max_length=10, choices=ChannelTerm.Channel)
    quantity = models.SmallIntegerField(default=1)  # bộ
    applicant = models.OneToOneField(Applicant, models.PROTECT, related_name="dossier")
    register_year = models.SmallIntegerField(null=True)  # entries begin at 01 each year
    book = models.SmallIntegerField(null=True)  # Quyển số
    entry = models.IntegerField(null=True)  # Số thứ tự

    state = models.CharField(max_length=20, choices=[(each.value, each.label) for each in State])
    outcome = models.CharField(
        max_length=10, blank=True, choices=[(each.value, each.label) for each in Outcome]
    )
    submitted_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)

    limit_number = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    limit_unit = models.CharField(max_length=20, blank=True)
    run = models.CharField(max_length=12, choices=Run, default=Run.NOT_STARTED)
    generation = models.SmallIntegerField(default=0)
    promised_due = models.DateTimeField(null=True)
    legal_due = models.DateTimeField(null=True)  # None while stopped
    appointed_due = models.DateTimeField(null=True)
    apologised_to = models.DateTimeField(null=True)  # a signed apology names it; not moved to yet
    late_from = models.DateTimeField(null=True)
    soon_from = models.DateTimeField(null=True)  # when "sắp đến hạn" begins
    apology_from = models.DateTimeField(null=True)  # the last lawful day for an apology begins
    debt_from = models.DateTimeField(null=True)  # from here lateness without an apology is a debt
    provisional = models.BooleanField(default=False)  # tạm tính: past the declared calendar
    ended_at = models.DateTimeField(null=True)
    timeliness = models.CharField(max_length=10, blank=True, choices=Timeliness)

    step = models.SmallIntegerField(default=0)
    step_due = models.DateTimeField(null=True)
    holder_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="held")
    holder_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="held")
    held_since = models.DateTimeField(null=True)
    at_desk_since = models.DateTimeField(null=True)
    # What it waits for beside its term: the event that will say so, and from when (cases.lapses).
    lapse = models.CharField(max_length=30, blank=True)
    lapses_at = models.DateTimeField(null=True)
    rescheduled = models.BooleanField(default=False)

    # What the sweep has said, by deadline generation (0: nothing yet).
    soon_said = models.SmallIntegerField(default=0)
    late_said = models.SmallIntegerField(default=0)
    step_late_said = models.SmallIntegerField(default=0)  # the step number
    apology_said = models.SmallIntegerField(default=0)
    debt_said = models.SmallIntegerField(default=0)  # or settled, by an issued apology
    escalated = models.BooleanField(default=False)  # quá hẹn lần hai
    lapse_said = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="dossier_code_once_accepted",
                condition=Q(code__isnull=False)
                | Q(state__in=[State.SUBMITTED, State.GUIDED, State.NOT_ACCEPTED]),
                violation_error_message="Hồ sơ đã tiếp nhận phải có mã hồ sơ.",
            ),
            models.CheckConstraint(
                name="dossier_due_after_reception",
                condition=Q(promised_due__isnull=True) | Q(promised_due__gte=F("received_at")),
                violation_error_message="Ngày hẹn trả không được trước lúc tiếp nhận.",
            ),
            models.CheckConstraint(
                name="dossier_result_has_an_outcome",
                condition=~Q(state__in=[State.RESULT_READY, State.RETURNED]) | ~Q(outcome=""),
            ),
            models.UniqueConstraint(
                Coalesce("entry_desk", "desk"),
                "register_year",
                "entry",
                name="dossier_register_entry",
            ),
        ]
        indexes = [
            models.Index(
                fields=["late_from", "id"],
                name="dossier_becoming_late",
                condition=Q(run="running", late_said__lt=F("generation")),
            ),
            models.Index(
                fields=["soon_from", "id"],
                name="dossier_becoming_soon",
                condition=Q(run="running", rescheduled=False, soon_said__lt=F("generation")),
            ),
            models.Index(
                fields=["apology_from", "id"],
                name="dossier_to_apologise",
                condition=Q(run="running", rescheduled=False, apology_said__lt=F("generation")),
            ),
            models.Index(
                fields=["debt_from", "id"],
                name="dossier_owing",
                condition=Q(
                    rescheduled=False, debt_said__lt=F("generation"), debt_from__isnull=False
                ),
            ),
            models.Index(
                fields=["step_due", "id"],
                name="dossier_step_late",
                condition=Q(run="running", step_due__isnull=False) & ~Q(step_late_said=F("step")),
            ),
            models.Index(
                Greatest("apologised_to", "appointed_due"),
                "id",
                name="dossier_late_twice",
                condition=Q(run="running", escalated=False)
                & (Q(rescheduled=True) | Q(apologised_to__isnull=False)),
            ),
            models.Index(
                fields=["lapses_at", "id"],
                name="dossier_lapsing",
                condition=Q(lapse_said=False, lapses_at__isnull=False),
            ),
            models.Index(fields=["procedure", "received_at"], name="dossier_procedure"),
        ]

    def __str__(self) -> str:
        return self.code or self.contact or str(self.pk)

    @property
    def taken_over(self) -> bool:
        """It began in an older system: it has a code, and no entry in a register of ours."""
        return self.code is not None and self.entry is None

    @property
    def answering(self) -> Agency:
        """Cơ quan tiếp tục giải quyết, of a reorganisation; else the agency that received it."""
        return self.continuing or self.agency

    @property
    def held_by(self) -> Unit:
        """The unit that holds it. A dossier that was received always has one."""
        if self.holder_unit is None:
            raise ValueError(f"dossier {self.pk} is held by nobody")
        return self.holder_unit


class DossierAccess(models.Model):
    """Which unit may see which dossier, and as what: the narrow table behind every list.

    Paged by its index, written with the dossier, checked by `check_clocks`. `due` is the date the
    unit works against; dossiers without one (stopped) sort last.
    """

    class As(models.TextChoices):
        DESK = "desk", "tiếp nhận"
        HOLDER = "holder", "đang giữ"
        RECEIVER = "receiver", "được bàn giao"
        CONSULTED = "consulted", "được hỏi ý kiến"
        PAST = "past", "đã giữ"
        ABOVE = "above", "cấp trên"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="access")
    relation = models.CharField(max_length=10, choices=As)
    is_open = models.BooleanField()
    due = models.DateTimeField()  # legal_due, or the end of time while there is none

    class Meta:
        constraints = [models.UniqueConstraint(name="access_once", fields=["unit", "dossier"])]
        indexes = [
            models.Index(fields=["unit", "is_open", "due", "dossier"], name="access_by_urgency"),
            models.Index(fields=["unit", "-dossier"], name="access_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.relation} {self.dossier_id}"
