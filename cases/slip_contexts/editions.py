"""PURE. The editions of the forms' layouts, each sealed by its digest.

A slip that was issued is laid out with its own edition for ever, so a sealed folder never changes:
a new layout is a new folder beside it, a line here, and the new number on the forms it concerns.
"""

from collections.abc import Mapping
from types import MappingProxyType

# folder below templates/slips -> sha256 over its files' names and contents, in order
EDITIONS: Mapping[str, str] = MappingProxyType(
    {
        "e1": "1e996d15cc9d523491e75954c7855de22cd113eac13535e36c27a4c14258ced3",
        # The letters of apology: no bold inside a paragraph (it broke names), and the one that
        # comes after the result names no other day.
        "e2": "5cb165dcfa7f779c0bc4ea140567fe4d5b9309a9eda9d8d9f3d915c7aabe035c",
        # The office's own logo beside its name; results have room for their procedure; no gap
        # beside the code of a fee note.
        "e3": "f4aa1ead2e3f01cbaa14ae98cd0c5da89de1a4e946c5015a2478b5980c9e7901",
    }
)
