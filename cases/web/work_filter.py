"""What one may narrow a list by. It all stands in the query string, so a list can be sent on."""

import re
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cases.models import Dossier
from cases.permissions import SEES_ALL, SEES_UNITS
from cases.services.identity import index_of
from cases.states import STATES, State
from onecua.kernel.identity import BadIdentityNumber, identity_number
from onecua.kernel.text import fold
from onecua.people.acting import Acting
from onecua.people.models import Person
from onecua.people.roles import Role
from procedures.models import ChannelTerm, Configuration, ConfiguredStep, ProcedureVersion

LINE = {"class": "input filters__text", "autocomplete": "off"}
PICK = {"class": "input filters__sel"}
DATE = {"class": "input filters__date", "placeholder": "dd/mm/yyyy", "inputmode": "numeric"}
FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]


SLIP = re.compile(r"/tra-cuu/([^/?#\s]+)")  # what the QR of a slip says
CARD = re.compile(r"(\d{12}|\d{9})\|")  # how the QR of a card begins


def words(rows: QuerySet[Dossier], _name: str, value: str) -> QuerySet[Dossier]:
    """The end of a code, a name without accents, a procedure, an identity number, a scan."""
    return rows.filter(_paper(value) | _owner(value))


def meant(value: str) -> str:
    """What a scanner typed into the field: of a slip its code, of a card its number."""
    slip, card = SLIP.search(value), CARD.match(value.strip())
    return slip[1] if slip else card[1] if card else value.strip()


def words_without_secrets(rows: QuerySet[Dossier], _name: str, value: str) -> QuerySet[Dossier]:
    """For who sees confidential rows without their names: a name must not find them either."""
    return rows.filter(_paper(value) | Q(procedure__confidential=False) & _owner(value))


def _paper(value: str) -> Q:
    wanted = meant(value)
    code = Q(code__iendswith=wanted) | Q(contact__iendswith=wanted)
    return code | Q(procedure__search__contains=fold(wanted))


def _owner(value: str) -> Q:
    wanted = meant(value)
    try:
        return Q(applicant__identity_index=index_of(identity_number(wanted)))
    except BadIdentityNumber:
        return Q(applicant__search__contains=fold(wanted)) | Q(applicant__phone=wanted)


def held_by(rows: QuerySet[Dossier], _name: str, value: str) -> QuerySet[Dossier]:
    return rows.filter(holder_person=None if value == "0" else int(value))


def _date(label: str, lookup: str) -> filters.DateFilter:
    return filters.DateFilter(
        field_name="received_at",
        lookup_expr=lookup,
        label=label,
        input_formats=FORMATS,
        widget=forms.DateInput(DATE, "%d/%m/%Y"),
        error_messages={"invalid": "Ngày phải viết dd/mm/yyyy, ví dụ 05/03/2021."},
    )


class Select(forms.Select):
    """Its options in one go: a template for each of a hundred would cost more than the list."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: Any = None,
        renderer: Any = None,  # noqa: ARG002 - Django's
    ) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (each["value"], flatatt(each["attrs"]), each["label"])
                for _, group, _ in widget["optgroups"]
                for each in group
            ),
        )
        return format_html(
            '<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), options
        )


class WorkFilter(filters.FilterSet):  # type: ignore[misc]  # it has no types
    q = filters.CharFilter(
        method=words, label="Lọc theo chữ",
        widget=forms.TextInput(
            LINE | {"type": "search", "placeholder": "Tên, CCCD, thủ tục, số cuối"}
        ),
    )  # fmt: skip
    thu_tuc = filters.ChoiceFilter(
        field_name="procedure__procedure__code", label="Thủ tục", empty_label="Mọi thủ tục",
        widget=Select(PICK),
    )  # fmt: skip
    giu = filters.ChoiceFilter(
        method=held_by, label="Người giữ", empty_label="Mọi người giữ", widget=Select(PICK)
    )
    trang_thai = filters.ChoiceFilter(
        field_name="state", label="Trạng thái", empty_label="Mọi trạng thái",
        choices=[(each.value, STATES[each].label) for each in State], widget=Select(PICK),
    )  # fmt: skip
    kenh = filters.ChoiceFilter(
        field_name="channel", label="Cách nộp", empty_label="Mọi cách nộp",
        choices=ChannelTerm.Channel.choices, widget=Select(PICK),
    )  # fmt: skip
    tu = _date("từ", "date__gte")
    den = _date("đến", "date__lte")


Choices = list[tuple[str, str]]


def work_filter(
    query: Any, rows: QuerySet[Dossier], acting: Acting, *, people: Choices, procedures: Choices
) -> WorkFilter:
    """Bound to a query string; what may be chosen comes with the page."""
    narrow = WorkFilter(query, queryset=rows)
    if acting.role in SEES_ALL:
        narrow.filters["q"].method = words_without_secrets
    narrow.filters["thu_tuc"].extra["choices"] = procedures
    narrow.filters["giu"].extra["choices"] = [("0", "Chưa phân công"), *people]
    return narrow


def colleagues(acting: Acting) -> Choices:
    people = Person.objects.filter(
        posts__unit=acting.unit_id, posts__role__in=[Role.RECEPTION, Role.OFFICER, Role.HEAD]
    )
    named = people.order_by("full_name").values_list("pk", "full_name").distinct()
    return [(str(pk), "Tôi" if pk == acting.keeper_id else name) for pk, name in named]


def procedures_of(acting: Acting) -> Choices:
    """(code, title) of what this unit, or the desk of its agency, works on by its workflows."""
    if acting.role not in SEES_UNITS:
        return []
    steps = ConfiguredStep.objects.filter(unit=acting.unit_id).values("configuration")
    works = Q(pk__in=steps) | Q(desk__unit__agency=acting.agency_id)  # a join of steps is slower
    mine = Configuration.objects.filter(works, valid_to=None).values("procedure")
    versions = ProcedureVersion.objects.filter(procedure__in=mine, valid_to=None)
    return list(versions.order_by("short_title").values_list("procedure__code", "short_title"))
