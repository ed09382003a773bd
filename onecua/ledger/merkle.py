"""PURE. One fingerprint over many: the Merkle tree of RFC 6962, grown leaf by leaf.

It keeps one hash a level, so millions of leaves need no more memory than a few.
"""

import hashlib
from collections.abc import Iterable

_sha256 = hashlib.sha256


class MerkleTree:
    """Leaves and nodes are hashed apart, so neither can pose as the other."""

    __slots__ = ("_left", "count")

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.count = 0
        self._left: list[bytes] = []  # the whole subtrees so far, the widest first
        for leaf in leaves:
            self.add(leaf)

    def add(self, leaf: bytes) -> None:
        node = _sha256(b"\x00" + leaf).digest()
        full = self.count
        while full & 1:
            node = _sha256(b"\x01" + self._left.pop() + node).digest()
            full >>= 1
        self._left.append(node)
        self.count += 1

    def root(self) -> bytes:
        if not self._left:
            return _sha256(b"").digest()
        *rest, node = self._left
        for left in reversed(rest):
            node = _sha256(b"\x01" + left + node).digest()
        return node


def leaf_of(row_id: int, digest: bytes) -> bytes:
    """A row as a leaf: its id, so that it cannot change places, and its hash."""
    return row_id.to_bytes(8, "big") + digest
