"""PURE. A province's traffic from a seed: honest dossiers first, the frauds among them after."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from onecua.bench.frauds.honest import Books, honest, received_at
from onecua.bench.frauds.province import LAST, Office, after, at, cut_on, office
from onecua.bench.frauds.register import FRAUDS, Fraud
from onecua.bench.frauds.story import Story

PER_OFFICE = 250  # dossiers in the four months
FEWEST = 6
AS_OF: datetime = at(LAST, 17, 30)


def traffic(dossiers: int, rate: float, seed: int) -> list[Story]:
    """dossiers: honest ones. rate: falsified for each honest one, spread over all frauds."""
    dice = random.Random(seed)  # noqa: S311 - a simulation that can be repeated
    offices = [office(no, dice) for no in range(1, max(dossiers // PER_OFFICE, FEWEST) + 1)]
    if not any(each.outages for each in offices):
        offices[0] = replace(offices[0], outages=(cut_on(dice),))
    books = Books()
    stories = [honest(no, dice.choice(offices), dice, books) for no in range(1, dossiers + 1)]
    for fraud in FRAUDS.values():
        deeds = max(round(dossiers * rate / len(FRAUDS) / fraud.pile), 1) if rate else 0
        for _ in range(deeds):
            stories += _deed(fraud, len(stories) + 1, offices, dice, books)
    return stories


def _deed(
    fraud: Fraud, first: int, offices: Sequence[Office], dice: random.Random, books: Books
) -> list[Story]:
    where = dice.choice([
        each for each in offices
        if each.staff >= fraud.least and (each.outages or not fraud.in_outage)
    ])  # fmt: skip
    kind = dice.choice(fraud.kinds)
    evening = after(received_at(dice, kind), 80)
    done = []
    for stream in range(first, first + fraud.pile):
        story = Story(stream, where, kind, fraud=fraud.name, evening=evening)
        fraud.way(story, dice, books)
        done.append(story)
    return done
