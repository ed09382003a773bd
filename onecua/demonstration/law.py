"""What the demonstration decides before its first dossier: calendar and catalogue."""

from datetime import date, datetime

from onecua.demonstration.organisation import PROVINCE
from onecua.kernel.tables.reading import read_table
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency
from procedures.calendar_file import CalendarRows, parse_calendar
from procedures.importers.comparison import compare
from procedures.importers.desk_files import DATA, desk_procedures
from procedures.importers.previewing import preview_rows
from procedures.importers.rows import read_catalogue
from procedures.services import calendar, catalogue
from procedures.services.catalogue import Decision

IN_FORCE = date(2021, 1, 15)
INVENTED = "số và ngày của quyết định là minh họa; căn cứ của từng thủ tục ghi ở nguồn của thủ tục"


def load_calendar(at: datetime) -> None:
    calendar.load_calendar(
        _calendar_rows("holidays_vn.csv"),
        provisional=_calendar_rows("holidays_vn_provisional.csv"),
        document="Lịch nghỉ 2018-2026 theo thông báo hằng năm; 2027-2029 tạm tính",
        agency=_province(),
        actor=THE_SYSTEM,
        at=at,
    )


def publish(at: datetime) -> int:
    """The catalogue by two decisions; how many procedures they published."""
    path = DATA / "catalogue.csv"
    listed = read_catalogue(read_table(path.name, path.read_bytes()))
    general = preview_rows(listed.rows, catalogue.known(), listed.faults)
    at_desks = compare(desk_procedures(), catalogue.known())
    return sum(
        catalogue.apply(preview, _decision(number, title), actor=THE_SYSTEM, at=at)
        for preview, number, title in (
            (general, "01/QĐ-UBND", "Công bố danh mục thủ tục hành chính trên địa bàn tỉnh"),
            (at_desks, "02/QĐ-UBND", "Công bố thủ tục tiếp nhận tại các bộ phận một cửa"),
        )
    )


def _decision(number: str, title: str) -> Decision:
    return Decision(
        number=number,
        issuer=_province(),
        title=title,
        issued_on=date(2021, 1, 4),
        effective_on=IN_FORCE,
        source=INVENTED,
    )


def _province() -> Agency:
    return Agency.objects.get(code=PROVINCE)


def _calendar_rows(name: str) -> CalendarRows:
    return parse_calendar((DATA / name).read_text(encoding="utf-8").splitlines())
