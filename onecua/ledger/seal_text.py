"""PURE. What a seal says, as text: this is signed, stored, mailed and read back."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from onecua.ledger.canonical import GENESIS, JsonObject, canonical_json

FORMAT = "onecua-seal/1"


class SealKind(StrEnum):
    ORDINARY = "ordinary"
    ROTATION = "rotation"  # names the next key, signed with both
    RESTORE = "restore"  # what a backup no longer knew is named, and given up


@dataclass(frozen=True, slots=True)
class Cover:
    """The rows of one table under a seal: Merkle root (hex) over (id, hash)."""

    count: int
    first: int
    last: int
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealBody:
    """Covers the transactions [from_xact, to_xact), in rows above `above_…` and up to `up_to_…`.

    After a restore the transaction ids may begin anew: `above_…` are the last rows of the life
    before. `up_to_…` is 0 but in the seal of the restore itself.
    """

    number: int
    kind: SealKind
    sealed_at: str  # UTC
    from_xact: int
    to_xact: int
    above_event: int
    above_access: int
    up_to_event: int = 0
    up_to_access: int = 0
    events: Cover
    access: Cover
    counters: Sequence[tuple[str, int]]  # the number books that moved since the seal before
    previous: str  # hash of the body before
    key: str  # public key, hex
    document: str = ""
    lost: Sequence[str] = ()  # hashes of seals that a restore gives up

    @property
    def text(self) -> str:
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        covers = {name: _cover_words(said[name]) for name in ("events", "access")}
        return canonical_json({"format": FORMAT, **said, "kind": self.kind.value, **covers})

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


NO_SEAL = GENESIS.hex()  # what the first seal names as the one before


def read_body(text: str) -> SealBody:
    """Raises ValueError, KeyError, TypeError on what no seal says."""
    said: dict[str, Any] = json.loads(text)
    if said.pop("format") != FORMAT:
        raise ValueError("another format of seal")
    return SealBody(
        **said
        | {
            "kind": SealKind(said["kind"]),
            "events": Cover(**said["events"]),
            "access": Cover(**said["access"]),
            "counters": tuple((str(name), int(value)) for name, value in said["counters"]),
            "lost": tuple(said["lost"]),
        }
    )


def line_of(body: str, signature: bytes, cosignature: bytes) -> str:
    """A line of the witness's file."""
    return canonical_json(
        {"body": body, "signature": signature.hex(), "cosignature": cosignature.hex()}
    )


def _cover_words(cover: Cover) -> Mapping[str, int | str]:
    words: JsonObject = {field.name: getattr(cover, field.name) for field in fields(cover)}
    return words  # type: ignore[return-value] # whole numbers and one text
