"""PURE. Which known procedure a row without a code means, and which names are nearly the same."""

import re
from collections import defaultdict
from collections.abc import Mapping
from difflib import SequenceMatcher

from onecua.kernel.text import fold
from procedures.importers.published import Published

NEAR = 0.9  # of difflib: a word or two differ
RAREST = 3  # words of a name by which its near ones are looked for
_OPENING = re.compile(r"^thu tuc ")


class KnownNames:
    """The titles of the catalogue, found by their words."""

    def __init__(self, known: Mapping[str, Published]) -> None:
        self._same: defaultdict[str, list[str]] = defaultdict(list)
        self._by_word: defaultdict[str, set[str]] = defaultdict(set)
        self._names: dict[str, str] = {}
        for code, facts in known.items():
            name = _bare(facts.title)
            self._names[code] = name
            self._same[name].append(code)
            for word in set(name.split()):
                self._by_word[word].add(code)

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
