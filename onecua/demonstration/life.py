"""A dossier of the demonstration on its way: which story it follows, and when it wakes next."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from cases.models import Dossier
from onecua.demonstration.stories import LATE, Story

QUICK = timedelta(minutes=20)
NEVER = None
# The shorter the term, the less anybody lets it lie: a share of the ordinary waits.
_SHORT_WAIT = 0.25
_SHORT = 3  # days or less; and every term in hours


@dataclass(slots=True)
class Life:
    story: Story
    dossier_id: int
    wake: datetime | None
    dice: Random = field(repr=False)
    short: bool = False  # its term is short
    asked: int = 0  # supplements asked for so far
    turned: bool = False  # what is special about the story has happened

    @property
    def twist(self) -> str:
        return self.story.twist

    @property
    def is_late(self) -> bool:
        return self.twist.startswith(LATE)

    @property
    def hurries(self) -> bool:
        """A dossier that shall lie on somebody's desk today goes there without rest."""
        return bool(self.story.rests)

    def later(self, at: datetime, least: float, most: float) -> datetime:
        """Some hours from now."""
        if self.hurries:
            return at + QUICK
        share = _SHORT_WAIT if self.short else 1
        return at + timedelta(hours=self.dice.uniform(least, most) * share)

    def days_later(self, at: datetime, least: int, most: int) -> datetime:
        return at + timedelta(days=self.dice.randint(least, most), hours=self.dice.uniform(-2, 2))


def is_short(dossier: Dossier) -> bool:
    number = dossier.limit_number
    return number is not None and (dossier.limit_unit == "working_hours" or number <= _SHORT)


def work_done(life: Life, dossier: Dossier, at: datetime) -> datetime | None:
    """When the holder has done his step: a part of its term, or far too late."""
    if life.hurries:
        return at + QUICK
    if life.is_late and not life.turned and is_slow(life, dossier):
        life.turned = True
        if life.twist != LATE or dossier.late_from is None:
            return NEVER  # for now: an apology may wake it
        return dossier.late_from + timedelta(days=life.dice.randint(1, 5), hours=8.5)
    due = dossier.step_due
    if due is None or due <= at:
        return life.later(at, 0.3, 3)
    share = life.dice.uniform(0.05, 0.25 if life.short else 0.5)
    return at + (due - at) * share


def is_slow(life: Life, dossier: Dossier) -> bool:
    """The step of the story that takes too long: the second one, where it names none."""
    return dossier.step == (life.story.slow or 2)
