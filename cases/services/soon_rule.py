"""Ngưỡng nhắc sắp đến hạn: set by an agency's administrator, for what it receives from tomorrow."""

from datetime import datetime, timedelta

from django.db import transaction

from cases.events import check_payload
from cases.models import SoonRule
from cases.services.errors import NotAllowed, SoonRuleWrong
from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import append
from onecua.people.acting import Acting
from onecua.people.models import Agency
from onecua.people.roles import Role
from procedures.timing import office_date

MOST_DAYS = 30


@transaction.atomic
def set_soon_rule(
    *, agency: Agency, percent: int, working_days: int, acting: Acting, at: datetime
) -> SoonRule:
    """From tomorrow, so that no dossier that was received already changes its dates.

    Raises NotAllowed, SoonRuleWrong. A second rule of the same day takes the first one's place.
    """
    own = acting.role == Role.UNIT_ADMIN and acting.agency_id == agency.pk
    if not own and acting.role != Role.SYSTEM_ADMIN:
        raise NotAllowed(label="Đặt ngưỡng nhắc", who=f"quản trị đơn vị của {agency.name}")
    if not 0 <= percent <= 100 or not 1 <= working_days <= MOST_DAYS:  # noqa: PLR2004 - a share
        raise SoonRuleWrong("percent", percent=percent, working_days=working_days, most=MOST_DAYS)
    valid_from = office_date(at) + timedelta(days=1)
    payload: JsonObject = {
        "percent": percent,
        "working_days": working_days,
        "valid_from": valid_from.isoformat(),
    }
    check_payload("soon_rule_set", payload)
    append(agency.pk, "soon_rule_set", payload, actor=acting.actor, at=at)
    rule, _made = SoonRule.objects.update_or_create(
        agency=agency,
        valid_from=valid_from,
        defaults={"percent": percent, "working_days": working_days},
    )
    return rule
