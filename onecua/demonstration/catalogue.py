"""Calendar, regime, procedures by decisions, workflows approved and configured for each desk."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from onecua.demonstration.organisation import BEGINNING, key
from onecua.demonstration.province import Province
from onecua.demonstration.workflow_roles import NoSuchUnit, WorkflowRoles
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency, Desk, Unit
from procedures.importers.comparison import compare, preview_rows
from procedures.importers.desk_files import DATA, desk_procedures, desk_workflows
from procedures.importers.reading import read_table
from procedures.importers.rows import read_catalogue
from procedures.models import Regime, WorkflowVersion
from procedures.services import catalogue
from procedures.services.calendar import load_calendar
from procedures.services.catalogue import Decision
from procedures.services.configuration import DeskWorkflow, configure
from procedures.services.workflows import Approval, approve
from procedures.timing import parse_calendar

# level of a procedure -> kind of agency whose desk receives it
DESKS_OF = {"xã": Agency.Kind.COMMUNE, "huyện": Agency.Kind.DISTRICT, "tỉnh": Agency.Kind.CENTRE}


def build_calendar(issuer: Agency, at: datetime) -> None:
    load_calendar(
        parse_calendar(_lines("holidays_vn.csv")),
        provisional=parse_calendar(_lines("holidays_vn_provisional.csv")),
        document="Ngày nghỉ lễ 2018–2026 đã công bố; 2027–2029 tạm tính theo Bộ luật Lao động",
        agency=issuer,
        actor=THE_SYSTEM,
        at=at,
    )


def build_regime() -> None:
    """TT 01/2018 stays open here: the demonstration is the letter's province."""
    Regime.objects.create(
        code="tt01-2018", name="TT 01/2018", form_set="TT 01/2018", valid_from=BEGINNING,
        legal_basis="NĐ 61/2018/NĐ-CP; TT 01/2018/TT-VPCP",
    )  # fmt: skip


def publish(issuer: Agency, at: datetime) -> int:
    """The desk procedures in full, then the real list of titles, terms and levels."""
    desk = compare(desk_procedures(), catalogue.known())
    done = catalogue.apply(desk, _decision(issuer, "01/QĐ-UBND"), actor=THE_SYSTEM, at=at)
    listed = read_catalogue(read_table("catalogue.csv", (DATA / "catalogue.csv").read_bytes()))
    more = preview_rows(listed.rows, catalogue.known(), listed.faults)
    return done + catalogue.apply(more, _decision(issuer, "02/QĐ-UBND"), actor=THE_SYSTEM, at=at)


def configure_desks(province: Province, issuer: Agency, at: datetime) -> int:
    approval = Approval(
        "03/QĐ-UBND", BEGINNING, issuer, "Dữ liệu minh họa: quy trình soạn theo mẫu quy trình thật"
    )
    approve(desk_workflows(), approval, actor=THE_SYSTEM, at=at)
    wanted = list(_desk_workflows(province))
    configure(wanted, valid_from=BEGINNING, actor=THE_SYSTEM, at=at)
    return len(wanted)


def _desk_workflows(province: Province) -> Iterator[DeskWorkflow]:
    """Every desk of a fitting level whose own unit does the first step, and where all steps have
    a unit; a step that depends on the applicant's commune cannot be configured for a district yet.
    """
    roles, steps = WorkflowRoles(province), desk_workflows()
    units = {(unit.agency.code, unit.name): unit for unit in _all_units()}
    levels = {facts.code: facts.level for facts in desk_procedures()}
    versions = {
        row.procedure.code: row for row in WorkflowVersion.objects.select_related("procedure")
    }
    for desk in Desk.objects.select_related("unit__agency"):
        for code, version in versions.items():
            if not _fits(levels[code], desk.unit.agency.kind):
                continue
            try:
                found = {
                    step.no: units[key(roles.unit(step.unit_role, desk.unit.agency.code))].pk
                    for step in steps[code]
                }
            except NoSuchUnit:
                continue
            if found[min(found)] == desk.unit_id:
                yield DeskWorkflow(desk, version, found)


def _fits(level: str, kind: str) -> bool:
    return any(DESKS_OF[part.strip()] == kind for part in level.split(";"))


def _all_units() -> Iterator[Unit]:
    yield from Unit.objects.select_related("agency")


def _decision(issuer: Agency, number: str) -> Decision:
    return Decision(
        number=number, issuer=issuer, title="Công bố danh mục thủ tục hành chính",
        issued_on=date(2018, 6, 1), effective_on=BEGINNING, source="Dữ liệu minh họa",
    )  # fmt: skip


def _lines(name: str) -> list[str]:
    return (Path(DATA) / name).read_text(encoding="utf-8").splitlines()
