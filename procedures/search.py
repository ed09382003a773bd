"""PURE. How a procedure is found, and what it is called in a list."""

import re

from onecua.kernel.text import clean_line, fold, initials

LONGEST_SHORT_TITLE = 160
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_OPENING = re.compile(r"^thủ tục\s+", re.IGNORECASE)


def search_text(*, code: str, title: str, short_title: str, synonyms: str = "") -> str:
    """Folded: titles, the words people use, the code, and the initials ("dkks")."""
    words = (fold(part) for part in (short_title, title, *synonyms.split(";")))
    once = dict.fromkeys((*words, fold(code), initials(short_title), initials(title)))
    return "; ".join(filter(None, once))


def short_title(title: str) -> str:
    """Where nobody gave one: the official title without its opening word and its brackets."""
    bare = clean_line(_BRACKETS.sub("", _OPENING.sub("", clean_line(title)))) or clean_line(title)
    sentence = bare[:1].upper() + bare[1:].rstrip(". ")
    if len(sentence) <= LONGEST_SHORT_TITLE:
        return sentence
    return sentence[: LONGEST_SHORT_TITLE - 1].rsplit(" ", 1)[0].rstrip(",; ") + "…"
