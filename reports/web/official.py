"""Biểu số 06: the table on the page, the list behind each cell, and the file to send on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cases.deadline_words import instant
from cases.selectors.rows import rows_of
from cases.selectors.worklist import PAGE, count, keys_by_due
from cases.web.doors import now_of
from cases.web.worklist import after_of, next_of
from onecua.kernel.tables.xlsx_writing import XLSX
from onecua.people.acting import Acting
from onecua.people.models import Agency
from procedures.timing import office_date
from reports.definitions.form06 import COLUMNS
from reports.official import CUTS, Table, listed, table
from reports.official_xlsx import write_form06
from reports.periods import MONTHS, NoSuchPeriod, Period, between, period, present_quarter
from reports.scope import Scope
from reports.selectors import grouped
from reports.tree import TREES
from reports.web.dashboard import scope_or_404, watching

KINDS = {
    "thang": "Tháng",
    "quy": "Quý",
    "6-thang": "6 tháng",
    "nam": "Năm",
    "ngay": "Từ ngày đến ngày",
}
DAY = forms.DateField(input_formats=["%d/%m/%Y"])
UNREADABLE = "Không đọc được ngày “{typed}”; ghi dạng 15/12/2020."
BOTH_DAYS = "Ghi đủ hai ngày của kỳ báo cáo, ví dụ 15/12/2020 và 14/03/2021."
FIELDS = ("ky", "nam", "so", "tu", "den", "theo")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; without anything, the present quarter by sector."""

    period: Period
    cut: str
    typed: Mapping[str, str]

    @classmethod
    def of(cls, request: HttpRequest, now: datetime) -> "Asked":
        """Raises NoSuchPeriod with the sentence to show."""
        typed = {name: request.GET.get(name, "") for name in FIELDS}
        cut = typed["theo"] or "linh-vuc"
        if cut not in CUTS:
            raise NoSuchPeriod("Chọn cách chia: theo lĩnh vực hoặc theo cơ quan.")
        if typed["ky"] == "ngay":
            return cls(between(_day(typed["tu"]), _day(typed["den"])), cut, typed)
        year, quarter = present_quarter(office_date(now))
        kind = typed["ky"] or "quy"
        typed |= {
            "ky": kind,
            "nam": typed["nam"] or str(year),
            "so": typed["so"] or ("1" if kind in MONTHS and kind != "quy" else str(quarter)),
            "theo": cut,
        }
        if not (typed["nam"].isdecimal() and typed["so"].isdecimal()):
            raise NoSuchPeriod("Năm và số của kỳ báo cáo phải là số.")
        number = 1 if kind == "nam" else int(typed["so"])
        return cls(period(kind, int(typed["nam"]), number), cut, typed)


@login_required
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    acting, now = watching(request), now_of(request)
    scope = scope_or_404(request, acting)
    common = {"kinds": KINDS, "cuts": CUTS, "scope": scope, "columns": COLUMNS.values(),
              "trees": TREES}  # fmt: skip
    try:
        asked = Asked.of(request, now)
    except NoSuchPeriod as wrong:
        typed = {name: request.GET.get(name, "") for name in FIELDS}
        context = common | {"wrong": str(wrong), "typed": typed}
        return render(request, "reports/form06.html", context, status=400)
    found = _table(acting, now, asked, scope)
    return render(request, "reports/form06.html", common | {
        "typed": asked.typed,
        "table": found,
        "cut_title": CUTS[asked.cut][0],
        "rows": [(line, found.cells(line)) for line in found.lines],
        "total": found.cells(found.total),
        "as_of": instant(found.as_of),
        "file": urlencode(found.query),
        "outside": _outside(scope, asked.period),
    })  # fmt: skip


@login_required
@never_cache
@require_safe
def cell(request: HttpRequest) -> HttpResponse:
    """Exactly the dossiers of one cell, most urgent first."""
    acting, now = watching(request), now_of(request)
    scope, asked = scope_or_404(request, acting), _or_404(request, now)
    number = request.GET.get("cot", "")
    column = COLUMNS.get(int(number)) if number.isdecimal() else None
    if column is None:
        raise Http404
    rows = listed(
        acting, now, asked.period, scope, asked.cut, column.no, request.GET.get("dong", "")
    )
    keys = keys_by_due(rows, after_of(request))
    return render(request, "reports/form06_list.html", {
        "column": column,
        "scope": scope,
        "period": asked.period,
        "total": grouped(count(rows)),
        "rows": rows_of([key.pk for key in keys[:PAGE]], acting, now),
        "next": next_of(request, keys[PAGE - 1]) if len(keys) > PAGE else "",
        "back": urlencode({**scope.query, **asked.typed}),
        "as_of": instant(asked.period.instant(now)),
    })  # fmt: skip


@login_required
@never_cache
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    acting, now = watching(request), now_of(request)
    scope, asked = scope_or_404(request, acting), _or_404(request, now)
    found = _table(acting, now, asked, scope)
    parent = scope.agency.parent_id
    content = write_form06(
        period=f"{asked.period.label} ({asked.period.days})",
        reporter=scope.name,
        receiver=scope.tree.agencies[parent].name if parent else "Văn phòng Chính phủ",
        cut=CUTS[asked.cut][0],
        as_of=instant(found.as_of),
        lines=[(line.name, [line.counts[no] for no in COLUMNS]) for line in found.lines],
        total=[found.total.counts[no] for no in COLUMNS],
    )
    name = f"bieu-06-{asked.period.first:%Y%m%d}-{asked.period.last:%Y%m%d}.xlsx"
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _table(acting: Acting, now: datetime, asked: Asked, scope: Scope) -> Table:
    query = {**scope.query, **{name: each for name, each in asked.typed.items() if each}}
    return table(acting, now, asked.period, scope, asked.cut, query)


def _or_404(request: HttpRequest, now: datetime) -> Asked:
    try:
        return Asked.of(request, now)
    except NoSuchPeriod:
        raise Http404 from None


def _day(typed: str) -> date:
    if not typed.strip():
        raise NoSuchPeriod(BOTH_DAYS)
    try:
        found: date = DAY.clean(typed)
    except ValidationError:
        raise NoSuchPeriod(UNREADABLE.format(typed=typed)) from None
    return found


def _outside(scope: Scope, asked: Period) -> str:
    """An agency that was not there in the whole period: its numbers are of the days it was."""
    agency: Agency = scope.agency
    if agency.valid_to and agency.valid_to < asked.last:
        return (
            f"{agency.name} ngừng hoạt động từ ngày {agency.valid_to:%d/%m/%Y}, trong kỳ báo cáo."
        )
    if agency.valid_from > asked.first:
        return f"{agency.name} hoạt động từ ngày {agency.valid_from:%d/%m/%Y}, trong kỳ báo cáo."
    return ""
