"""The catalogue at its real size: a whole list previewed, and a procedure found while one types."""

import io
from collections.abc import Sequence
from datetime import date
from itertools import cycle, islice
from math import ceil

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import include, path
from openpyxl import Workbook, load_workbook

from onecua.bench.office import bench_office
from onecua.bench.pairs import Ratio, measure
from onecua.kernel.tables.reading import read_table
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency
from procedures.importers.comparison import Preview
from procedures.importers.desk_files import rows_of
from procedures.importers.published import Published
from procedures.models import ProcedureVersion
from procedures.search import short_title
from procedures.services import catalogue
from procedures.services.lists import compared
from procedures.timing import TimeLimit

LISTED, KNOWN = 2_700, 3_000
PAIRS = 200  # of which the slowest twentieth is what is compared
HEADING = ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")
BEGINNING = date(2018, 1, 1)
# As they are typed: with and without accents, initials, slips of the finger, raw Telex.
TYPED = ("khai sinh", "đăng ký kết hôn", "dkks", "giay phep xay dnug", "dawng kys", "1.9000")


@login_required
def select_one(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return HttpResponse(str(cursor.fetchone()))


urlpatterns = [path("tran/", select_one), path("", include("onecua.urls"))]


def previewing() -> Ratio:
    """A list of 2,700 in the shape of the national export, over a catalogue of 3,000."""
    bench_office()
    _fill()
    content = _export()

    def bare() -> object:
        sheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
        return list(sheet.iter_rows(values_only=True))

    def ours() -> object:
        return compared(read_table("danh-sach.xlsx", content), complete=False)

    return measure(ours, bare, pairs=30, warm_up=2)


def typeahead() -> Ratio:
    """One keystroke of the desk's search box, against a view of the same session that asks 1."""
    office = bench_office()
    _fill()
    words = cycle(TYPED)
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"]):
        client = Client(headers={"hx-request": "true"})
        client.force_login(office.clerk)
        return measure(
            lambda: client.get("/tiep-nhan/thu-tuc/", {"q": next(words)}),
            lambda: client.get("/tran/"),
            pairs=PAIRS, warm_up=2 * len(TYPED), of=_slow,
        )  # fmt: skip


def _slow(times: Sequence[float]) -> float:
    return sorted(times)[ceil(0.95 * len(times)) - 1]


def _fill() -> None:
    """The project's own procedures, as often as it takes: each with a code and place of its own."""
    if ProcedureVersion.objects.count() >= KNOWN:
        return
    decision = catalogue.Decision(
        number="98/QĐ-UBND", issuer=Agency.objects.order_by("pk")[0], title="Danh mục để đo tốc độ",
        issued_on=BEGINNING, effective_on=BEGINNING,
    )  # fmt: skip
    wanted = Preview(tuple(_procedures(KNOWN)), (), (), ())
    catalogue.apply(wanted, decision, actor=THE_SYSTEM, at=office_now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE procedures_procedureversion, procedures_procedure")


def _procedures(number: int) -> list[Published]:
    rows = list(rows_of("catalogue"))
    return [
        Published(
            code=f"{1 + no // len(rows)}.9{no:05d}",
            title=f"{row['title']} ({no})",
            short_title=short_title(f"{row['title']} ({no})"),
            sector=row["sector"],
            level=row["level"],
            agency_text=row["agency"],
            terms={"direct": TimeLimit(5, "working_days")},
        )
        for no, row in enumerate(islice(cycle(rows), number))
    ]


def _export() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
    sheet.append(HEADING)
    for each in _procedures(LISTED):
        sheet.append([each.code, each.title, "Bộ", each.agency_text, each.sector])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
