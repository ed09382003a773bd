"""PURE. Every fraud by its name in docs/frauds.md: a test compares the two."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onecua.bench.frauds import adaptive, insiders
from onecua.bench.frauds.honest import Books
from onecua.bench.frauds.insiders import LONG
from onecua.bench.frauds.province import KINDS, Kind
from onecua.bench.frauds.story import Story


@dataclass(frozen=True, slots=True)
class Fraud:
    """pile: dossiers of one deed. least: people of an office in which it makes sense.

    in_outage: only where the system once did not work.
    """

    name: str
    way: Callable[[Story, random.Random, Books], None]
    adaptive: bool = False
    pile: int = 1
    least: int = 0
    in_outage: bool = False
    kinds: tuple[Kind, ...] = LONG


_AT_ONCE = tuple(kind for kind in KINDS if not kind.days)
FRAUDS: Mapping[str, Fraud] = {
    fraud.name: fraud
    for fraud in (
        Fraud("stopped-unasked", insiders.stopped_unasked),
        Fraud("empty-result", insiders.empty_result),
        Fraud("borrowed-number", insiders.borrowed_number),
        Fraud("pause-on-the-day", insiders.pause_on_the_day),
        Fraud("serial-pauses", insiders.serial_pauses),
        Fraud("entered-afterwards", insiders.entered_afterwards),
        Fraud("flush-before-closing", insiders.flush, pile=10),
        Fraud("one-hand", insiders.one_hand, least=4),
        Fraud("withdrawn-for-him", insiders.withdrawn_for_him),
        Fraud("given-to-nobody", insiders.given_to_nobody),
        Fraud("back-dated", insiders.back_dated),
        Fraud("skipped-step", insiders.skipped_step),
        Fraud("numbers-off-system", insiders.numbers_off_system, kinds=_AT_ONCE),
        Fraud("night-hand", insiders.night_hand),
        Fraud("ping-pong", insiders.ping_pong),
        Fraud("asked-by-phone", insiders.asked_by_phone),
        Fraud("kept-back", insiders.kept_back),
        Fraud("late-apology", insiders.late_apology),
        Fraud("just-under", adaptive.just_under, adaptive=True, pile=6),
        Fraud("day-before", adaptive.day_before, adaptive=True),
        Fraud("outage-claim", adaptive.outage_claim, adaptive=True, in_outage=True),
        Fraud("plausible-stop", adaptive.plausible_stop, adaptive=True),
        Fraud("other-file", adaptive.other_file, adaptive=True),
    )
}
