"""The table of who is told: complete, and with words for each audience."""

import pytest

from cases.events import KINDS
from cases.lapses import _RULES
from cases.notices import NOTICES, Audience
from cases.services.sweep_kinds import EVERYTHING

LAPSES = {
    "submission_unanswered", "handover_late", "supplement_unanswered", "result_uncollected",
}  # fmt: skip


def test_whatever_the_sweep_says_is_an_event_and_somebody_is_told() -> None:
    said = {kind.name for kind in EVERYTHING} - {"lapse"} | LAPSES
    assert said <= set(KINDS)
    assert said <= set(NOTICES)
    assert len(_RULES) == len(LAPSES)


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_has_words_for_whom_it_is_for(kind: str) -> None:
    notice = NOTICES[kind]
    assert notice.to
    assert KINDS[kind].sentence
    if Audience.CITIZEN in notice.to:
        assert KINDS[kind].public, "a citizen never reads the officers' sentence"
