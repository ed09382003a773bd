"""PURE. A context as canonical JSON, and back."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from onecua.ledger.canonical import canonical_json

Value = TypeVar("Value")


class UnreadableContext(ValueError):
    """A stored context does not have the shape of its form."""


def to_json(context: object) -> str:
    """The same text for the same slip, always: sorted keys, no floats (RFC 8785)."""
    if not is_dataclass(context) or isinstance(context, type):
        raise TypeError(f"a context is a dataclass, not {type(context).__name__}")
    return canonical_json(asdict(context))


def from_json(kind: type[Value], text: str) -> Value:
    """Inverse of to_json. A field added later takes its default; an unknown one is refused.

    Raises UnreadableContext.
    """
    try:
        value: Value = _read(kind, json.loads(text))
    except (TypeError, ValueError) as error:
        raise UnreadableContext(f"{kind.__name__}: {error}") from error
    return value


def _read(kind: Any, value: Any) -> Any:
    if is_dataclass(kind):
        return _read_dataclass(kind, value)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise TypeError(f"a list was expected, not {type(value).__name__}")
        return _read_members(get_args(kind)[0], value)
    if type(value) is not kind:  # True is no count, and 1 is no word
        raise TypeError(f"{kind.__name__} was expected, not {type(value).__name__}")
    return value


def _read_members(kind: Any, values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(_read(kind, value) for value in values)


@cache
def _hints(kind: type) -> dict[str, Any]:
    """A register has thousands of rows of one kind."""
    return get_type_hints(kind)


def _read_dataclass(kind: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        raise TypeError(f"{kind.__name__} was expected, not {type(value).__name__}")
    hints = _hints(kind)
    if unknown := value.keys() - {field.name for field in fields(kind)}:
        raise TypeError(f"unknown fields: {', '.join(sorted(unknown))}")
    return kind(**{name: _read(hints[name], member) for name, member in value.items()})
