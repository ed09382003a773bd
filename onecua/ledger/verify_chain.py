"""Every event of every stream again, in Python: text, hash, link, head, and its seal's leaf.

One pass in the order of the chains. Instants come as text in UTC, so that nothing of the server's
own spelling is trusted.
"""

import hashlib
import json
from collections.abc import Callable, Iterator

from onecua.ledger.canonical import FORMATS, GENESIS, json_text
from onecua.ledger.findings import Finding, Report
from onecua.ledger.merkle import leaf_of
from onecua.ledger.streaming import Row, rows
from onecua.ledger.verify_seals import Coverage

EVENTS = """
SELECT id, stream, seq, kind, version, format, (happened_at AT TIME ZONE 'UTC')::text,
       (recorded_at AT TIME ZONE 'UTC')::text, xact, person, post, on_behalf_of, payload,
       previous_hash, hash, data = payload::jsonb
FROM ledger_event ORDER BY stream, seq, id
"""
_HEADS = "SELECT stream, seq, hash, xact FROM ledger_streamhead ORDER BY stream"
TELL_EVERY = 100_000
_SHORT, _LONG = len("2021-03-01T08:00:00"), len("2021-03-01T08:00:00.000000")

Progress = Callable[[int], None]


def check_chains(seals: Coverage, report: Report, progress: Progress) -> None:
    heads = Heads(report)
    stream, seq, xact, previous = None, 0, 0, GENESIS
    for row in rows(EVENTS):
        event, sealed = row[0], seals.tree_of(row[0], row[8])
        if row[1] != stream:
            if stream is not None:
                heads.compare(stream, seq, previous, xact)
            stream, seq, previous = row[1], 0, GENESIS
        digest = bytes(row[14])
        for code, what in faults_of(row, seq, previous):
            report.add(Finding(code, what, stream, event))
        if sealed is not None:
            sealed.add(leaf_of(event, digest))
        else:
            _count_unsealed(report, row[7])
        seq, xact, previous = row[2], row[8], digest
        report.events += 1
        if report.events % TELL_EVERY == 0:
            progress(report.events)
    if stream is not None:
        heads.compare(stream, seq, previous, xact)
    heads.end()


def faults_of(row: Row, seq: int, previous: bytes) -> Iterator[tuple[str, str]]:
    """seq, previous: of the event before it in its stream."""
    if row[2] != seq + 1:
        yield "missing", f"sau sự kiện {seq} là sự kiện {row[2]}"
    if bytes(row[13]) != previous:
        yield "unlinked", f"sự kiện {row[2]} không nối tiếp sự kiện trước nó"
    if bytes(row[14]) != digest_of(row):
        yield "altered", f"sự kiện {row[2]} ({row[3]}) đã bị sửa"
    if not row[15]:
        yield "data", f"cột data của sự kiện {row[2]} không phải nội dung của nó"
    if not is_canonical(row[12]):
        yield "not-canonical", f"nội dung sự kiện {row[2]} không phải văn bản chuẩn"


def digest_of(row: Row) -> bytes:
    (_, stream, seq, kind, version, form, happened, recorded, xact, person, post, behalf, payload,
     previous, *_) = row  # fmt: skip
    text = (
        f"{FORMATS.get(form)}\n{previous.hex()}\n{stream}\n{seq}\n{kind}\n{version}\n"
        f"{instant(happened)}\n{instant(recorded)}\n{xact}\n{'' if person is None else person}\n"
        f"{'' if post is None else post}\n{'' if behalf is None else behalf}\n{payload}"
    )
    return hashlib.sha256(text.encode()).digest()


def instant(text: str) -> str:
    """2021-03-01 08:00:00.5 as 2021-03-01T08:00:00.500000Z."""
    if len(text) == _SHORT:
        return f"{text[:10]}T{text[11:]}.000000Z"
    return f"{text[:10]}T{text[11:]:0<15}Z"


def is_canonical(payload: str) -> bool:
    try:
        return json_text(json.loads(payload)) == payload
    except ValueError:
        return False


class Heads:
    """The heads, read beside the events in the same order."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.left = rows(_HEADS)
        self.head = next(self.left, None)

    def compare(self, stream: int, seq: int, digest: bytes, xact: int) -> None:
        while self.head is not None and self.head[0] < stream:
            self._gone()
        if self.head is None or self.head[0] != stream:
            self.report.add(Finding("head", "không có đầu luồng", stream))
            return
        _, says, its_hash, its_xact = self.head
        if says != seq:
            what = f"kết thúc ở sự kiện {seq}, đầu luồng ghi {says}"
            self.report.add(Finding("ends-early", what, stream))
        elif (bytes(its_hash), its_xact) != (digest, xact):
            self.report.add(Finding("head", "đầu luồng không khớp sự kiện cuối", stream))
        self.head = next(self.left, None)

    def end(self) -> None:
        while self.head is not None:
            self._gone()

    def _gone(self) -> None:
        if self.head is not None:
            self.report.add(Finding("all-missing", "mất toàn bộ sự kiện", self.head[0]))
        self.head = next(self.left, None)


def _count_unsealed(report: Report, recorded: str) -> None:
    report.unsealed += 1
    if not report.unsealed_since or recorded < report.unsealed_since:
        report.unsealed_since = recorded
