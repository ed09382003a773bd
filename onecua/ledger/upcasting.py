"""PURE. Payloads of older versions read as the newest. A stored payload is never edited.

Each step leads one version up: (kind, version) -> what its payload says in version + 1.
"""

from collections.abc import Callable, Mapping

from onecua.ledger.canonical import JsonObject

Step = Callable[[JsonObject], JsonObject]
Steps = Mapping[tuple[str, int], Step]


def upcast(kind: str, version: int, payload: JsonObject, steps: Steps) -> JsonObject:
    """The payload as the newest version says it; a kind without steps is the newest."""
    while step := steps.get((kind, version)):
        payload, version = step(payload), version + 1
    return payload
