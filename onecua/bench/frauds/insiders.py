"""PURE. Each fraud of docs/frauds.md, done to a dossier of honest work. A row each."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from onecua.bench.frauds.honest import Books, certify, give_out, received_at, sign_and_number
from onecua.bench.frauds.province import KINDS, after, at, calendar, hours_of
from onecua.bench.frauds.story import Story
from procedures.timing import due_moment

Way = Callable[[Story, random.Random, Books], None]
LONG = tuple(kind for kind in KINDS if kind.days >= 3)  # noqa: PLR2004 - where a day is worth bending
MINUTE = timedelta(minutes=1)


def begun(story: Story, dice: random.Random, when: datetime | None = None) -> None:
    office = story.office
    story.accept(when or received_at(dice, story.kind))
    story.give(after(story.now, 0.5), office.desk, 2)
    story.confirm(after(story.now, 1), office.officer, 2)


def worked(story: Story, dice: random.Random, books: Books) -> None:
    whole = hours_of(story.kind)
    begun(story, dice)
    story.complete(after(story.now, whole * 0.5), story.office.officer, 2)
    sign_and_number(story, dice, books, whole)


def last_day(story: Story) -> datetime:
    received = story.first("accepted").recorded_at
    day = due_moment(received, story.kind.limit, calendar(), ()).on
    return at(day, 15, 30)


def suspend(story: Story, when: datetime, ground: str = "field_check") -> None:
    story.say("suspended", when, story.office.head, ground=ground, document="16/BB-UBND")


def stopped_unasked(story: Story, dice: random.Random, _books: Books) -> None:
    begun(story, dice)
    when = last_day(story)
    if dice.random() < 0.5:  # noqa: PLR2004 - asked, but the day to answer has not come
        story.ask(after(story.now, 4), story.office.officer, when + timedelta(days=20))
    story.say("stopped", when, story.office.head, ground="no_answer", document="21/TB-UBND",
              reason=story.text("Quá hạn bổ sung"))  # fmt: skip


def empty_result(story: Story, dice: random.Random, books: Books) -> None:
    worked(story, dice, books)
    story.cut(story.first("result_recorded").seq)
    when = max(last_day(story), story.now)
    story.record(when, story.office.clerk, "")
    story.record(after(when, 60), story.office.clerk, f"{dice.randint(1, 999)}/BS", version=2,
                 file=f"late{story.stream}")  # fmt: skip
    give_out(story, dice)


def borrowed_number(story: Story, dice: random.Random, books: Books) -> None:
    """Of a procedure whose numbers this office has given out in the year."""
    for kind in dice.sample(LONG, len(LONG)):
        story.kind, story.events, story.texts = kind, [], {}
        worked(story, dice, books)
        old = story.first("result_recorded")
        key = (story.office.no, kind.code, old.recorded_at.year)
        if key in books.results:
            break
    story.cut(old.seq)
    number = books.results.get(key, str(old.payload["number"]))
    story.record(old.recorded_at, story.office.clerk, number, file=f"f{story.stream}")
    give_out(story, dice)


def pause_on_the_day(story: Story, dice: random.Random, books: Books) -> None:
    begun(story, dice)
    when = last_day(story) + dice.randint(0, 90) * MINUTE
    if dice.random() < 0.5:  # noqa: PLR2004 - one way or the other
        story.ask(when, story.office.head, after(when, 80))
        story.answered(after(when, 40))
    else:
        suspend(story, when)
        story.say("resumed", after(when, 40), story.office.officer, document="17/BB-UBND")
    story.complete(after(story.now, 8), story.office.officer, 2)
    sign_and_number(story, dice, books, 8)
    give_out(story, dice)


def serial_pauses(story: Story, dice: random.Random, _books: Books) -> None:
    begun(story, dice)
    for _ in range(dice.randint(3, 5)):
        suspend(story, after(story.now, 2), "council")
        story.say("resumed", after(story.now, 30), story.office.officer, document="18/BB-UBND")


def entered_afterwards(story: Story, dice: random.Random, books: Books) -> None:
    """Worked on paper; the whole of it typed in one sitting."""
    office = story.office
    story.accept(received_at(dice, story.kind))
    signed = story.now - timedelta(days=dice.choice((0, 1, 3)))
    rush(story, dice, dice.uniform(0.5, 8))
    number = f"{books.take(office, story.kind)}/{story.kind.code}"
    story.record(story.now + MINUTE, office.clerk, number, file=f"f{story.stream}", signed=signed)
    give_out(story, dice)


def rush(story: Story, dice: random.Random, minutes: float) -> None:
    """Through the steps in so many minutes altogether."""
    office, each = story.office, minutes * MINUTE / 8
    story.give(story.now + each, office.desk, 2)
    for who, step in ((office.officer, 2), (office.head, 3)):
        story.confirm(story.now + each, who, step)
        story.complete(story.now + each * dice.uniform(0.8, 1.2), who, step)
    story.confirm(story.now + each, office.clerk, 4)


def flush(story: Story, dice: random.Random, books: Books) -> None:
    """Lay untouched, then a whole pile within a quarter of an hour before closing."""
    day = (story.evening or received_at(dice, story.kind)).date()
    received = calendar().subtract_working_days(day, dice.randint(1, story.kind.days))
    story.accept(at(received, 9, dice.randint(0, 59)))
    evening = at(day, 16, 45) + timedelta(seconds=dice.randint(0, 300))
    office = story.office
    story.give(evening, office.desk, 2)
    for who, step in ((office.officer, 2), (office.head, 3)):
        story.confirm(story.now + timedelta(seconds=20), who, step)
        story.complete(story.now + timedelta(seconds=20), who, step)
    story.confirm(story.now + timedelta(seconds=20), office.clerk, 4)
    number = f"{books.take(office, story.kind)}/{story.kind.code}"
    story.record(story.now + timedelta(seconds=20), office.clerk, number, file=f"f{story.stream}")
    give_out(story, dice)


def one_hand(story: Story, dice: random.Random, books: Books) -> None:
    worked(story, dice, books)
    give_out(story, dice)
    one = story.office.desk
    story.events = [replace(event, person=one) for event in story.events]


def withdrawn_for_him(story: Story, dice: random.Random, _books: Books) -> None:
    begun(story, dice)
    paper = dice.choice(("theo yêu cầu", "công dân đề nghị", "Đơn xin rút"))
    story.say("withdrawn", last_day(story), story.office.desk, document=paper, reason=None)


def given_to_nobody(story: Story, dice: random.Random, books: Books) -> None:
    worked(story, dice, books)
    story.say("arrived_at_desk", after(story.now, 2), story.office.desk)
    who = dice.choice(("x", ".", "dân", "1", "Trần Thị Bích Ngọc"))
    story.hand_out(after(story.now, 3), story.office.desk, who)


def back_dated(story: Story, dice: random.Random, books: Books) -> None:
    when = received_at(dice, story.kind)
    earlier = at(calendar().subtract_working_days(when.date(), dice.randint(3, 15)), 9)
    story.accept(when, claimed=earlier)
    story.give(after(story.now, 0.5), story.office.desk, 2)
    story.confirm(after(story.now, 1), story.office.officer, 2)
    story.complete(after(story.now, 8), story.office.officer, 2)
    sign_and_number(story, dice, books, 8)
    give_out(story, dice)


def skipped_step(story: Story, dice: random.Random, books: Books) -> None:
    worked(story, dice, books)
    give_out(story, dice)
    missing = dice.choice((2, 3))
    story.events = [
        event for event in story.events
        if not (event.kind in {"handed_over", "handover_confirmed", "step_completed"}
                and event.payload.get("step") == missing)
    ]  # fmt: skip


def numbers_off_system(story: Story, dice: random.Random, books: Books) -> None:
    books.take(story.office, story.kind, dice.randint(6, 40))
    certify(story, received_at(dice, story.kind), dice, books)


def night_hand(story: Story, dice: random.Random, books: Books) -> None:
    story.accept(received_at(dice, story.kind))
    night = at(story.now.date(), 22, dice.randint(0, 50))
    office = story.office
    story.give(night, office.desk, 2)
    story.confirm(story.now + 2 * MINUTE, office.officer, 2)
    story.complete(story.now + 4 * MINUTE, office.officer, 2)
    sign_and_number(story, dice, books, 16)
    give_out(story, dice)


def ping_pong(story: Story, dice: random.Random, books: Books) -> None:
    begun(story, dice)
    office = story.office
    for _ in range(dice.randint(4, 7)):
        story.complete(after(story.now, 3), office.officer, 2)
        story.confirm(after(story.now, 1), office.head, 3)
        story.send_back(after(story.now, 2), office.head, 3)
        story.confirm(after(story.now, 1), office.officer, 2)
    story.complete(after(story.now, 2), office.officer, 2)
    sign_and_number(story, dice, books, 8)
    give_out(story, dice)


def asked_by_phone(story: Story, dice: random.Random, _books: Books) -> None:
    begun(story, dice)
    story.ask(after(story.now, 3), story.office.officer, after(story.now, 90), slip=False)
    story.answered(after(story.now, dice.uniform(10, 60)))


def kept_back(story: Story, dice: random.Random, books: Books) -> None:
    worked(story, dice, books)
    days = 8.0 * dice.randint(7, 20)
    story.say("arrived_at_desk", after(story.now, days), story.office.desk)
    story.hand_out(after(story.now, 2), story.office.desk)


def late_apology(story: Story, dice: random.Random, books: Books) -> None:
    worked(story, dice, books)
    give_out(story, dice)
    story.say("apology_issued", after(story.now, 8.0 * dice.randint(8, 25)), story.office.head,
              number=dice.randint(1, 99), late=True, already_late=True)  # fmt: skip
