"""The table of steps as it is typed: rows of text, moved, added and dropped, then read as steps."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal, InvalidOperation

from onecua.kernel.errors import BadInput
from onecua.kernel.text import clean_line
from procedures.importers.desk_files import StepFacts
from procedures.limits import vietnamese_number
from procedures.models import WorkflowStep
from procedures.workflow_shape import returns_of

Row = dict[str, str]
MOST_ROWS = 100  # of a form; the service allows fewer steps
COLUMNS = tuple(field.name for field in fields(StepFacts) if field.name != "no")
CHOICES = {
    "term_unit": set(WorkflowStep.TermUnit.values),
    "evidence": set(WorkflowStep.Evidence.values),
}
LENGTHS = {  # as the columns of WorkflowStep
    "name": 200, "unit_role": 160, "post_role": 160, "branch": 5, "may_return_to": 30, "note": 500,
}  # fmt: skip
LABELS = {
    "name": "tên", "unit_role": "đơn vị", "post_role": "vị trí", "branch": "nhánh",
    "may_return_to": "trả về bước", "note": "ghi chú",
}  # fmt: skip
TICKED = ("lead", "may_close")
EMPTY: Row = dict.fromkeys(COLUMNS, "") | {"term_unit": "hours", "evidence": "document"}


class NotAStep(BadInput):
    code = "not-a-step"
    sentence = "Bước {no}: {why}. Sửa lại rồi lưu."


def shown(steps: Sequence[StepFacts]) -> list[Row]:
    return [
        {name: str(getattr(step, name)) for name in COLUMNS}
        | {"term": vietnamese_number(step.term)}
        | {name: "on" if getattr(step, name) else "" for name in TICKED}
        for step in steps
    ]


def typed(given: Mapping[str, str]) -> list[Row]:
    """`name-1`, `term-1` … for as many rows as `rows` says."""
    said = given.get("rows", "0")
    count = min(int(said), MOST_ROWS) if said.isdecimal() and len(said) < len("1000") else 0
    return [{name: given.get(f"{name}-{no}", "") for name in COLUMNS} for no in range(1, count + 1)]


def rearranged(rows: Sequence[Row], wish: str) -> list[Row]:
    """wish: "them-2" adds a row after the second, "bo-2" drops it, "len-2" and "xuong-2" move it.

    What a step returns to follows the step it meant.
    """
    verb, _, said = wish.partition("-")
    at = int(said) - 1 if said.isdecimal() else -1
    order: list[int | None] = list(range(len(rows)))
    if verb == "them":
        order.insert(at + 1, None)
    elif verb == "bo" and 0 <= at < len(rows):
        order.pop(at)
    elif verb in {"len", "xuong"}:
        other = at - 1 if verb == "len" else at + 1
        if min(at, other) >= 0 and max(at, other) < len(rows):
            order[at], order[other] = order[other], order[at]
    now_at = {old: new for new, old in enumerate(order) if old is not None}
    return [EMPTY if old is None else _following(rows[old], now_at) for old in order]


def _following(row: Row, now_at: Mapping[int, int]) -> Row:
    wanted = [part.strip() for part in row["may_return_to"].split(",")]
    if not all(part.isdecimal() for part in wanted):
        return row
    moved = [now_at[int(part) - 1] + 1 for part in wanted if int(part) - 1 in now_at]
    return row | {"may_return_to": ", ".join(map(str, sorted(moved)))}


def facts(rows: Sequence[Row]) -> tuple[StepFacts, ...]:
    """Raises NotAStep: a term that is no number, a text that is too long."""
    return tuple(_step(no, row) for no, row in enumerate(rows, 1))


def _step(no: int, row: Row) -> StepFacts:
    words = {name: clean_line(row[name]) for name in LENGTHS}
    for name, most in LENGTHS.items():
        if len(words[name]) > most:
            raise NotAStep(no=no, why=f"{LABELS[name]} dài quá {most} chữ")
    for name, allowed in CHOICES.items():
        if row[name] not in allowed:
            raise NotAStep(no=no, why="chọn lại đơn vị tính và sản phẩm của bước")
    step = StepFacts(
        no=no, **words, term=_term(no, row["term"]), term_unit=row["term_unit"],
        lead=row["lead"] == "on", may_close=row["may_close"] == "on", evidence=row["evidence"],
    )  # fmt: skip
    if step.may_return_to and not returns_of(step):
        raise NotAStep(no=no, why="trả về bước nào thì ghi số của bước ấy, ví dụ 1, 2")
    return step


def _term(no: int, said: str) -> Decimal:
    try:
        term = Decimal(said.strip().replace(",", ".") or 0)
    except InvalidOperation:
        raise NotAStep(no=no, why=f"thời hạn “{clean_line(said)}” không phải là số") from None
    if not term.is_finite() or abs(term) >= 10_000 or term != round(term, 2):  # noqa: PLR2004 - numeric(6, 2)
        raise NotAStep(no=no, why=f"thời hạn “{clean_line(said)}” không đếm được")
    return term
