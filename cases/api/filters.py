"""What a list of dossiers may be narrowed by."""

from datetime import date, timedelta

import django_filters as filters
from django.db.models import Case, QuerySet, When

from cases.models import Dossier
from cases.selectors.deadlines import is_or_was_late
from cases.states import State
from onecua.ledger.office import office_now
from procedures.models import ChannelTerm
from procedures.timing import midnight

LAST = date(9000, 1, 1)  # the day after it can still be named


class DossierFilter(filters.FilterSet):  # type: ignore[misc]
    state = filters.MultipleChoiceFilter(
        label="Trạng thái; ghi nhiều lần để chọn nhiều",
        choices=[(state.value, state.label) for state in State],
    )
    procedure = filters.CharFilter("procedure__procedure__code", label="Mã thủ tục")
    channel = filters.ChoiceFilter(label="Cách nộp", choices=ChannelTerm.Channel.choices)
    holder_unit = filters.NumberFilter(label="Đơn vị đang giữ (số)")
    late = filters.BooleanFilter(method="only_late", label="Đang quá hạn, hoặc đã xong quá hạn")
    received_from = filters.DateFilter(method="since", label="Tiếp nhận từ ngày")
    received_to = filters.DateFilter(method="until", label="Tiếp nhận đến hết ngày")

    class Meta:
        model = Dossier
        fields: list[str] = []

    def only_late(self, rows: QuerySet[Dossier], _name: str, wanted: bool) -> QuerySet[Dossier]:  # noqa: FBT001 - django-filter's signature
        late = is_or_was_late(office_now())
        if wanted:
            return rows.filter(late)
        said = Case(When(late, then=True), default=False)  # no deadline yet: not late, not unknown
        return rows.alias(late_one=said).filter(late_one=False)

    def since(self, rows: QuerySet[Dossier], _name: str, day: date) -> QuerySet[Dossier]:
        return rows.filter(received_at__gte=midnight(day))

    def until(self, rows: QuerySet[Dossier], _name: str, day: date) -> QuerySet[Dossier]:
        return rows.filter(received_at__lt=midnight(min(day, LAST) + timedelta(days=1)))
