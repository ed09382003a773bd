"""What an empty field of any form says: not that it is required, but what is missing in it."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates

_UNSAID = forms.Field.default_error_messages["required"]


def what_is_missing(field: forms.Field, label: str) -> str:
    """Cần ghi lý do. / Cần chọn tệp kết quả."""
    bare = label.removesuffix("*").strip()
    name = bare if bare[1:2].isupper() else bare[:1].lower() + bare[1:]
    picked = isinstance(field, forms.ChoiceField | forms.FileField)
    if isinstance(field, forms.BooleanField):
        return f"Cần đánh dấu “{bare}”."
    return f"Cần {'chọn' if picked else 'ghi'} {name}."


class SayingField(BoundField):
    """A field is bound before it is cleaned, so it knows its label in time."""

    def __init__(self, form: Any, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages.get("required") == _UNSAID:
            field.error_messages["required"] = what_is_missing(field, str(self.label))


class Renderer(DjangoTemplates):
    """Django's own, whose forms say what is missing (setting FORM_RENDERER)."""

    bound_field_class = SayingField
