"""`manage.py` answers what it cannot read in Vietnamese, and says what to type. One place for all.

Django's own parser is asked first, in the way that raises instead of printing; what argparse says
of a wrong line is a small language, and `_SENTENCES` is its dictionary.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NoReturn

from django.apps import apps
from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser

from onecua.kernel.typed import NOT_READ

# What argparse says -> what we say. Values are put in as argparse names them.
_SENTENCES: Mapping[str, str] = {
    r"unrecognized arguments: (?P<value>.+)": "Không có tùy chọn “{value}”.",
    r"the following arguments are required: (?P<value>.+)": "Còn thiếu {value}.",
    r"argument (?P<name>[^:]+): expected .*": "{name} cần kèm một giá trị.",
    r"argument (?P<name>[^:]+): invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)": (
        "{name} không nhận “{value}”; chọn một trong: {choices}."
    ),
    r"argument (?P<name>[^:]+): invalid (?P<type>\w+) value: (?P<value>.+)": (
        "{name} không hiểu “{value}”; {example}."
    ),
    r"argument (?P<name>[^:]+): ignored explicit argument (?P<value>.+)": (
        "{name} không nhận giá trị “{value}”."
    ),
    r"argument (?P<name>[^:]+): not allowed with argument (?P<value>.+)": (
        "{name} không dùng cùng {value}."
    ),
    r"ambiguous option: (?P<name>\S+) could match (?P<value>.+)": (
        "“{name}” có thể là {value}; hãy gõ đủ tên."
    ),
    r"argument (?P<name>[^:]+): (?P<value>.+)": "{name}: {value}",
}
_EXAMPLES: Mapping[str, str] = {
    "int": "hãy ghi một số nguyên, như 3",
    "float": "hãy ghi một số, như 0.5",
    "Decimal": "hãy ghi một số, như 0.5",
    "fromisoformat": "hãy ghi như 2021-01-21 hoặc 2021-01-21T09:00",
}
_ANY_EXAMPLE = "hãy ghi lại"


class Office(ManagementUtility):
    """Django's utility, but the line is read before the command is started."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        if subcommand not in get_commands():
            apps.check_apps_ready()  # settings that refuse to load say so themselves
            _refuse(_no_such_command(subcommand), f"Xem các lệnh: {self.prog_name} help")
        command = super().fetch_command(subcommand)
        if self.argv[1] == subcommand:
            try:
                command.create_parser(self.prog_name, subcommand).parse_args(self.argv[2:])
            except CommandError as error:
                _refuse(in_vietnamese(str(error)), _usage(command, self.prog_name, subcommand))
        return command


def main(argv: Sequence[str]) -> None:
    Office(list(argv)).execute()


def in_vietnamese(said: str) -> str:
    """argparse's complaint as a sentence of ours; one that is ours already stays."""
    said = said.removeprefix("Error: ")
    for pattern, sentence in _SENTENCES.items():
        if found := re.fullmatch(pattern, said, re.DOTALL):
            words = {name: _bare(value) for name, value in found.groupdict().items()}
            example = _EXAMPLES.get(words.get("type", ""), _ANY_EXAMPLE)
            return sentence.format(**words, example=example)
    return said


def _no_such_command(name: str) -> str:
    near = get_close_matches(name, get_commands(), 1)
    meant = f" Có phải “{near[0]}”?" if near else ""
    return f"Không có lệnh “{name}”.{meant}"


def _bare(value: str) -> str:
    """Without the quotes of a Python value."""
    return value.replace("'", "").strip()


def _usage(command: BaseCommand, program: str, name: str) -> str:
    """The command's own options; those that Django gives to every command stay out."""
    own = CommandParser(prog=f"{program} {name}", add_help=False)
    command.add_arguments(own)
    return own.format_usage().replace("usage:", "Cách gõ:", 1).rstrip()


def _refuse(sentence: str, how: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n{how}\n")
    sys.exit(NOT_READ)
