"""PURE. Honest work: its rhythm, its lateness, and the hard cases that look like something else."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from onecua.bench.frauds.province import (
    KINDS,
    TET,
    Kind,
    Office,
    after,
    at,
    calendar,
    hours_of,
    working_days,
)
from onecua.bench.frauds.story import Story
from procedures.timing import due_moment

LATE, ASKED, STOPPED, WITHDRAWN, UNANSWERED, BACK = 0.08, 0.06, 0.03, 0.008, 0.15, 0.03
ON_THE_DAY = 0.0003  # honestly asked for more on the very last day
CLICKED_AFTERWARDS = 0.0005  # worked on it, and confirmed the handover only when it was done
BUSY_DAY = 300  # certified copies of one person


@dataclass
class Books:
    """The numbers an office gives out, in order."""

    last: dict[tuple[int, str], int] = field(default_factory=dict)
    results: dict[tuple[int, str, int], str] = field(default_factory=dict)  # by year: a number
    files: dict[int, str] = field(default_factory=dict)  # by office: a result's file

    def take(self, office: Office, kind: Kind, many: int = 1) -> int:
        key = (office.no, kind.code)
        first = self.last.get(key, 0) + 1
        self.last[key] = first + many - 1
        return first


def received_at(dice: random.Random, kind: Kind) -> datetime:
    """More before Tết, more in the morning; what has a term leaves it room to end."""
    days = working_days()
    day = dice.choice(days[: max(len(days) - kind.days - 15, 1)])
    if dice.random() < 0.2:  # noqa: PLR2004 - the rush before Tết
        before = [each for each in days if date(2021, 1, 25) <= each < TET[0]]
        day = dice.choice(before)
    hour = dice.choices((7, 8, 9, 10, 13, 14, 15, 16), (1, 5, 5, 4, 2, 4, 3, 2))[0]
    minute = dice.randint(31, 59) if hour in {7, 13} else dice.randint(0, 59)
    return at(day, hour, minute) + timedelta(seconds=dice.randint(0, 59))


def honest(stream: int, office: Office, dice: random.Random, books: Books) -> Story:
    kind = dice.choices(KINDS, [each.share for each in KINDS])[0]
    story = Story(stream, office, kind)
    if not kind.days:
        certify(story, received_at(dice, kind), dice, books)
        return story
    begin(story, dice)
    work(story, dice, books)
    return story


def certify(story: Story, when: datetime, dice: random.Random, books: Books) -> None:
    """Received, numbered and given out in one act: a book of numbers without a gap."""
    many = dice.choices((1, 2, 5, BUSY_DAY), (60, 25, 14, 0.05))[0]
    story.hard = "300 chứng thực" if many == BUSY_DAY else ""
    first = books.take(story.office, story.kind, many)
    story.accept(when)
    last = f"{first + many - 1}/CT" if many > 1 else ""
    story.record(when, story.office.desk, f"{first}/CT", quantity=many, last_number=last)
    story.hand_out(when, story.office.desk)


def begin(story: Story, dice: random.Random) -> None:
    """Received; on the day of a power cut written down the next morning."""
    office, when = story.office, received_at(dice, story.kind)
    cut = next((each for each in office.outages if each.from_ <= when <= _until(each.to)), None)
    if cut:
        morning = calendar().next_working(when.date())
        story.hard = "mất điện"
        story.accept(at(morning, 7, 40) + timedelta(minutes=dice.randint(0, 50)), claimed=when)
    else:
        story.accept(when)
    story.give(after(story.now, dice.uniform(0.2, 2)), office.desk, 2)


def work(story: Story, dice: random.Random, books: Books) -> None:
    """Through the steps, in a share of the term; eight of a hundred honestly late."""
    office, kind = story.office, story.kind
    share = dice.uniform(1.05, 1.6) if dice.random() < LATE else dice.betavariate(4, 3)
    if TET[0] <= story.now.date() <= TET[1]:
        share *= 1.15
    whole = hours_of(kind) * max(share, 0.12)
    if dice.random() < CLICKED_AFTERWARDS:
        story.hard = "bấm nhận muộn"
        story.confirm(after(story.now, whole * 0.5), office.officer, 2)
        story.complete(story.now + timedelta(seconds=20), office.officer, 2)
        sign_and_number(story, dice, books, whole)
        give_out(story, dice)
        return
    story.confirm(after(story.now, dice.uniform(0.1, min(3, whole / 6))), office.officer, 2)
    if interrupted(story, dice, whole):
        return
    story.complete(after(story.now, whole * dice.uniform(0.45, 0.65)), office.officer, 2)
    if dice.random() < BACK:
        story.confirm(after(story.now, 0.3), office.head, 3)
        story.send_back(after(story.now, 0.5), office.head, 3)
        story.confirm(after(story.now, 0.5), office.officer, 2)
        story.complete(after(story.now, whole * 0.1), office.officer, 2)
    sign_and_number(story, dice, books, whole)
    give_out(story, dice)


def sign_and_number(story: Story, dice: random.Random, books: Books, whole: float) -> None:
    """The head signs when it comes, or all of a day at 16:55; the clerk numbers after him."""
    office = story.office
    ready = after(story.now, whole * dice.uniform(0.05, 0.2))
    if office.batch:
        story.hard = story.hard or "ký cuối ngày"
        ready = at(ready.date(), 16, 50) if ready < at(ready.date(), 16, 50) else at(
            calendar().next_working(ready.date()), 16, 50)  # fmt: skip
        ready += timedelta(seconds=dice.randint(0, 400))
    story.confirm(ready, office.head, 3)
    quick = timedelta(seconds=dice.randint(5, 90))
    signed = story.now + quick if office.batch else after(story.now, dice.uniform(0.05, 1))
    story.complete(signed, office.head, 3)
    story.confirm(story.now + timedelta(seconds=dice.randint(20, 200)), office.clerk, 4)
    number = f"{books.take(office, story.kind)}/{story.kind.code}"
    ended, file = story.now + timedelta(seconds=dice.randint(10, 300)), f"f{story.stream}"
    story.record(ended, office.clerk, number, file=file)
    if not story.fraud:
        books.results[office.no, story.kind.code, ended.year] = number
        books.files[office.no] = file


def give_out(story: Story, dice: random.Random) -> None:
    desk = story.office.desk
    story.say("arrived_at_desk", after(story.now, dice.uniform(0.1, 10)), desk)
    story.hand_out(after(story.now, dice.expovariate(1 / 12)), desk)


def interrupted(story: Story, dice: random.Random, whole: float) -> bool:
    """Supplements, payments, withdrawals. True: it has ended here."""
    office, chance = story.office, dice.random()
    early = after(story.now, min(whole * 0.15, 12))
    if dice.random() < ON_THE_DAY and story.kind.days:
        day = due_moment(story.first("accepted").earliest, story.kind.limit, calendar(), ()).on
        early, chance, story.hard = at(day, 9), 0.0, "bổ sung thật trong ngày đến hạn"
    if chance < ASKED:
        by = after(early, 80)
        story.ask(early, office.officer, by)
        if dice.random() < UNANSWERED:
            story.say("stopped", after(by, 10), office.head, ground="no_answer",
                      document="20/TB-UBND", reason=story.text("Quá hạn bổ sung"))  # fmt: skip
            return True
        story.answered(after(early, dice.uniform(4, 60)))
    elif chance < ASKED + STOPPED and story.kind.days > 5:  # noqa: PLR2004 - with a tax to pay
        story.say("payment_required", early, office.officer, ground="financial_duty",
                  document=f"{story.stream}/TB-CCT")  # fmt: skip
        story.say("payment_recorded", after(early, dice.uniform(8, 80)), office.desk,
                  document="biên lai")  # fmt: skip
    elif chance < ASKED + STOPPED + WITHDRAWN and whole > 40:  # noqa: PLR2004 - of a longer wait
        story.say("withdrawn", after(story.now, whole * dice.uniform(0.1, 0.5)), office.desk,
                  document="Đơn xin rút hồ sơ", reason=None)  # fmt: skip
        return True
    return False


def _until(end: datetime | None) -> datetime:
    if end is None:
        raise ValueError("a power cut of the simulation has an end")
    return end
