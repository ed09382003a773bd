"""Ends without a result: withdrawn by the citizen, or stopped by a head with a ground."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cases.models import Dossier
from cases.services import apology, slips, step_runs
from cases.services._apply import Work, begin, finish, record
from cases.services.errors import (
    DocumentMissing,
    GroundUnknown,
    HolderMayNotWithdraw,
    NotASigner,
    ReasonMissing,
)
from cases.services.supplement import refuse_if_late_without_apology
from onecua.kernel.text import clean_line, is_numbered, says_something
from onecua.ledger.texts import keep_text
from onecua.people.acting import Acting
from onecua.people.models import Post

STOP_GROUNDS: Mapping[str, str] = {
    "no_answer": "Quá thời hạn trả lời yêu cầu bổ sung",
    "dispute": "Có tranh chấp đang được giải quyết",
    "court": "Theo quyết định của Tòa án, cơ quan thi hành án",
    "law": "Theo quy định của luật chuyên ngành",
}


@transaction.atomic
def withdraw(
    *,
    dossier_id: int,
    reason: str,
    document: str,
    acting: Acting,
    at: datetime,
    version: int | None = None,
) -> Dossier:
    """Công dân rút hồ sơ: by the applicant's paper, at the desk, and not by whoever holds it.

    Raises ReasonMissing, DocumentMissing, HolderMayNotWithdraw.
    """
    work = begin("withdraw", dossier_id=dossier_id, acting=acting, at=at, version=version)
    if not says_something(document):
        raise DocumentMissing("document")
    if work.facts.handed_over and work.dossier.holder_person_id in {
        acting.person_id,
        acting.keeper_id,
    }:
        raise HolderMayNotWithdraw
    stream = work.dossier.pk
    words = keep_text(stream, reason) if reason.strip() else None
    record(work, {"reason": words, "document": clean_line(document)})
    _close(work, "Công dân đã rút hồ sơ.")
    return work.dossier


@transaction.atomic
def stop(
    *,
    dossier_id: int,
    ground: str,
    document: str,
    reason: str,
    acting: Acting,
    at: datetime,
    version: int | None = None,
) -> Dossier:
    """Dừng xử lý: ground from the list, document, a head who signs; if late, the apology first.

    Raises GroundUnknown, DocumentMissing, ReasonMissing, NotASigner, ApologyFirst.
    """
    if ground not in STOP_GROUNDS:
        raise GroundUnknown("ground", given=ground)
    work = begin("stop", dossier_id=dossier_id, acting=acting, at=at, version=version)
    if not is_numbered(document):
        raise DocumentMissing("document")
    if not says_something(reason):
        raise ReasonMissing("reason")
    if not acting.signs:
        post = Post.objects.select_related("unit__agency").get(pk=acting.post_id)
        raise NotASigner(position=post.position, agency=post.unit.agency.name)
    refuse_if_late_without_apology(work)
    record(
        work,
        {
            "ground": ground,
            "document": clean_line(document),
            "reason": keep_text(work.dossier.pk, reason),
        },
    )
    slips.issue_stop(
        work, ground=STOP_GROUNDS[ground], document=clean_line(document), reason=reason
    )
    _close(work, "Hồ sơ dừng xử lý.")
    return work.dossier


def _close(work: Work, why: str) -> None:
    late = work.dossier.late_from is not None and work.dossier.late_from <= work.at
    if not late:
        apology.withdraw_open(work, why)
    step_runs.end(work.dossier, work.at)
    work.dossier.handovers.filter(outcome="pending").update(outcome="cancelled")
    work.set(holder_person_id=None)
    finish(work)
