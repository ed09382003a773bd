import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from onecua.settings.base import ROOT

LONGEST_MODULE = 250
LONGEST_STORY = 450  # a file of tests is read by its headings
LONGEST_FUNCTION = 50
LONGEST_ACT_OF_A_STORY = 80  # a journey is one story, read from top to bottom
LONGEST_TEMPLATE = 150

MODULES = [
    path
    for folder in ("onecua", "procedures", "cases", "reports", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_can_be_read_at_one_sitting(path: Path) -> None:
    story = name_of(path).startswith("tests/")
    assert len(path.read_text().splitlines()) <= (LONGEST_STORY if story else LONGEST_MODULE)
    longest = LONGEST_ACT_OF_A_STORY if story else LONGEST_FUNCTION
    assert {name: size for name, size in functions(path) if size > longest} == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_too(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_TEMPLATE
