"""The catalogue by decisions: a list is compared, and only then applied, with its events.

A published version never changes. A change is a new version from the decision's effective day, and
that day is the end of the version before it; an abolished procedure has no version after its last.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from onecua.kernel.errors import BadInput
from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import Actor
from procedures.importers.comparison import Abolished, Preview
from procedures.importers.published import Published
from procedures.models import CatalogueList, Procedure, ProcedureVersion, PublicationDecision
from procedures.services._decisions import (
    Decision,
    DecisionDiffers,
    DecisionNumberMissing,
    EffectiveBeforeIssued,
    write_decision,
)
from procedures.services._record import record_many
from procedures.services._versions import all_facts, write_versions

__all__ = [
    "Decision",
    "DecisionDiffers",
    "DecisionNumberMissing",
    "EffectiveBeforeIssued",
    "EffectiveTooEarly",
    "SuccessorUnknown",
    "apply",
    "known",
]


class EffectiveTooEarly(BadInput):
    code = "effective-too-early"
    sentence = (
        "Quyết định {decision} có hiệu lực từ {effective:%d/%m/%Y}, trước bản đang có của thủ tục "
        "{procedure} (từ {since:%d/%m/%Y}). Kiểm tra lại ngày hiệu lực."
    )


class SuccessorUnknown(BadInput):
    code = "successor-unknown"
    sentence = (
        "Thủ tục {procedure} được thay thế bằng {successor}, nhưng danh mục không có thủ tục này "
        "đang mở. Công bố {successor} trước, hoặc trong cùng danh sách."
    )


def known() -> dict[str, Published]:
    """Code -> the newest version, in force or prepared; ended procedures are not there."""
    return {
        facts.code: facts for facts in all_facts(ProcedureVersion.objects.filter(valid_to=None))
    }


@transaction.atomic
def apply(
    preview: Preview,
    decision: Decision,
    *,
    actor: Actor,
    at: datetime,
    listed: CatalogueList | None = None,
) -> int:
    """Do what the preview says; to how many procedures. Nothing to do leaves nothing behind.

    Raises DecisionNumberMissing, EffectiveBeforeIssued, DecisionDiffers, EffectiveTooEarly,
    SuccessorUnknown.
    """
    if not preview.changes:
        return 0
    written = write_decision(decision, at)
    changed = [change.new.code for change in preview.changed]
    _refuse_too_early([*changed, *(each.old.code for each in preview.abolished)], written)
    ending = {"valid_to": written.effective_on, "ended_by": written, "ended_in": listed}
    _open(changed).update(**ending)
    wanted = [*preview.added, *(change.new for change in preview.changed)]
    versions = write_versions(wanted, written, listed)
    _tell_published(versions, set(changed), written, actor, at)
    for heir, codes in _heirs(preview.abolished).items():
        _open(codes).update(**ending, replaced_by=heir)
    _tell_abolished(preview.abolished, written, actor, at)
    return len(versions) + len(preview.abolished)


def _open(codes: Iterable[str]) -> QuerySet[ProcedureVersion]:
    return ProcedureVersion.objects.filter(procedure__code__in=list(codes), valid_to=None)


def _tell_published(
    versions: Sequence[ProcedureVersion],
    amended: set[str],
    decision: PublicationDecision,
    actor: Actor,
    at: datetime,
) -> None:
    payloads: list[JsonObject] = [
        {
            "procedure": version.procedure.code,
            "version": version.number,
            "decision": decision.number,
            "change": "sửa đổi" if version.procedure.code in amended else "công bố",
            "valid_from": decision.effective_on.isoformat(),
        }
        for version in versions
    ]
    record_many(decision.issuer, "procedure_published", payloads, actor=actor, at=at)


def _heirs(abolished: Sequence[Abolished]) -> dict[Procedure | None, list[str]]:
    """What takes their place -> the codes that end; None: nothing does. Raises SuccessorUnknown."""
    ended = {each.old.code for each in abolished}
    named = _open({each.replaced_by for each in abolished} - ended).select_related("procedure")
    heirs = {version.procedure.code: version.procedure for version in named}
    found: dict[Procedure | None, list[str]] = {}
    for each in abolished:
        if each.replaced_by and each.replaced_by not in heirs:
            raise SuccessorUnknown(
                "replaced_by", procedure=each.old.code, successor=each.replaced_by
            )
        found.setdefault(heirs.get(each.replaced_by), []).append(each.old.code)
    return found


def _tell_abolished(
    abolished: Sequence[Abolished], decision: PublicationDecision, actor: Actor, at: datetime
) -> None:
    payloads: list[JsonObject] = [
        {
            "procedure": each.old.code,
            "decision": decision.number,
            "replaced_by": each.replaced_by,
            "valid_to": decision.effective_on.isoformat(),
        }
        for each in abolished
    ]
    record_many(decision.issuer, "procedure_abolished", payloads, actor=actor, at=at)


def _refuse_too_early(codes: Sequence[str], decision: PublicationDecision) -> None:
    later = _open(codes).filter(valid_from__gt=decision.effective_on).select_related("procedure")
    if (first := later.order_by("procedure__code").first()) is not None:
        raise EffectiveTooEarly(
            "effective",
            decision=decision.number,
            effective=decision.effective_on,
            procedure=first.procedure.code,
            since=first.valid_from,
        )
