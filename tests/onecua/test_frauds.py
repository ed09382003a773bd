"""The rules against a simulated province: frauds that are known, honest people who are many."""

import random
import re
from functools import cache

import pytest

from cases.events import KINDS
from onecua.bench.frauds.honest import Books, honest
from onecua.bench.frauds.province import office
from onecua.bench.frauds.register import FRAUDS
from onecua.bench.frauds.scoring import Score, score, table
from onecua.bench.frauds.traffic import traffic
from onecua.settings.base import ROOT
from reports.detectors.rules import RULES

FRESH = (101, 102, 103)  # no rule was tuned on these
HONEST, RATE = 1_500, 0.1
NAMED = re.compile(r"^\| `([a-z-]+)` \|", re.MULTILINE)


@cache
def fresh() -> Score:
    """The three seeds together."""
    whole = Score()
    for seed in FRESH:
        one = score(traffic(HONEST, RATE, seed))
        whole.honest += one.honest
        for name in ("done", "found", "by", "right", "wrong", "hard"):
            getattr(whole, name).update(getattr(one, name))
    return whole


def test_the_worst_fraud_that_does_not_adapt_is_found_nineteen_times_in_twenty() -> None:
    recall, name = fresh().worst
    assert recall >= 0.95, f"{name}\n{table(fresh())}"


def test_of_a_thousand_honest_dossiers_at_most_one_is_asked_about_wrongly() -> None:
    assert fresh().honest == HONEST * len(FRESH)
    assert fresh().false_per_thousand <= 1, table(fresh())


def test_every_fraud_was_done_and_those_that_adapt_are_told_too() -> None:
    assert set(fresh().done) == set(FRAUDS)
    assert sum(fraud.adaptive for fraud in FRAUDS.values()) >= 4
    for name, fraud in FRAUDS.items():
        assert (f"{name} (thích nghi)" if fraud.adaptive else name) in table(fresh())


def test_without_its_rule_a_fraud_goes_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the benchmark can fail."""
    kept = tuple(rule for rule in RULES.values() if rule.slug != "di-lai" and rule.way)
    monkeypatch.setattr("onecua.bench.frauds.scoring.OF_ONE", kept)
    recall, name = score(traffic(300, RATE, 101)).worst
    assert (name, recall < 0.5) == ("ping-pong", True)


def test_the_frauds_are_those_of_the_document() -> None:
    named = NAMED.findall((ROOT / "docs" / "frauds.md").read_text(encoding="utf-8"))
    assert named == list(FRAUDS)
    text = (ROOT / "docs" / "frauds.md").read_text(encoding="utf-8")
    rules = {slug for slug in re.findall(r"`([a-z-]+)`", text) if slug in RULES}
    assert rules >= {slug for slug in RULES if slug not in {"tong-ngay", "khai-ngoai-he-thong"}}


def test_a_simulated_history_says_nothing_the_ledger_does_not_know() -> None:
    """The payloads are a part of what the services write, field by field."""
    dice, books = random.Random(5), Books()  # noqa: S311 - a simulation
    where = office(1, dice)
    stories = [honest(no, where, dice, books) for no in range(60)] + [
        story for story in traffic(60, RATE, 5) if story.fraud
    ]
    for story in stories:
        seqs = [event.seq for event in story.events]
        times = [event.recorded_at for event in story.events]
        assert seqs == sorted(set(seqs))
        assert times == sorted(times)
        for event in story.events:
            assert event.happened_at <= event.recorded_at
            extra = set(event.payload) - set(KINDS[event.kind].fields)
            assert not extra, f"{event.kind}: {extra}"


def test_the_same_seed_makes_the_same_province() -> None:
    one, two = traffic(80, RATE, 9), traffic(80, RATE, 9)
    assert [story.events for story in one] == [story.events for story in two]
