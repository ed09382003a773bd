"""Undoing a whole import: what it made never applied, what it ended stands again. An event itself.

Only while nothing refers to a version it made: no dossier, no later decision, no workflow.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localdate

from onecua.kernel.errors import BadInput, Refusal
from onecua.kernel.text import clean_line
from onecua.ledger.writing import Actor
from procedures import dependents
from procedures.models import (
    CatalogueList,
    Configuration,
    ProcedureVersion,
    PublicationDecision,
    WorkflowVersion,
)
from procedures.services._record import record

MOST_NAMED = 5


class NotApplied(Refusal):
    code = "list-not-applied"
    sentence = "Danh sách này chưa được áp dụng, hoặc đã được hoàn tác."


class ImportReferredTo(Refusal):
    code = "import-referred-to"
    sentence = (
        "Không hoàn tác được: {what} ({procedures}). "
        "Sửa bằng một quyết định mới, không hoàn tác việc nhập."
    )


class ReasonMissing(BadInput):
    code = "undo-reason-missing"
    sentence = "Cần lý do hoàn tác."


def why_not(kept: CatalogueList) -> str:
    """The sentence that keeps an applied import from being undone, or ""."""
    try:
        _refuse_what_is_referred_to(kept)
    except ImportReferredTo as refusal:
        return refusal.message
    return ""


@transaction.atomic
def undo(kept: CatalogueList, reason: str, *, actor: Actor, at: datetime) -> tuple[int, int]:
    """How many versions were withdrawn, and how many stand again.

    Raises ReasonMissing, NotApplied, ImportReferredTo.
    """
    if not (words := clean_line(reason)):
        raise ReasonMissing("reason")
    kept = CatalogueList.objects.select_for_update(of=("self",), no_key=True).get(pk=kept.pk)
    if kept.decision_id is None or kept.applied_at is None or kept.undone_at is not None:
        raise NotApplied
    # Whoever receives a dossier now waits here, or is seen below: FOR UPDATE, not NO KEY.
    list(kept.versions.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    _refuse_what_is_referred_to(kept)
    kept.undone_at = at
    kept.save(update_fields=["undone_at"])
    withdrawn = kept.versions.update(valid_to=F("valid_from"), ended_in=kept)
    again = {"valid_to": None, "ended_by": None, "ended_in": None, "replaced_by": None}
    reopened = kept.ended.exclude(listed=kept).update(**again)
    decision = PublicationDecision.objects.select_related("issuer").get(pk=kept.decision_id)
    record(
        decision.issuer,
        "catalogue_import_undone",
        {
            "list": kept.pk,
            "decision": decision.number,
            "reason": words,
            "withdrawn": withdrawn,
            "reopened": reopened,
        },
        actor=actor,
        at=at,
    )
    return withdrawn, reopened


def _refuse_what_is_referred_to(kept: CatalogueList) -> None:
    """Raises ImportReferredTo, with what stands in the way first."""
    made = kept.versions.all()
    ended = kept.ended.all()
    received = dependents.resting_on(made.values_list("pk", flat=True))
    since = localdate(kept.applied_at)
    new = made.filter(number=1)
    approved = WorkflowVersion.objects.filter(
        Q(procedure__in=new.values("procedure"))
        | Q(procedure__in=made.values("procedure"), approved_on__gt=since)
    )
    configured = Configuration.objects.filter(procedure__in=new.values("procedure"))
    again = ProcedureVersion.objects.filter(
        procedure__in=ended.values("procedure"), number__gt=1, valid_to=None
    ).exclude(listed=kept)
    for what, versions in (
        ("đã có hồ sơ tiếp nhận theo bản của danh sách này", made.filter(pk__in=received)),
        ("đã có quyết định sau sửa đổi, bãi bỏ", made.exclude(valid_to=None)),
        ("thủ tục đã bãi bỏ nay được công bố lại", again),
        (
            "đã có quy trình nội bộ được phê duyệt",
            made.filter(procedure__in=approved.values("procedure")),
        ),
        (
            "đã được cấu hình ở bộ phận một cửa",
            made.filter(procedure__in=configured.values("procedure")),
        ),
    ):
        codes = versions.order_by("procedure__code").values_list("procedure__code", flat=True)
        if named := list(codes[: MOST_NAMED + 1]):
            rest = " …" if len(named) > MOST_NAMED else ""
            raise ImportReferredTo(what=what, procedures=", ".join(named[:MOST_NAMED]) + rest)
