"""Bản nháp tiếp nhận: what is typed is kept every few seconds, and forgotten once it is done.

A draft is work on a screen: it has no number, no clock and no event. Whoever sits at the desk may
go on with it, for the citizen still stands there when a colleague is called away.
"""

import json
import uuid
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from cases.models import ReceptionDraft
from onecua.kernel.errors import Refusal
from onecua.kernel.sealing import seal, unseal
from onecua.ledger.models import IdempotencyKey
from onecua.people.acting import Acting
from procedures.timing import office_time

CONTEXT = b"cases.ReceptionDraft.content"
ENDPOINT = "tiep-nhan"  # under which a reception is done once
LIVES = timedelta(days=7)
MOST_LETTERS = 40_000  # a form has a few hundred; more is no form
NOT_KEPT = {"csrfmiddlewaretoken", "key", "deed", "pick", "draft_version", "window", "q"}
Fields = Mapping[str, str]


class DraftStale(Refusal):
    code = "draft-stale"
    sentence = (
        "Biểu mẫu này vừa được {who} lưu ở cửa sổ khác lúc {when:%H:%M:%S}. Những gì bạn nhập vẫn "
        "còn trên trang này; mở bản nháp để xem bản kia trước khi tiếp nhận."
    )


class DraftFinished(Refusal):
    code = "draft-finished"
    sentence = "Biểu mẫu này đã được ghi nhận thành {code}. Bấm “Đặt lại” để nhận hồ sơ khác."


class DraftUnknown(Refusal):
    code = "draft-unknown"
    sentence = "Bản nháp không còn: đã tiếp nhận, đã xóa, hoặc đã quá 7 ngày."
    status = 404


class DraftTooLong(Refusal):
    code = "draft-too-long"
    sentence = "Nội dung dài quá, chưa lưu được bản nháp. Rút gọn phần lý do, ghi chú rồi tiếp tục."
    status = 422


@dataclass(frozen=True, slots=True)
class Page:
    """The open form: its key, the window it stands in, the version of the draft it saw last."""

    key: uuid.UUID
    window: uuid.UUID | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft with its words."""

    draft: ReceptionDraft
    fields: Fields


@transaction.atomic
def keep(page: Page, fields: Fields, *, acting: Acting, at: datetime) -> ReceptionDraft:
    """Keep what is typed.

    Raises DraftStale, DraftFinished, DraftUnknown, DraftTooLong.
    """
    if acting.desk_id is None:
        raise DraftUnknown
    refuse_if_done(page.key)
    ReceptionDraft.objects.get_or_create(
        key=page.key,
        defaults={
            "desk_id": acting.desk_id, "person_id": acting.person_id, "begun_at": at,
            "saved_at": at,
        },
    )  # fmt: skip
    draft = _locked(page.key, acting)
    if draft is None:
        raise DraftUnknown
    _refuse_if_stale(draft, page)
    kept = {name: value for name, value in fields.items() if name not in NOT_KEPT and value.strip()}
    draft.content = _sealed(kept)
    draft.procedure = kept.get("procedure", "")[:40]
    draft.version += 1
    draft.window = page.window
    draft.person_id, draft.saved_at = acting.person_id, at
    draft.save()
    return draft


def finish(page: Page) -> None:
    """The form becomes a dossier or a slip: the draft goes in the same transaction.

    Two people with the same draft: the row makes the second wait, and then he is told.
    Raises DraftFinished, DraftStale.
    """
    draft = ReceptionDraft.objects.select_for_update().filter(key=page.key).first()
    if draft is None:
        refuse_if_done(page.key)
        return
    _refuse_if_stale(draft, page)
    draft.delete()


def _refuse_if_stale(draft: ReceptionDraft, page: Page) -> None:
    """Another window has saved since; this one's own saves may still be on their way."""
    if draft.version != page.version and draft.window != page.window:
        raise DraftStale(who=draft.person.full_name, when=office_time(draft.saved_at))


def refuse_if_done(key: uuid.UUID) -> None:
    """Raises DraftFinished, with the code it led to."""
    done = IdempotencyKey.objects.filter(endpoint=ENDPOINT, key=str(key)).first()
    if done is not None:
        raise DraftFinished(code=done.answer.get("code", "một hồ sơ"))


def look(key: uuid.UUID, acting: Acting) -> Kept:
    """Raises DraftFinished, DraftUnknown: also for the draft of another desk."""
    found = _of_desk(acting).filter(key=key).select_related("person").first()
    if found is None:
        refuse_if_done(key)
        raise DraftUnknown
    return Kept(found, fields_of(found))


def of_desk(acting: Acting) -> Sequence[Kept]:
    """Every draft of this desk, the newest first."""
    rows = _of_desk(acting).exclude(version=0).select_related("person").order_by("-saved_at")
    return [Kept(row, fields_of(row)) for row in rows]


def newest_of(acting: Acting) -> Kept | None:
    """What this person left last."""
    rows = _of_desk(acting).exclude(version=0).filter(person=acting.person_id)
    found = rows.select_related("person").order_by("-saved_at").first()
    return Kept(found, fields_of(found)) if found else None


@transaction.atomic
def throw_away(key: uuid.UUID, *, acting: Acting) -> None:
    """Raises DraftUnknown."""
    draft = _locked(key, acting)
    if draft is None:
        raise DraftUnknown
    draft.delete()


def forget_old(at: datetime) -> int:
    """What nobody has gone on with for a week. The number of drafts that went."""
    return ReceptionDraft.objects.filter(saved_at__lt=at - LIVES).delete()[0]


def _of_desk(acting: Acting) -> QuerySet[ReceptionDraft]:
    return ReceptionDraft.objects.filter(desk=acting.desk_id)


def _locked(key: uuid.UUID, acting: Acting) -> ReceptionDraft | None:
    rows = _of_desk(acting).select_for_update(of=("self",)).select_related("person")
    return rows.filter(key=key).first()


def _sealed(fields: Fields) -> bytes:
    text = json.dumps(fields, ensure_ascii=False)
    if len(text) > MOST_LETTERS:
        raise DraftTooLong
    return seal(text, key=b64decode(settings.IDENTITY_KEY), context=CONTEXT)


def fields_of(draft: ReceptionDraft) -> Fields:
    """What was typed so far."""
    if not draft.version:
        return {}
    text = unseal(bytes(draft.content), key=b64decode(settings.IDENTITY_KEY), context=CONTEXT)
    fields: Fields = json.loads(text)
    return fields
