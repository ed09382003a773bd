import json
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from cases.slip_contexts.apology import ApologyContext
from cases.slip_contexts.codec import UnreadableContext, from_json, to_json
from cases.slip_contexts.form import FormKey
from cases.slip_contexts.forms import FORMS
from cases.slip_contexts.parts import Applicant, Paper
from cases.slip_contexts.receipt import ReceiptContext
from cases.slips.samples import SAMPLES

RECEIPT: Any = SAMPLES["TT 01/2018", "receipt"]
APOLOGY: Any = SAMPLES["TT 01/2018", "apology"]


@pytest.mark.parametrize("key", FORMS, ids=str)
def test_what_was_frozen_is_read_back_the_same(key: FormKey) -> None:
    context: Any = SAMPLES[key]
    text = to_json(context)
    assert FORMS[key].read(text) == context
    assert to_json(from_json(type(context), text)) == text


def test_the_frozen_text_is_canonical() -> None:
    text = to_json(RECEIPT)
    loaded = json.loads(text)
    assert text == json.dumps(loaded, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert "Nguyễn Thị Hoàng Oanh" in text


def test_hostile_text_survives_freezing_untouched() -> None:
    name = "A\u0001B\u202e <script> {{ x }} \U0001f600 Nguye\u0302\u0303n"
    context = replace(RECEIPT, applicant=Applicant(name))
    assert from_json(ReceiptContext, to_json(context)) == context


def test_a_context_cannot_be_changed_after_it_was_built() -> None:
    with pytest.raises(FrozenInstanceError):
        APOLOGY.reason = "Lý do khác"


def test_a_field_added_later_takes_its_default_in_old_slips() -> None:
    stored = json.loads(to_json(RECEIPT))
    del stored["due_note"], stored["papers"][0]["remark"]
    assert from_json(ReceiptContext, json.dumps(stored)) == RECEIPT


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("due_at", 5),
        ("due_at", None),
        ("sets", "1"),
        ("sets", True),
        ("sets", 1.0),
        ("demonstration", 1),
        ("papers", "giấy"),
        ("papers", [{"name": "Tờ khai", "originals": "1"}]),
        ("lookup", []),
        ("lookup", {"code": "x"}),
        ("mystery", "x"),
    ],
)
def test_a_stored_text_of_another_shape_is_refused(field: str, value: Any) -> None:
    stored = {**json.loads(to_json(RECEIPT)), field: value}
    with pytest.raises(UnreadableContext, match="ReceiptContext"):
        from_json(ReceiptContext, json.dumps(stored))


def test_a_slip_is_not_read_as_another_form() -> None:
    with pytest.raises(UnreadableContext):
        from_json(ApologyContext, to_json(RECEIPT))


def test_a_text_that_is_no_json_is_refused() -> None:
    with pytest.raises(UnreadableContext):
        from_json(ReceiptContext, "%PDF-1.7")


def test_no_float_can_be_frozen() -> None:
    with pytest.raises(TypeError):
        to_json(replace(RECEIPT, papers=(Paper("Tờ khai", 1.5),)))  # type: ignore[arg-type]
