"""PURE. How payloads of older versions are read today, one step up each.

To change the payload of a kind: raise its `version` in events.py, and say here how the last one is
read. Stored events stay as they are; tests/golden_ledger/ replays old ones for ever.
"""

from cases.events import KINDS
from onecua.ledger.canonical import JsonObject
from onecua.ledger.upcasting import Steps, upcast

# (kind, version of the stored payload) -> the same in the next version
STEPS: Steps = {
    # The columns that differed were only told in words.
    ("rebuilt", 1): lambda payload: {**payload, "columns": []},
}


def current_payload(kind: str, version: int, payload: JsonObject) -> JsonObject:
    """Raises ValueError for a version from the future: an older program reads a newer ledger."""
    known = KINDS.get(kind)
    if known is not None and version > known.version:
        raise ValueError(f"{kind}: version {version} is newer than this program")
    return upcast(kind, version, payload, STEPS)
