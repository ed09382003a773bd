"""The inputs of the organisation's forms. They parse; what is right, the services decide."""

from typing import Any

from django import forms

LINE = {"class": "input", "autocomplete": "off"}
PICK = {"class": "input"}
TEXT = forms.Textarea({"class": "input", "rows": 3})
NONE_CHOSEN = ("", "– Chọn –")


class Day(forms.DateField):
    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(
            label=label,
            input_formats=["%d/%m/%Y", "%Y-%m-%d"],
            widget=forms.DateInput(
                LINE | {"class": "input input--date", "placeholder": "dd/mm/yyyy",
                        "inputmode": "numeric"},
                "%d/%m/%Y",
            ),
            error_messages={"invalid": "Ngày phải viết dd/mm/yyyy, ví dụ 05/03/2021."},
            **options,
        )  # fmt: skip


class Chosen(forms.TypedChoiceField):
    """One of what the page offers; the choices come with the page."""

    def __init__(self, label: str, *, empty: str = "– Chọn –", **options: Any) -> None:
        self.empty = empty
        super().__init__(
            label=label, coerce=int, empty_value=None, widget=forms.Select(PICK),
            choices=[("", empty)], **options,
        )  # fmt: skip


def line(label: str, most: int, **options: Any) -> forms.CharField:
    widget = forms.TextInput(LINE | options.pop("attributes", {}))
    return forms.CharField(label=label, max_length=most, widget=widget, **options)


def pick(label: str, choices: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.Select(PICK), **options)


def decision() -> forms.CharField:
    return line("Quyết định, văn bản làm căn cứ", 120, help_text="Số và ký hiệu, ví dụ 15/QĐ-UBND.")


def offer(form: forms.Form, name: str, rows: dict[int, str]) -> None:
    field = form.fields[name]
    if isinstance(field, Chosen):
        field.choices = [("", field.empty), *((str(pk), words) for pk, words in rows.items())]
