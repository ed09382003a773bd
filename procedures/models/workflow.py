"""Quy trình nội bộ: approved by a decision, then configured for a desk (TT 01/2018 Đ8)."""

from django.db import models
from django.db.models import Q

from onecua.people.models import Agency, Desk, Person, Unit
from procedures.models.procedure import Procedure


class WorkflowVersion(models.Model):
    """One approved shape of the work. Running dossiers keep theirs."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="workflows")
    number = models.SmallIntegerField()
    approval = models.CharField(max_length=60)  # decision number
    approved_on = models.DateField()
    source = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="workflow_number_once", fields=["procedure", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.procedure} – quy trình {self.number}"


class WorkflowDraft(models.Model):
    """What an agency writes before the decision. Approved, its steps become a WorkflowVersion.

    From there on the configurations of the desks tell: made ready, in force, replaced.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        SUBMITTED = "submitted", "Đã trình"
        APPROVED = "approved", "Đã phê duyệt"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="workflow_drafts")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="workflow_drafts")
    based_on = models.ForeignKey(WorkflowVersion, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    edition = models.IntegerField(default=1)  # who saves over another's edition is refused
    steps = models.JSONField(default=list)  # as procedures.workflow_text writes them
    sent_back = models.CharField(max_length=500, blank=True)  # why, the last time
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved = models.OneToOneField(
        WorkflowVersion, models.PROTECT, null=True, related_name="draft"
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="draft_one_open", fields=["agency", "procedure"],
                condition=~Q(state="approved"),
            ),
            models.CheckConstraint(
                name="draft_approved_has_its_version",
                condition=Q(state="approved", approved__isnull=False)
                | (~Q(state="approved") & Q(approved=None)),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.procedure} – bản thảo {self.pk}"


class WorkflowStep(models.Model):
    """A step: who, how long, with what evidence."""

    class TermUnit(models.TextChoices):
        DAYS = "days", "ngày"  # in the procedure's own unit
        HOURS = "hours", "giờ làm việc"

    class Evidence(models.TextChoices):
        NONE = "none", "không"
        DOCUMENT = "document", "văn bản"
        OPINION = "opinion", "ý kiến"
        RESULT = "result", "kết quả"

    workflow = models.ForeignKey(WorkflowVersion, models.PROTECT, related_name="steps")
    no = models.SmallIntegerField()
    name = models.CharField(max_length=200)
    unit_role = models.CharField(max_length=160)  # resolved to a unit for each desk
    post_role = models.CharField(max_length=160)
    term = models.DecimalField(max_digits=6, decimal_places=2)
    term_unit = models.CharField(max_length=10, choices=TermUnit)
    branch = models.CharField(max_length=5, blank=True)
    lead = models.BooleanField(default=False)
    evidence = models.CharField(max_length=10, choices=Evidence, default=Evidence.NONE)
    may_return_to = models.CharField(max_length=30, blank=True)
    # Of the lead's last step in a block: its head may go on without the other lanes.
    may_close = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="step_no_once", fields=["workflow", "no"]),
            models.CheckConstraint(name="step_term_not_negative", condition=Q(term__gte=0)),
        ]
        ordering = ["workflow", "no"]

    def __str__(self) -> str:
        return self.name


class Configuration(models.Model):
    """A workflow made electronic for one desk: only then may the desk receive the procedure."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="configurations")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="configurations")
    workflow = models.ForeignKey(WorkflowVersion, models.PROTECT, related_name="configurations")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="configuration_one_open",
                fields=["desk", "procedure"],
                condition=Q(valid_to=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.desk}: {self.procedure}"


class ConfiguredStep(models.Model):
    """The unit that does a step of this desk's workflow."""

    configuration = models.ForeignKey(Configuration, models.PROTECT, related_name="steps")
    step = models.ForeignKey(WorkflowStep, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="configured_step_once", fields=["configuration", "step"])
        ]

    def __str__(self) -> str:
        return f"{self.step} – {self.unit}"
