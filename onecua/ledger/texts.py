"""Free text of an event: the words in `LedgerText`, a salted commitment in the payload.

When a text must be destroyed, the event and its chain stay as they are and still verify.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping

from onecua.kernel.text import clean_text
from onecua.ledger.models import LedgerText
from onecua.ledger.office import office_now

SALT = 16

Reference = Mapping[str, str | int]


def keep_text(stream: int, text: str) -> Reference:
    """Store the words; return what the payload says of them: {"text": id, "digest": hex}."""
    words, salt = clean_text(text), os.urandom(SALT)
    kept = LedgerText.objects.create(stream=stream, salt=salt, text=words, written_at=office_now())
    return {"text": kept.pk, "digest": digest_of(words, salt)}


def digest_of(text: str, salt: bytes) -> str:
    return hashlib.sha256(salt + text.encode()).hexdigest()


def read_texts(references: Iterable[int]) -> dict[int, str | None]:
    """The words by id; None where they were destroyed."""
    rows = LedgerText.objects.filter(pk__in=set(references))
    return dict(rows.values_list("pk", "text"))
