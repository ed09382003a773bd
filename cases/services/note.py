"""Ghi chú: a word beside the work; it changes nothing and stays."""

from datetime import datetime

from django.db import transaction

from cases.models import Dossier
from cases.services._apply import begin, finish, record
from cases.services.errors import ReasonMissing
from onecua.ledger.texts import keep_text
from onecua.people.acting import Acting


@transaction.atomic
def note(
    *, dossier_id: int, text: str, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    if not text.strip():
        raise ReasonMissing("text")
    work = begin("note", dossier_id=dossier_id, acting=acting, at=at, version=version)
    record(work, {"text": keep_text(work.dossier.pk, text)})
    finish(work, due_at=False)
    return work.dossier
