"""PURE. What will happen in eight weeks: who comes where, with what, and what becomes of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from onecua.demonstration.tables import Row, table
from procedures.timing import OFFICE_ZONE, WorkCalendar, office_date

SEED = 260
ORDINARY_STORIES = 130
MOST_DAYS_AGO = 37
LATE = "late"  # how the names of stories that end late begin
_OPENS, _LAST_COMER = time(7, 35), 9.25  # hours of the day in which people come, after opening
_DAY = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class Offer:
    """A procedure that a desk may receive."""

    desk: str  # code of its agency, or its name where an agency has several
    procedure: str
    immediate: bool
    days: float  # its direct term, in working days as near as it matters here
    channels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Story:
    key: str
    procedure: str
    desk: str
    arrives: datetime
    twist: str = ""
    applicant: int = 0  # number in applicants.csv; 0: invented
    channel: str = "direct"
    quantity: int = 1
    slow: int = 0  # the step that takes too long; 0: the longest one
    rests: str = ""  # where it is left for somebody to find today, see `queues`
    rests_at: int = 0  # the step


class Storyteller:
    """Days are counted back in working days from the last day that has been worked on."""

    def __init__(self, calendar: WorkCalendar, now: datetime, offers: Iterable[Offer]) -> None:
        self._calendar, self._now = calendar, now
        self._offers = sorted(offers, key=lambda offer: (offer.desk, offer.procedure))
        self._weights: Mapping[str, int] = {
            row["procedure"]: int(row["weight"]) for row in table("popular")
        }

    def all(self) -> list[Story]:
        return [*self._sketches(), *self._with_a_twist(), *self._ordinary()]

    def day(self, ago: int, at: time) -> datetime:
        """An instant of the day so many working days before the last one; never in the future."""
        last = office_date(self._now)
        if not self._calendar.is_working(last) or self._now.time() < _OPENS:
            last = self._calendar.subtract_working_days(last - timedelta(days=1), 0)
        day = self._calendar.subtract_working_days(last, ago)
        wanted, opens = (datetime.combine(day, each, OFFICE_ZONE) for each in (at, _OPENS))
        if wanted <= self._now:
            return wanted
        return opens + (self._now - opens) * ((wanted - opens) / _DAY)

    def _sketches(self) -> Iterator[Story]:
        for number, row in enumerate(table("sketches"), 1):
            yield Story(
                key=f"sketch {number}",
                procedure=row["procedure"],
                desk=row["desk"],
                arrives=self.day(int(row["days_ago"]), time.fromisoformat(row["at"])),
                twist=row["twist"],
                applicant=int(row["applicant"]),
                channel=row["channel"],
                quantity=int(row["quantity"]),
                slow=int(row["slow"] or 0),
            )

    def _with_a_twist(self) -> Iterator[Story]:
        for row in table("twists"):
            for number in range(int(row["count"])):
                yield self._twisted(f"{row['twist']} {number}", row)

    def _twisted(self, key: str, row: Row) -> Story:
        dice = self._dice(key)
        fitting = [
            offer
            for offer in self._offers
            if not offer.immediate and int(row["least_days"]) <= offer.days <= int(row["most_days"])
        ]
        offer = self._choose(dice, fitting)
        ago = dice.randint(int(row["from_ago"]), int(row["to_ago"]))
        if row["twist"].startswith(LATE):  # counted from its due date
            ago += int(offer.days)
        online = row["twist"].startswith("online") and "online" in offer.channels
        return Story(
            key=key,
            procedure=offer.procedure,
            desk=offer.desk,
            arrives=self.day(min(ago, MOST_DAYS_AGO), self._hour(dice)),
            twist=row["twist"],
            channel="online" if online else "direct",
        )

    def _ordinary(self) -> Iterator[Story]:
        for number in range(ORDINARY_STORIES):
            dice = self._dice(f"ordinary {number}")
            offer = self._choose(dice, self._offers)
            yield Story(
                key=f"ordinary {number}",
                procedure=offer.procedure,
                desk=offer.desk,
                arrives=self.day(dice.randint(0, MOST_DAYS_AGO), self._hour(dice)),
                quantity=dice.randint(1, 6) if offer.immediate else 1,
            )

    def _choose(self, dice: Random, offers: Sequence[Offer]) -> Offer:
        shares = {row["desk"]: int(row["share"]) for row in table("busy_desks")}
        present = sorted({offer.desk for offer in offers} & shares.keys())
        desk = dice.choices(present, [shares[each] for each in present])[0]
        here = [offer for offer in offers if offer.desk == desk]
        return dice.choices(here, [self._weights.get(each.procedure, 1) for each in here])[0]

    def _dice(self, key: str) -> Random:
        return Random(f"{SEED} {key}")  # noqa: S311 - a story, no secret

    def _hour(self, dice: Random) -> time:
        """More people come in the morning; nobody at noon."""
        start = datetime.combine(self._now.date(), _OPENS)
        hour = (start + timedelta(hours=dice.triangular(0, _LAST_COMER, 1.5))).time()
        return hour.replace(hour=14) if hour.hour in {11, 12, 13} else hour.replace(microsecond=0)
