"""docs/acts.md is what the table of acts says, and says all of it."""

from cases.acts_diagram import page
from cases.management.commands.draw_acts import PAGE
from cases.states import ACTS, STATES


def test_the_page_in_docs_is_the_table_of_today() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: manage.py draw_acts"


def test_every_act_and_every_state_stands_on_it() -> None:
    drawn = page()
    for act in ACTS.values():
        assert f"| `{act.name}` | {act.label} |" in drawn
    for state, facts in STATES.items():
        assert f'state "{facts.label}" as {state}' in drawn
        assert facts.open or f"{state} --> [*]" in drawn


def test_the_arrows_are_the_moves_and_the_dots_what_stays() -> None:
    lines = page().splitlines()
    assert "    processing --> awaiting_supplement : Yêu cầu bổ sung, hoàn thiện" in lines
    assert "    result_ready --> returned : Trả kết quả" in lines
    assert not any("processing --> processing" in line for line in lines)
    (note,) = (line for line in lines if line.startswith("| Ghi chú |"))
    assert note.count("•") == len(STATES)
    (confirm,) = (line for line in lines if line.startswith("| Xác nhận đã nhận bàn giao |"))
    assert (confirm.count("→"), confirm.count("•")) == (1, 1)
