"""`visible_to` is the only door: who reads dossiers past it is named here, with the reason."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from onecua.settings.base import ROOT

READERS = ("cases/selectors", "cases/web", "cases/api", "reports")
PAST_THE_DOOR: Mapping[str, str] = {
    "cases/selectors/lookup.py": "the public lookup: the code and the mã kiểm tra are the key",
    "cases/selectors/worklist.py": "keys along the unit's own access rows; rows_of asks the door",
    "cases/selectors/handovers.py": "as the worklist",
    "cases/selectors/register.py": "numbers and years of the desk's own register",
    "cases/selectors/calendar_page.py": "what a calendar would move, for the system administrator",
    "cases/selectors/printing.py": "how many results are on their way to the post's own desk",
    "cases/selectors/results.py": "as the worklist, of the post's own desk",
    "cases/selectors/outgoing.py": "codes alone, of what an administrator has to send again",
    "reports/ledger_view.py": "codes alone, of what an auditor examines",
    "reports/keeping.py": "the day's figures of all units; a reader sees those of his own",
    "reports/lives.py": "the nightly rules read all; who sees a finding, reports.findings says",
    "reports/detecting.py": "as reports/lives.py",
    "reports/agency_signs.py": "as reports/lives.py",
    "cases/api/dossiers.py": "none at all, for the schema",
}


def test_nobody_else_reads_dossiers_past_the_door() -> None:
    found = {name for name in _files() if _reads_past(ROOT / name)}
    assert found == set(PAST_THE_DOOR)


def _files() -> Iterator[str]:
    for folder in READERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield str(file.relative_to(ROOT))


def _reads_past(file: Path) -> bool:
    """`Dossier.objects`, whatever follows it."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "objects"
        and isinstance(node.value, ast.Name)
        and node.value.id == "Dossier"
        for node in ast.walk(ast.parse(file.read_text()))
    )
