"""PURE. Which known procedure a row without a code means, and which names are nearly the same."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cached_property

from onecua.kernel.text import fold
from procedures.importers.published import Published

NEAR = 0.9  # of difflib: a word or two differ
RAREST = 3  # words of a name by which its near ones are looked for
_OPENING = re.compile(r"^thu tuc ")


class KnownNames:
    """The titles of the catalogue, found by their words."""

    def __init__(self, known: Mapping[str, Published]) -> None:
        self._known = known

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {code: _bare(facts.title) for code, facts in self._known.items()}

    @cached_property
    def _same(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for code, name in self._names.items():
            found.setdefault(name, []).append(code)
        return found

    @cached_property
    def _by_word(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for code, name in self._names.items():
            for word in set(name.split()):
                found.setdefault(word, set()).add(code)
        return found

    def same(self, title: str) -> list[str]:
        """Codes whose title differs in nothing but accents, case and punctuation."""
        return sorted(self._same.get(_bare(title), ()))

    def near(self, title: str) -> list[str]:
        """Codes whose title is nearly this one, the nearest first; three at most."""
        name = _bare(title)
        known = sorted(
            (word for word in set(name.split()) if word in self._by_word),
            key=lambda word: (len(self._by_word[word]), word),
        )
        codes = {code for word in known[:RAREST] for code in self._by_word[word]}
        found = ((_likeness(name, self._names[code]), code) for code in codes)
        close = sorted((-likeness, code) for likeness, code in found if likeness >= NEAR)
        return [code for _, code in close[:3]]


def _bare(title: str) -> str:
    words = re.sub(r"[^\w\s]+", " ", fold(title))
    return _OPENING.sub("", " ".join(words.split()))


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0.0
    return matcher.ratio()
