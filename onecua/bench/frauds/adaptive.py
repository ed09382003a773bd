"""PURE. Frauds of who knows the rules and stays just beside each of them."""

import random

from onecua.bench.frauds.honest import Books, give_out, received_at
from onecua.bench.frauds.insiders import MINUTE, begun, last_day, rush, suspend, worked
from onecua.bench.frauds.province import after, at, calendar, hours_of
from onecua.bench.frauds.story import Story


def just_under(story: Story, dice: random.Random, books: Books) -> None:
    story.accept(received_at(dice, story.kind))
    story.give(after(story.now, 9), story.office.desk, 2)
    rush(story, dice, dice.uniform(18, 32))
    number = f"{books.take(story.office, story.kind)}/{story.kind.code}"
    story.record(story.now + MINUTE, story.office.clerk, number, file=f"f{story.stream}")
    give_out(story, dice)


def day_before(story: Story, dice: random.Random, _books: Books) -> None:
    begun(story, dice)
    day = calendar().subtract_working_days(last_day(story).date(), 1)
    suspend(story, at(day, 16, dice.randint(0, 50)))
    story.say("resumed", after(story.now, 60), story.office.officer, document="19/BB-UBND")


def outage_claim(story: Story, dice: random.Random, books: Books) -> None:
    """Due on the day of the power cut; ended days later, claimed inside it."""
    office, cut = story.office, story.office.outages[0]
    received = calendar().subtract_working_days(cut.from_.date(), story.kind.days)
    begun(story, dice, at(received, 9, dice.randint(0, 59)))
    story.complete(after(story.now, hours_of(story.kind) * 0.5), office.officer, 2)
    story.confirm(max(after(cut.from_, 12), story.now), office.head, 3)
    story.complete(after(story.now, 1), office.head, 3)
    story.confirm(after(story.now, 1), office.clerk, 4)
    number = f"{books.take(office, story.kind)}/{story.kind.code}"
    claimed = cut.from_ + dice.randint(10, 500) * MINUTE
    story.record(after(story.now, 2), office.clerk, number, file=f"f{story.stream}",
                 claimed=claimed)  # fmt: skip
    give_out(story, dice)


def plausible_stop(story: Story, dice: random.Random, _books: Books) -> None:
    begun(story, dice)
    story.say("stopped", after(story.now, hours_of(story.kind) * dice.uniform(0.3, 0.7)),
              story.office.head, ground="dispute", document="22/TB-UBND",
              reason=story.text("Có tranh chấp"))  # fmt: skip


def other_file(story: Story, dice: random.Random, books: Books) -> None:
    worked(story, dice, books)
    old = story.first("result_recorded")
    story.cut(old.seq)
    again = dice.random() < 0.5  # noqa: PLR2004 - saved anew it has another digest
    file = f"anew{story.stream}" if again else books.files[story.office.no]
    number = f"{books.take(story.office, story.kind)}/{story.kind.code}"
    story.record(old.recorded_at, story.office.clerk, number, file=file)
    give_out(story, dice)
