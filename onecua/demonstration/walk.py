"""Eight weeks of the province: office time is walked, and people act as a clerk's page would.

Every act goes through the services. The same seed tells the same stories on whatever day it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from random import Random

from cases.models import Dossier
from cases.services.step_history import draw_history
from cases.services.sweep import sweep
from cases.states import STATES
from onecua.demonstration.acts import Acts
from onecua.demonstration.apologies import Apologies
from onecua.demonstration.counter import Counter
from onecua.demonstration.life import Life, is_short
from onecua.demonstration.stories import SEED, Story
from onecua.kernel.errors import Refusal
from onecua.ledger.office import office_now, travel
from procedures.timing import OFFICE_ZONE, WorkCalendar, office_date
from reports.keeping import keep_figures

HOURS = (
    time(7, 40), time(8, 20), time(9, 10), time(10, 0), time(11, 0), time(13, 40), time(14, 30),
    time(15, 30), time(16, 20), time(17, 10),
)  # fmt: skip
JITTER = timedelta(minutes=9)


@dataclass(slots=True)
class Walk:
    counter: Counter
    calendar: WorkCalendar
    say: Callable[[str], None]
    lives: dict[int, Life] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    _sleepers: list[tuple[datetime, int]] = field(default_factory=list)

    def go(self, stories: Sequence[Story], until: datetime) -> None:
        """From office time as it stands to `until`, which lies a little before real time."""
        acts, apologies = Acts(self.counter), Apologies(self.counter.staff)
        since = office_now()
        coming = sorted(
            (story for story in stories if since < story.arrives <= until),
            key=lambda story: (story.arrives, story.key),
        )
        grid = set(self._instants(since, until))
        instants = {story.arrives for story in coming} | grid
        today: date | None = None
        for instant in sorted(instants):
            if instant > office_now():
                travel(instant)
            if office_date(instant) != today:
                today = office_date(instant)
                self._tell(today)
                draw_history(office_now())
            while coming and coming[0].arrives <= instant:
                self._begin(coming.pop(0))
            if instant in grid:
                sweep(office_now())
                keep_figures(office_now())
                for life in apologies.go_on(self.lives, office_now()):
                    self._live(life)
            self._wake(acts, instant)

    def adopt(self) -> None:
        """Open dossiers of a walk that was broken off go on as ordinary ones."""
        now = office_now()
        open_states = [state for state, facts in STATES.items() if facts.open]
        for dossier in Dossier.objects.filter(state__in=open_states).select_related(
            "procedure__procedure", "desk__unit__agency"
        ):
            story = Story(
                key=f"adopted {dossier.pk}",
                procedure=dossier.procedure.procedure.code,
                desk=dossier.desk.unit.agency.code,
                arrives=now,
            )
            self._live(Life(story, dossier.pk, now, _dice(story), is_short(dossier)))

    def _begin(self, story: Story) -> None:
        dossier = self.counter.begin(story, office_now())
        dice = _dice(story)
        life = Life(story, dossier.pk, None, dice, is_short(dossier))
        life.wake = life.later(office_now(), 0.4, 4)
        self._live(life)

    def _live(self, life: Life) -> None:
        self.lives[life.dossier_id] = life
        if life.wake is not None:
            heappush(self._sleepers, (life.wake, life.dossier_id))

    def _wake(self, acts: Acts, instant: datetime) -> None:
        """Whoever's hour has come has his turn. What the office refuses is not done."""
        while self._sleepers and self._sleepers[0][0] <= instant:
            wake, number = heappop(self._sleepers)
            life = self.lives[number]
            if life.wake != wake:
                continue  # it was given another hour meanwhile
            try:
                life.wake = acts.next(life, office_now())
            except Refusal as refusal:
                life.wake = None
                self.refused.append(f"{life.story.key}: {refusal}")
            self._live(life)

    def _instants(self, since: datetime, until: datetime) -> list[datetime]:
        found = []
        day = office_date(since)
        while day <= office_date(until):
            if self.calendar.is_working(day):
                dice = Random(f"{SEED} {day}")  # noqa: S311 - a story, no secret
                found += [
                    datetime.combine(day, hour, OFFICE_ZONE) + JITTER * dice.random()
                    for hour in HOURS
                ]
            day += timedelta(days=1)
        return [instant for instant in found if since < instant <= until]

    def _tell(self, day: date) -> None:
        if day.weekday() == 0:
            self.say(f"  tuần từ {day:%d/%m/%Y}: đã có {len(self.lives)} hồ sơ")


def _dice(story: Story) -> Random:
    return Random(f"{SEED} {story.key}")  # noqa: S311 - as above
