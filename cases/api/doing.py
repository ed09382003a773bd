"""What the endpoints of acts share: who acts, which dossier, once and only once."""

import json
from collections.abc import Callable

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.request import Request as ApiRequest

from cases.models import Dossier
from cases.querysets import named, visible_to
from cases.states import State
from onecua.kernel.errors import BadInput, Refusal
from onecua.ledger.canonical import JsonObject
from onecua.ledger.idempotency import LONGEST_KEY, Answer, Request, once
from onecua.people.acting import Acting

KEY = "Idempotency-Key"
LONGEST_ENDPOINT = 120


class NoPost(Refusal):
    code = "no-post"
    sentence = "Chưa chọn vị trí làm việc. Vào trang chọn đơn vị, chọn vị trí rồi gửi lại."
    status = 403


class KeyTooLong(BadInput):
    code = "idempotency-key-too-long"
    sentence = "Mã chống gửi trùng dài {given} ký tự; nhiều nhất là {most}."


def acting_of(request: ApiRequest) -> Acting:
    """Raises NoPost: signed in, but on no post, one may do nothing."""
    acting: Acting | None = request._request.acting  # type: ignore[attr-defined]
    if acting is None:
        raise NoPost
    return acting


def find(acting: Acting, code: str) -> Dossier:
    """By its code, or by its number before acceptance. Not yours is 404."""
    if "\0" in code:
        raise Http404
    rows = visible_to(acting).select_related(
        "procedure__procedure", "applicant", "desk__unit", "agency", "regime",
        "holder_unit", "holder_person",
    )  # fmt: skip
    return get_object_or_404(rows, named(code))


def done_once(request: ApiRequest, acting: Acting, act: Callable[[], Dossier]) -> Answer:
    """The act's answer; sent again with the same key and body, the first answer again."""
    key = request.headers.get(KEY, "")
    if len(key) > LONGEST_KEY:
        raise KeyTooLong(KEY, given=len(key), most=LONGEST_KEY)
    body = json.dumps(request.data, sort_keys=True, ensure_ascii=False)
    said: JsonObject = {"post": acting.post_id, "json": body}
    asked = Request(acting.person_id, request.path[-LONGEST_ENDPOINT:], key, said)
    return once(asked, lambda: answer(act()))


def answer(dossier: Dossier) -> Answer:
    return {
        "code": dossier.code,
        "contact": dossier.contact,
        "version": dossier.version,
        "state": dossier.state,
        "state_label": State(dossier.state).label,
        "address": reverse("api:dossier", args=[str(dossier)]),
    }
