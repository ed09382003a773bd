"""A refusal of the office: a stable code for programs, a sentence with the remedy for people."""

from typing import Any, ClassVar


class Refusal(Exception):
    """What the office will not do. `status` is the HTTP answer it becomes."""

    code: ClassVar[str] = "refused"
    sentence: ClassVar[str] = "Thao tác này không thực hiện được."
    status: ClassVar[int] = 409

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.sentence.format(**facts))

    @property
    def message(self) -> str:
        return str(self)


class BadInput(Refusal):
    """What was typed cannot be right; `field` names the input that says so."""

    status = 422

    def __init__(self, field: str = "", **facts: Any) -> None:
        self.field = field
        super().__init__(**facts)
