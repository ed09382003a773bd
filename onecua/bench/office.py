"""The smallest office that can receive: one agency, one desk, one procedure in two steps."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.crypto import get_random_string

from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency, Desk, Person, Unit
from onecua.people.roles import Role
from onecua.people.services.founding import (
    FoundedAgency,
    FoundedDesk,
    FoundedPost,
    FoundedUnit,
    Founding,
    found,
)
from procedures.importers.desk_files import DATA
from procedures.models import (
    ChannelTerm,
    Configuration,
    ConfiguredStep,
    Procedure,
    ProcedureVersion,
    PublicationDecision,
    Regime,
    RequiredPaper,
    Sector,
    WorkflowStep,
    WorkflowVersion,
)
from procedures.services.calendar import load_calendar
from procedures.timing import parse_calendar

CODE = "000.99.99.H34"
PROCEDURE = "9.000001"
BEGINNING = date(2018, 1, 1)


HEAD, DESK, DIVISION = (
    (CODE, name)
    for name in ("Lãnh đạo", "Bộ phận Tiếp nhận và Trả kết quả", "Công chức chuyên môn")
)
_FOUNDING = Founding(
    agencies=[
        FoundedAgency(
            code=CODE, name="UBND xã đo tốc độ", printed_name="ỦY BAN NHÂN DÂN\nXÃ ĐO TỐC ĐỘ",
            place="Kon Tum", kind=Agency.Kind.COMMUNE, parent="",
        )
    ],
    units=[
        FoundedUnit(key=HEAD, kind=Unit.Kind.LEADERSHIP),
        FoundedUnit(key=DESK, kind=Unit.Kind.DESK),
        FoundedUnit(key=DIVISION, kind=Unit.Kind.DIVISION),
    ],
    desks=[FoundedDesk(unit=DESK, name="Bộ phận Một cửa xã đo tốc độ")],
    posts=[
        FoundedPost(
            username=CODE, full_name="Cán bộ tiếp nhận", unit=DESK, role=Role.RECEPTION,
            position="Tiếp nhận",
        )
    ],
    decision="Dữ liệu để đo tốc độ",
    valid_from=BEGINNING,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BenchOffice:
    clerk: Person
    desk: Desk  # with its unit and agency
    paper: str
    regime: Regime
    configured: Configuration  # with its procedure, whose first version holds, and its workflow

    @property
    def version(self) -> ProcedureVersion:
        return self.configured.procedure.versions.get(number=1)


def bench_office() -> BenchOffice:
    """Made once; later runs receive at the same desk."""
    if not Agency.objects.filter(code=CODE).exists():
        _make()
    desk = Desk.objects.select_related("unit__agency").get(unit__agency__code=CODE)
    paper = RequiredPaper.objects.get(version__procedure__code=PROCEDURE).name
    return BenchOffice(
        clerk=Person.objects.get(username=CODE),
        desk=desk,
        paper=paper,
        regime=Regime.objects.get(code="tt01-2018"),
        configured=Configuration.objects.select_related("procedure", "workflow").get(desk=desk),
    )


@transaction.atomic
def _make() -> None:
    found(_FOUNDING, password=get_random_string(24), at=office_now())
    agency = Agency.objects.get(code=CODE)
    desk = Desk.objects.select_related("unit").get(unit__agency=agency)
    division = Unit.objects.get(agency=agency, kind=Unit.Kind.DIVISION)
    load_calendar(
        parse_calendar(_lines("holidays_vn.csv")),
        provisional=parse_calendar(_lines("holidays_vn_provisional.csv")),
        document="Lịch để đo tốc độ", agency=agency, actor=THE_SYSTEM, at=office_now(),
    )  # fmt: skip
    Regime.objects.get_or_create(
        code="tt01-2018",
        defaults={"name": "TT 01/2018", "form_set": "TT 01/2018", "valid_from": BEGINNING,
                  "legal_basis": "NĐ 61/2018/NĐ-CP; TT 01/2018/TT-VPCP"},
    )  # fmt: skip
    _procedure(agency, desk, (desk.unit, division))


def _procedure(agency: Agency, desk: Desk, units: tuple[Unit, Unit]) -> None:
    decision = PublicationDecision.objects.create(
        number="99/QĐ-UBND", issuer=agency, title="Công bố để đo tốc độ", issued_on=BEGINNING,
        effective_on=BEGINNING,
    )  # fmt: skip
    procedure = Procedure.objects.create(code=PROCEDURE)
    version = ProcedureVersion.objects.create(
        procedure=procedure, number=1, decision=decision, title="Thủ tục đo tốc độ",
        short_title="Thủ tục đo tốc độ", search="thu tuc do toc do", level="xã",
        sector=Sector.objects.create(name="Đo tốc độ"), result_name="Kết quả",
        valid_from=BEGINNING,
    )  # fmt: skip
    ChannelTerm.objects.create(version=version, channel="direct", number=5, unit="working_days")
    RequiredPaper.objects.create(version=version, no=1, name="Tờ khai", originals=1)
    workflow = WorkflowVersion.objects.create(
        procedure=procedure, number=1, approval="99/QĐ-UBND", approved_on=BEGINNING
    )
    configured = Configuration.objects.create(
        desk=desk, procedure=procedure, workflow=workflow, valid_from=BEGINNING
    )
    for no, unit in enumerate(units, 1):
        step = WorkflowStep.objects.create(
            workflow=workflow, no=no, name=f"Bước {no}", unit_role=unit.kind, post_role=unit.kind,
            term=1, term_unit=WorkflowStep.TermUnit.DAYS,
        )  # fmt: skip
        ConfiguredStep.objects.create(configuration=configured, step=step, unit=unit)


def _lines(name: str) -> list[str]:
    return (Path(DATA) / name).read_text(encoding="utf-8").splitlines()
