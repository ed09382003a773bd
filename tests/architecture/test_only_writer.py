"""Each table has one writer: dossiers, the organisation and the ledger's events."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from onecua.settings.base import ROOT

WRITERS = ("cases/services/", "cases/migrations/")
LEDGER = ("onecua/ledger/",)
ORGANISERS = ("onecua/people/services/", "onecua/people/migrations/")
ORGANISATION = {
    "Absence", "Agency", "Delegation", "Desk", "Outage", "Person", "Post", "StaffList", "Unit",
}  # fmt: skip
WRITES = {
    "create", "update", "delete", "save", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create",
}  # fmt: skip
CASES = {
    "Apology", "Applicant", "Branch", "CalendarChange", "Dossier", "DossierAccess",
    "DossierPaper", "Handover", "PrintItem", "PrintJob", "PrintPart", "PrinterSetup",
    "ReceptionDraft", "RegisterVolume", "Result", "SetAside", "Slip", "SoonRule", "StepHistory",
    "StepRun", "StoredFile", "Supplement", "WorkflowMove",
}  # fmt: skip
GUARDED = {
    "state", "outcome", "run", "generation", "promised_due", "legal_due", "appointed_due",
    "late_from", "timeliness", "holder_unit", "holder_unit_id", "holder_person", "rescheduled",
    "late_said", "soon_said", "debt_said", "lapse", "lapses_at", "lapse_said", "escalated",
    "ended_at", "apologised_to",
}  # fmt: skip

MODULES = [
    path
    for folder in ("onecua", "procedures", "cases", "reports")
    for path in sorted((ROOT / folder).rglob("*.py"))
]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def root_of(node: ast.expr) -> str:
    """`Dossier.objects.filter(…).update` begins with Dossier."""
    while True:
        if isinstance(node, ast.Attribute):
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            return node.id if isinstance(node, ast.Name) else ""


def writes(tree: ast.AST, models: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in WRITES
            and root_of(node.func) in models
        ):
            yield f"line {node.lineno}: {root_of(node.func)}…{node.func.attr}()"


def assignments(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            if (
                isinstance(target, ast.Attribute)
                and target.attr in GUARDED
                and root_of(target) == "dossier"
            ):
                yield f"line {node.lineno}: dossier.{target.attr} ="


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nobody_else_writes(path: Path) -> None:
    tree = ast.parse(path.read_text())
    if not name_of(path).startswith(WRITERS):
        assert [*writes(tree, CASES), *assignments(tree)] == []
    if not name_of(path).startswith(LEDGER):
        assert [*writes(tree, {"Event", "StreamHead", "Counter", "Seal"})] == []
    if not name_of(path).startswith(ORGANISERS):
        assert [*writes(tree, ORGANISATION)] == []


def test_the_rule_sees_what_it_forbids() -> None:
    bad = (
        "Dossier.objects.filter(pk=1).update(state='x')",
        "dossier.state = 'y'",
        "Event.objects.create()",
        "Post.objects.create(role='system_admin')",
    )
    tree = ast.parse("\n".join(bad))
    found = [*writes(tree, CASES | ORGANISATION | {"Event"}), *assignments(tree)]
    assert len(found) == len(bad)
