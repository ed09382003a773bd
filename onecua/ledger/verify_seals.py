"""The seals again: signatures, order, and which rows each must cover."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from onecua.ledger.findings import Finding, Report
from onecua.ledger.merkle import MerkleTree
from onecua.ledger.seal_text import NO_SEAL, Cover, SealBody, SealKind, read_body
from onecua.ledger.seals import where_it_goes_on
from onecua.ledger.signing import is_signed, our_key
from onecua.ledger.streaming import rows

_SEALS = "SELECT number, body, signature, cosignature FROM ledger_seal ORDER BY number"


@dataclass(slots=True)
class Covered:
    """What one seal says of one table, and what the table says now."""

    seal: int
    says: Cover
    sealed_at: str
    tree: MerkleTree = field(default_factory=MerkleTree)

    @property
    def holds(self) -> bool:
        return (self.tree.count, self.tree.root().hex()) == (self.says.count, self.says.root)


@dataclass(slots=True)
class Life:
    """Seals between two restores: their rows lie above an id, their transactions in order."""

    above: int
    ends: list[int] = field(default_factory=list)
    covered: list[Covered] = field(default_factory=list)


class Coverage:
    """Finds for each row the seal that must cover it."""

    def __init__(self) -> None:
        self.lives = [Life(0)]
        self._above = [0]

    def expect(self, above: int, to_xact: int, covered: Covered) -> None:
        if above > self._above[-1]:
            self.lives.append(Life(above))
            self._above.append(above)
        self.lives[-1].ends.append(to_xact)
        self.lives[-1].covered.append(covered)

    def tree_of(self, row_id: int, xact: int) -> MerkleTree | None:
        """None: no seal covers it yet."""
        life = self.lives[bisect_left(self._above, row_id) - 1 if len(self._above) > 1 else 0]
        place = bisect_right(life.ends, xact)
        return life.covered[place].tree if place < len(life.ends) else None

    def broken(self) -> list[Covered]:
        return [each for life in self.lives for each in life.covered if not each.holds]


@dataclass(slots=True)
class Seals:
    """What the seals of the ledger say together."""

    events: Coverage = field(default_factory=Coverage)
    access: Coverage = field(default_factory=Coverage)
    counters: dict[str, int] = field(default_factory=dict)  # book -> the most that was sealed
    hashes: dict[int, str] = field(default_factory=dict)  # number -> hash of the body
    bodies_lost: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    last: SealBody | None = None


def read_seals(report: Report) -> Seals:
    """Every seal in order; what does not hold is told."""
    found = Seals()
    for number, text, signature, cosignature in rows(_SEALS):
        report.seals += 1
        try:
            body = read_body(text)
        except (ValueError, KeyError, TypeError):
            report.add(Finding("seal-unreadable", "không đọc được", seal=number))
            continue
        for code, what in _faults(number, text, body, found.last):
            report.add(Finding(code, what, seal=number))
        if not _signed(body, text, bytes(signature), bytes(cosignature), found.last):
            report.add(Finding("seal-signature", "chữ ký không đúng", seal=number))
        _take_in(found, body, text)
    if found.last is not None:
        report.last_seal = found.last.number
        _compare_with_our_key(found.last, report)
    return found


def _faults(number: int, text: str, body: SealBody, last: SealBody | None) -> list[tuple[str, str]]:
    faults = []
    if body.number != number or body.text != text:
        faults.append(("seal-text", "nội dung không phải văn bản chuẩn của nó"))
    expected = last.hash if last else NO_SEAL
    follows = body.number == (last.number if last else 0) + 1 or body.kind is SealKind.RESTORE
    if body.previous != expected or not follows:
        faults.append(("seal-order", "không nối tiếp dấu trước nó"))
    start = (body.from_xact, body.above_event, body.above_access)
    if start != where_it_goes_on(last):
        faults.append(("seal-range", "không bắt đầu ở chỗ dấu trước kết thúc"))
    return faults


def _signed(
    body: SealBody, text: str, signature: bytes, cosignature: bytes, last: SealBody | None
) -> bool:
    """A new key only with the old one's signature beside it."""
    if not is_signed(text, signature, body.key):
        return False
    if last is None or body.key == last.key:
        return True
    return body.kind is SealKind.ROTATION and is_signed(text, cosignature, last.key)


def _take_in(found: Seals, body: SealBody, text: str) -> None:
    number, at = body.number, body.sealed_at
    found.events.expect(body.above_event, body.to_xact, Covered(number, body.events, at))
    found.access.expect(body.above_access, body.to_xact, Covered(number, body.access, at))
    for name, value in body.counters:
        found.counters[name] = max(value, found.counters.get(name, 0))
    found.hashes[number] = hashlib.sha256(text.encode()).hexdigest()
    found.bodies_lost |= set(body.lost)
    found.keys.add(body.key)
    found.last = body


def _compare_with_our_key(last: SealBody, report: Report) -> None:
    if not settings.SEAL_KEY:
        report.notes.append("Không có khóa niêm phong ở máy này: chưa đối chiếu chủ của chữ ký.")
    elif last.key != our_key().public:
        what = "ký bằng khóa không phải của hệ thống này"
        report.add(Finding("seal-key", what, seal=last.number))


def compare_counters(sealed: Mapping[str, int], report: Report) -> None:
    """A number book never stands lower than a seal has seen it."""
    known: dict[str, int] = dict(rows("SELECT name, value FROM ledger_counter")) if sealed else {}
    for name, value in sorted(sealed.items()):
        if known.get(name, 0) < value:
            what = f"sổ số {name} là {known.get(name, 0)}, dấu niêm phong đã thấy {value}"
            report.add(Finding("counter-back", what))
