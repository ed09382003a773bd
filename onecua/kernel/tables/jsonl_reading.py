"""PURE. A record to a line, as the national database gives details: its keys are the heading."""

import json
from typing import Any

from onecua.kernel.tables.raw import MAX_COLUMNS, MAX_ROWS, RawRow, refused, too_long
from onecua.kernel.text import clean_text

DEEPEST = 1_000_000  # letters of one line: a record, not a library


def read_jsonl(content: bytes) -> tuple[RawRow, ...]:
    """The heading stands at row 0: the first record is row 1, as an editor counts its lines."""
    rows: list[RawRow] = []
    keys: dict[str, None] = {}
    records: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            records.append((number, _record(number, line)))
            keys |= dict.fromkeys(records[-1][1])
        if len(records) > MAX_ROWS:
            raise too_long()
    if len(keys) > MAX_COLUMNS:
        raise refused(f"Tệp có {len(keys)} trường khác nhau, nhiều hơn {MAX_COLUMNS}.")
    rows.append(RawRow(0, tuple(clean_text(key) for key in keys)))
    for number, record in records:
        rows.append(RawRow(number, tuple(_text(record.get(key)) for key in keys)))
    return tuple(rows)


def _record(number: int, line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig")) if len(line) <= DEEPEST else None
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        raise refused(f"Dòng {number}: không đọc được bản ghi JSON; hãy xuất lại tệp.")
    return record


def _text(value: Any) -> str:
    if value is None:
        return ""
    return clean_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
