"""Ngưỡng của quy tắc: set by the provincial office, kept with who, when and what it was before."""

from datetime import datetime

from django.db import transaction

from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import append
from onecua.people.acting import Acting
from onecua.people.roles import Role
from reports.detectors.rules import RULES
from reports.events import check_payload
from reports.models import DetectorThreshold
from reports.services.errors import MayNotJudge, NoThreshold, ThresholdWrong
from reports.thresholds import thresholds


@transaction.atomic
def set_threshold(*, rule: str, value: int, acting: Acting, at: datetime) -> None:
    """For what the next run reads; what was found stays. Raises NoThreshold, ThresholdWrong."""
    if acting.role != Role.PROVINCE_OFFICE:
        raise MayNotJudge
    threshold = RULES[rule].threshold if rule in RULES else None
    if threshold is None:
        raise NoThreshold
    if not threshold.least <= value <= threshold.most:
        raise ThresholdWrong("value", least=threshold.least, most=threshold.most)
    facts: JsonObject = {"rule": rule, "value": value, "before": thresholds()[rule]}
    check_payload("detector_threshold_set", facts)
    append(acting.agency_id, "detector_threshold_set", facts, actor=acting.actor, at=at)
    DetectorThreshold.objects.update_or_create(rule=rule, defaults={"value": value, "set_at": at})
