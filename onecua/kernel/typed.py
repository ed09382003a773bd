"""PURE. Values as they are typed after a command: `parser.add_argument("--at", type=instant)`."""

from argparse import ArgumentTypeError
from datetime import date, datetime

from onecua.kernel.vietnamese import VIETNAM

NOT_READ = 2  # the exit code of a line with something in it that cannot be meant


def instant(text: str) -> datetime:
    """Aware; without a zone it is the office's own. Raises ArgumentTypeError."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            f"“{text}” không phải là thời điểm; hãy ghi như 2021-01-21T09:00."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def day(text: str) -> date:
    """Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” không phải là ngày; hãy ghi như 2021-01-21.") from None
