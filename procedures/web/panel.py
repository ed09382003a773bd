"""What stands beside the table of steps: the diagram, what was found, and when each step is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms

from onecua.people.models import Agency
from onecua.people.web.fields import LINE
from procedures import selectors_workflows as selectors
from procedures.importers.desk_files import StepFacts
from procedures.models import Procedure
from procedures.timing import OFFICE_ZONE, DueMoment, TimingRefused
from procedures.workflow_checks import Finding
from procedures.workflow_diagram import MARGIN, WIDTH, Diagram, diagram, term_words
from procedures.workflow_simulation import simulate

FIRST_YEAR, LAST_YEAR = 2000, 2100  # beyond, no calendar is declared
SPOKEN = "%d/%m/%Y %H:%M"


class ReceptionForm(forms.Form):
    nhan = forms.DateTimeField(
        label="Thử nhận hồ sơ lúc", required=False, input_formats=[SPOKEN, "%d/%m/%Y"],
        widget=forms.DateTimeInput(LINE | {"placeholder": "dd/mm/yyyy giờ:phút"}, SPOKEN),
        error_messages={"invalid": "Viết ngày giờ như 05/03/2021 08:30."},
    )  # fmt: skip

    def clean_nhan(self) -> datetime | None:
        given: datetime | None = self.cleaned_data["nhan"]
        if given is not None and not FIRST_YEAR <= given.year <= LAST_YEAR:
            raise forms.ValidationError("Chọn một ngày trong lịch làm việc đã khai.")
        return given


@dataclass(frozen=True, slots=True)
class Due:
    no: int
    name: str
    at: str


@dataclass(frozen=True, slots=True)
class Panel:
    form: ReceptionForm
    received: str
    terms: Sequence[str]
    found: Sequence[Finding]
    picture: Diagram
    dues: Sequence[Due]
    trouble: str  # why nothing could be simulated
    width: int = WIDTH + MARGIN

    @property
    def faults(self) -> int:
        return sum(each.stops for each in self.found)


def table(steps: Sequence[StepFacts]) -> list[tuple[StepFacts, str]]:
    """Each step with its term in words."""
    return [(step, term_words(step)) for step in steps]


def panel(
    steps: Sequence[StepFacts],
    procedure: Procedure,
    agency: Agency,
    *,
    now: datetime,
    asked: str | None = None,
) -> Panel:
    """asked: the instant of reception as typed; None: now, to the minute."""
    form = ReceptionForm({"nhan": asked if asked is not None else now.strftime(SPOKEN)})
    received = (form.cleaned_data.get("nhan") if form.is_valid() else None) or now
    limits = selectors.limits_of(selectors.version_of(procedure, now.date()))
    calendar = selectors.office_calendar(agency)
    trouble = ""
    dues: Mapping[int, DueMoment] = {}
    try:
        hours = selectors.day_hours(calendar, received.date())
        limit = next(iter(limits.values()), None)
        dues = simulate(steps, received, limit, calendar, hours)
        if steps and not dues:
            trouble = "Chưa tính được hạn: thủ tục tính bằng giờ mà có bước tính bằng ngày."
    except TimingRefused as refusal:
        trouble = str(refusal)
    found = selectors.checked(steps, procedure, agency, now)
    spoken = {no: f"{due.at.astimezone(OFFICE_ZONE):%H:%M %d/%m/%Y}" for no, due in dues.items()}
    return Panel(
        form=form,
        received=f"{received.astimezone(OFFICE_ZONE):%H:%M %d/%m/%Y}",
        terms=[f"{limit} ({channel})" for channel, limit in limits.items()],
        found=found,
        picture=diagram(steps, frozenset(each.step for each in found if each.stops), spoken),
        dues=[Due(step.no, step.name, spoken[step.no]) for step in steps if step.no in spoken],
        trouble=trouble,
    )
