"""The life of a finding: asked to explain, explained, then accepted or upheld. No way back."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from onecua.kernel.text import says_something
from onecua.ledger.canonical import JsonObject
from onecua.ledger.texts import keep_text
from onecua.ledger.writing import append
from onecua.people.acting import Acting
from onecua.people.roles import Role
from procedures.timing import office_date
from reports.events import check_payload
from reports.findings import concerns
from reports.models import Finding
from reports.services.errors import (
    AnswerDayWrong,
    GroundUnknown,
    MayNotExplain,
    MayNotJudge,
    NotHeardYet,
    WordsMissing,
    WrongMoment,
)

MOST_DAYS = 60  # to answer
S = Finding.State
# Why it was honest: counted beside each rule, so that a threshold can be moved for a reason.
GROUNDS: Mapping[str, str] = {
    "batch": "Ký hoặc ghi theo đợt, việc đã làm trước đó",
    "outage": "Mất điện, ngừng hệ thống, ghi lại sau",
    "few-people": "Ít người, một người kiêm nhiều việc",
    "law": "Đúng quy định của thủ tục",
    "slip": "Ghi nhầm, đã sửa",
    "other": "Lý do khác, nêu ở nội dung",
}


@transaction.atomic
def ask(
    *, finding_id: int, answer_by: date, words: str, acting: Acting, at: datetime
) -> Finding:  # fmt: skip
    """Yêu cầu giải trình, to the unit. Raises MayNotJudge, WrongMoment, AnswerDayWrong."""
    found = _begin(finding_id, acting, {S.NEW}, "yêu cầu giải trình", words)
    today = office_date(at)
    if not today < answer_by <= today + timedelta(days=MOST_DAYS):
        raise AnswerDayWrong("answer_by", most=MOST_DAYS)
    facts: JsonObject = {"answer_by_on": answer_by.isoformat()}
    return _say(found, "explanation_asked", facts, words, acting, at,
                state=S.ASKED, answer_by=answer_by)  # fmt: skip


@transaction.atomic
def explain(*, finding_id: int, words: str, acting: Acting, at: datetime) -> Finding:
    """Giải trình, by the unit's head or an officer concerned. Raises MayNotExplain, WrongMoment."""
    found = _begin(finding_id, acting, {S.ASKED}, "giải trình", words, concerns)
    return _say(found, "finding_explained", {}, words, acting, at, state=S.EXPLAINED)


@transaction.atomic
def accept(*, finding_id: int, ground: str, words: str, acting: Acting, at: datetime) -> Finding:
    """Chấp nhận: there was nothing wrong, and why. Raises MayNotJudge, GroundUnknown."""
    open_ones = {S.NEW, S.ASKED, S.EXPLAINED}
    found = _begin(finding_id, acting, open_ones, "chấp nhận giải trình", words)
    if ground not in GROUNDS:
        raise GroundUnknown("ground")
    return _say(found, "finding_accepted", {"ground": ground}, words, acting, at,
                state=S.ACCEPTED, ground=ground, closed_at=at)  # fmt: skip


@transaction.atomic
def uphold(*, finding_id: int, words: str, acting: Acting, at: datetime) -> Finding:
    """Có vi phạm: only once the unit was heard, or its day to answer has passed.

    Raises MayNotJudge, NotHeardYet, WrongMoment.
    """
    open_ones = {S.NEW, S.ASKED, S.EXPLAINED}
    found = _begin(finding_id, acting, open_ones, "kết luận", words)
    silent = found.answer_by is not None and found.answer_by < office_date(at)
    if found.state != S.EXPLAINED and not silent:
        raise NotHeardYet
    return _say(found, "finding_upheld", {}, words, acting, at, state=S.UPHELD, closed_at=at)


def may_judge(_finding: Finding, acting: Acting) -> bool:
    return acting.role == Role.PROVINCE_OFFICE


def _begin(
    finding_id: int, acting: Acting, states: set[Any], what: str, words: str,
    may: Callable[[Finding, Acting], bool] = may_judge,
) -> Finding:  # fmt: skip
    found = Finding.objects.select_for_update().get(pk=finding_id)
    if not may(found, acting):
        raise MayNotJudge if may is may_judge else MayNotExplain
    if found.state not in states:
        raise WrongMoment(state=S(found.state).label, what=what)
    if not says_something(words):
        raise WordsMissing("words")
    return found


def _say(
    found: Finding, kind: str, facts: JsonObject, words: str, acting: Acting, at: datetime,
    **changed: Any,
) -> Finding:  # fmt: skip
    payload: JsonObject = {
        "finding": found.pk, "rule": found.rule, "words": keep_text(found.agency_id, words), **facts
    }  # fmt: skip
    check_payload(kind, payload)
    event = append(found.agency_id, kind, payload, actor=acting.actor, at=at)
    changed["events"] = [*found.events, event.pk]
    for name, value in changed.items():
        setattr(found, name, value)
    found.save(update_fields=list(changed))
    return found
