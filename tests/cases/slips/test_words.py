"""Every word of a frozen context stands on the paper, and nothing else changes it."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from cases.slip_contexts.codec import to_json
from cases.slip_contexts.form import OWN, TT01, TT03, FormKey
from cases.slip_contexts.forms import FORMS
from cases.slips.render import renderer
from cases.slips.samples import SAMPLES
from tests.cases.slips.reading import text

GOLDEN = Path(__file__).parent / "golden"
SETS = {TT01: "tt01", TT03: "tt03", OWN: "own"}
ALL = pytest.mark.parametrize("key", FORMS, ids=str)
# The base and the raw check code go into the QR; a code on paper stands in two groups.
NOT_IN_WORDS = {"base", "check_code"}
# What a form leaves out: a letter has no line for mail, a label no head, a sheet no invitation.
UNSAID = {
    "apology": {"email"},
    "stop_notice": {"email"},
    "control_sheet": {"text", "place_date"},
    "label": {"issuer", "parent", "text", "label"},
}


def golden(key: FormKey, ending: str) -> str:
    path = GOLDEN / f"{SETS[key[0]]}_{key[1]}.{ending}"
    return path.read_text(encoding="utf-8").rstrip("\n")


def words_of(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """(field, words) of everything a context holds."""
    if isinstance(value, str):
        yield name, " ".join(value.split())
    elif isinstance(value, tuple):
        for member in value:
            yield from words_of(member, name)
    elif is_dataclass(value):
        for field in fields(value):
            inner = "issuer" if name == "issuer" and field.name == "name" else field.name
            yield from words_of(getattr(value, field.name), inner)


def squeezed(words: str) -> str:
    """A code may break after its hyphen, a sentence anywhere."""
    return "".join(words.split()).upper()


@ALL
def test_every_word_of_the_context_can_be_read_from_the_file(key: FormKey) -> None:
    slip: Any = SAMPLES[key]
    paper = squeezed(text(renderer().render(FORMS[key], slip)))
    unsaid = NOT_IN_WORDS | UNSAID.get(key[1], set())
    said = [(name, words) for name, words in words_of(slip) if name not in unsaid]
    assert [(name, words) for name, words in said if squeezed(words) not in paper] == []
    assert key[1] == "label" or squeezed(slip.lookup.check_code_groups) in paper


def test_a_letter_starts_its_sentence_with_the_day() -> None:
    for key in ((TT01, "apology"), (TT03, "apology"), (TT03, "stop_notice")):
        assert "Ngày 15 tháng " in text(renderer().render(FORMS[key], SAMPLES[key]))


@ALL
def test_the_fields_stand_in_the_order_of_the_form(key: FormKey) -> None:
    paper = text(renderer().render(FORMS[key], SAMPLES[key]))
    name = f"{Path(FORMS[key].template).stem}.order"  # two circulars may share a layout
    labels = (GOLDEN / name).read_text(encoding="utf-8").splitlines()
    place = 0
    for label in labels:
        assert label in paper[place:]
        place = paper.index(label, place)


@ALL
def test_a_stored_context_renders_the_words_it_rendered_when_it_was_issued(key: FormKey) -> None:
    stored = golden(key, "json")
    issued = golden(key, "txt")
    slip: Any = FORMS[key].read(stored)
    assert text(renderer().render(FORMS[key], slip)) == issued
    assert still_said(json.loads(stored), json.loads(to_json(slip)))


def still_said(stored: Any, said: Any) -> bool:
    """Everything that was stored; a field may have joined it since."""
    if isinstance(stored, dict):
        return all(name in said and still_said(stored[name], said[name]) for name in stored)
    if isinstance(stored, list):
        return len(stored) == len(said) and all(map(still_said, stored, said))
    return bool(stored == said)


def test_a_missing_value_leaves_dots_for_the_pen() -> None:
    slip: Any = SAMPLES["TT 01/2018", "refusal"]
    paper = text(renderer().render(FORMS["TT 01/2018", "refusal"], slip))
    assert "Số điện thoại: ....." in paper
    assert "Email: ....." in paper


def test_an_apology_after_the_date_says_so() -> None:
    form, slip = FORMS["TT 01/2018", "apology"], SAMPLES["TT 01/2018", "apology"]
    late: Any = replace(slip, already_late=True)  # type: ignore[type-var]
    assert "Tuy nhiên đến nay, Sở" in text(renderer().render(form, late))
    assert "chưa thể trả kết quả" in text(renderer().render(form, slip))


def test_a_corrected_receipt_names_the_one_it_replaces() -> None:
    form = FORMS["TT 01/2018", "receipt"]
    slip: Any = replace(
        SAMPLES[form.key],  # type: ignore[type-var]
        replaces="Giấy số 1036/TNHS ngày 15/3/2021",
        due_note="tạm tính",
        fee="Không",
    )
    paper = text(renderer().render(form, slip))
    assert "(Thay thế Giấy số 1036/TNHS ngày 15/3/2021)" in paper
    assert "năm 2021 (tạm tính)" in paper
    assert "Phí, lệ phí: Không" in paper
