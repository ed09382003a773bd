"""Signs of an agency as a whole: its share of odd ends, and what it declared itself."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from cases.models import Dossier, Supplement
from onecua.ledger.kept_rows import FIRST_DOSSIER_STREAM
from onecua.ledger.models import Event
from procedures.timing import office_date
from reports.detectors.groups import Share, Sign, odd_shares

PERIOD = timedelta(days=90)
ODD = ("withdrawn", "stopped")


def agency_signs(
    now: datetime, limits: Mapping[str, int], boundary: int
) -> Mapping[str, Sequence[Sign]]:
    """Rule -> signs. boundary: transaction id from which on declarations are new."""
    day = office_date(now)
    quarter = f"{day.year}-Q{(day.month + 2) // 3}"
    return {
        "ty-le-dung": list(odd_shares(_shares(now), limits["ty-le-dung"], quarter)),
        "khai-ngoai-he-thong": _declared(boundary),
    }


def _shares(now: datetime) -> list[Share]:
    asked = Exists(Supplement.objects.filter(dossier=OuterRef("pk")))
    ended = Dossier.objects.filter(ended_at__gte=now - PERIOD).order_by()
    counted = ended.values_list("agency").annotate(n=Count("pk"))
    odd = Counter(dict(ended.filter(Q(outcome__in=ODD) | asked).values_list("agency").annotate(
        n=Count("pk")
    )))  # fmt: skip
    return [Share(agency, n, odd[agency]) for agency, n in counted]


def _declared(boundary: int) -> list[Sign]:
    rows = Event.objects.filter(
        kind="off_system_declared", stream__lt=FIRST_DOSSIER_STREAM, data__count__gt=0,
        xact__gte=boundary,
    )  # fmt: skip
    return [
        Sign(
            f"{row.stream}/{row.data['month']}", row.stream, None, [],
            f"Khai {row.data['count']} hồ sơ tiếp nhận ngoài hệ thống, tháng {row.data['month']}.",
        )
        for row in rows
    ]  # fmt: skip
