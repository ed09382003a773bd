"""PURE. A table as it lies in a file, before anybody asks what its columns mean."""

from dataclasses import dataclass

from onecua.kernel.errors import BadInput

MAX_ROWS = 30_000  # the whole national list has about 7,000 procedures
MAX_COLUMNS = 60


class UnreadableFile(BadInput):
    """The file as a whole; its rows were not looked at."""

    code = "unreadable-file"
    sentence = "{reason}"


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row with something in it; `number` counts from 1, as a spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]


def refused(reason: str) -> UnreadableFile:
    return UnreadableFile("file", reason=reason)


def too_long() -> UnreadableFile:
    return refused(
        f"Tệp có quá {MAX_ROWS:_} dòng; hãy tách thành nhiều tệp nhỏ hơn.".replace("_", ".")
    )
