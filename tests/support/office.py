"""A small office to tell stories in: one commune, one district, their desks, people and procedures.

Office time starts on Monday 01/03/2021 at 08:00 and goes forward when a story says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from cases.models import Dossier
from cases.services import handover, intake, steps
from cases.services.applicants import ApplicantData
from cases.services.opening import Intake, PaperData
from onecua.ledger.canonical import JsonObject
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM, append
from onecua.people.acting import Acting, acting_on
from onecua.people.models import Agency, Desk, Person, Post, Unit
from onecua.people.roles import Role
from onecua.people.services.posts import facts_of
from procedures.models import (
    CalendarDay,
    CalendarRevision,
    CalendarSession,
    ChannelTerm,
    Configuration,
    ConfiguredStep,
    Procedure,
    ProcedureVersion,
    PublicationDecision,
    RequiredPaper,
    Sector,
    WorkflowStep,
    WorkflowVersion,
)
from procedures.search import search_text
from procedures.timing import OFFICE_ZONE, Session
from tests.support.calendars import vietnam
from tests.support.sessions import LogIn

BEGINNING = date(2018, 1, 1)
MONDAY = datetime(2021, 3, 1, 8, 0, tzinfo=OFFICE_ZONE)
PASSWORD = "mat-khau-thu"  # noqa: S105 - of the tests
BIRTH, BUILDING, COPIES, MARRIAGE, HOURS = (
    "1.001193", "1.013225", "2.000815", "1.000894", "2.000908",
)  # fmt: skip

# code, title, term, unit, kind, (name, unit kind, term, unit of it, evidence)…
_DESK, _DIV, _HEAD, _CLERK = "desk", "division", "leadership", "clerk"
SHORT = (
    ("Tiếp nhận, chuyển hồ sơ", _DESK, "1", "hours", "document"),
    ("Thẩm tra, dự thảo kết quả", _DIV, "4", "hours", "document"),
    ("Ký kết quả", _HEAD, "2", "hours", "document"),
    ("Vào số, đóng dấu", _CLERK, "0.5", "hours", "result"),
    ("Trả kết quả", _DESK, "0.5", "hours", "none"),
)
LONG = (
    ("Tiếp nhận, chuyển hồ sơ", _DESK, "0.5", "days", "document"),
    ("Thẩm định", _DIV, "6", "days", "document"),
    ("Ký kết quả", _HEAD, "2", "days", "document"),
    ("Vào số, đóng dấu", _CLERK, "1", "days", "result"),
    ("Trả kết quả", _DESK, "0.5", "days", "none"),
)
PROCEDURES: Sequence[tuple[str, str, str, str, str, Any]] = (
    (BIRTH, "Đăng ký khai sinh", "1", "working_days", "ordinary", SHORT),
    (MARRIAGE, "Đăng ký kết hôn", "1", "working_days", "ordinary", SHORT),
    (BUILDING, "Cấp giấy phép xây dựng nhà ở riêng lẻ", "10", "working_days", "ordinary", LONG),
    (HOURS, "Cấp bản sao trích lục hộ tịch", "8", "working_hours", "ordinary", SHORT),
    (COPIES, "Chứng thực bản sao từ bản chính", "1", "working_days", "immediate", SHORT),
)


@dataclass
class Office:
    desk: Desk
    people: dict[str, Acting]
    units: dict[str, Unit]
    owner: Any = field(repr=False)

    def __getitem__(self, who: str) -> Acting:
        return self.people[who]

    @property
    def now(self) -> datetime:
        return office_now()

    def travel(self, to: str) -> None:
        """Office time forward to a local instant: "2021-03-05T09:00"."""
        _move(self.owner, datetime.fromisoformat(to).replace(tzinfo=OFFICE_ZONE))

    def rewrite_terms(self, code: str, number: str = "", unit: str = "") -> None:
        """A published version never changes; a story about a bad one rewrites it as the owner."""
        version = ProcedureVersion.objects.get(procedure__code=code)
        switch = "ALTER TABLE procedures_channelterm {} TRIGGER terms_stay"
        with self.owner, self.owner.cursor() as cursor:
            cursor.execute(switch.format("DISABLE"))
            cursor.execute("DELETE FROM procedures_channelterm WHERE version_id = %s", [version.pk])
            cursor.execute(switch.format("ENABLE"))
        if number:
            ChannelTerm.objects.create(
                version=version, channel="direct", number=Decimal(number), unit=unit
            )

    def intake(self, procedure: str = BIRTH, name: str = "Nguyễn Thị Hồng Vân") -> Intake:
        return Intake(
            procedure=procedure,
            applicant=ApplicantData(
                name=name, identity="062195379153", born_on=date(1995, 2, 14), sex="Nữ",
                address="thôn 2, thị trấn Đắk Hà, huyện Đắk Hà", phone="0905 000 101",
            ),
            papers=(PaperData("Tờ khai đăng ký khai sinh", 1), PaperData("Giấy chứng sinh", 1)),
        )  # fmt: skip

    def accept(self, procedure: str = BIRTH, name: str = "Nguyễn Thị Hồng Vân") -> Dossier:
        return intake.accept(
            intake=self.intake(procedure, name), desk=self.desk, acting=self["reception"],
            at=self.now,
        )  # fmt: skip

    def with_officer(self, procedure: str = BIRTH, name: str = "A Glưn") -> Dossier:
        """Received, handed over, taken over by the officer."""
        dossier = self.accept(procedure, name)
        handover.hand_over(dossier_id=dossier.pk, acting=self["reception"], at=self.now)
        return handover.confirm(dossier_id=dossier.pk, acting=self["officer"], at=self.now)

    def with_clerk(self, procedure: str = BIRTH, name: str = "A Glưn") -> Dossier:
        """Worked on and signed: only the number and the seal are missing."""
        dossier = self.with_officer(procedure, name)
        for giver, taker in (("officer", "head"), ("head", "clerk")):
            steps.complete_step(dossier_id=dossier.pk, acting=self[giver], at=self.now)
            dossier = handover.confirm(dossier_id=dossier.pk, acting=self[taker], at=self.now)
        return dossier


def open_office(log_in: LogIn, start: datetime = MONDAY) -> Office:
    """Needs a database of its own: office time moves, and the ledger cannot be emptied."""
    owner = log_in("owner")
    _move(owner, start)
    with transaction.atomic():
        return _furnish(owner)


def _furnish(owner: Any) -> Office:
    _calendar()
    province = _agency("000.00.00.H34", "UBND tỉnh Kon Tum", Agency.Kind.PROVINCE, None)
    district = _agency("000.00.21.H34", "UBND huyện Đắk Hà", Agency.Kind.DISTRICT, province)
    commune = _agency("000.01.21.H34", "UBND thị trấn Đắk Hà", Agency.Kind.COMMUNE, district)
    units = _units(commune)
    far = _units(district)
    desk = Desk.objects.create(
        unit=units[_DESK], name="Bộ phận Một cửa thị trấn Đắk Hà", phone="0260 3 822 000"
    )
    Desk.objects.create(unit=far[_DESK], name="Bộ phận Một cửa huyện Đắk Hà")
    root = Unit.objects.create(
        agency=province, name="Văn phòng UBND tỉnh", kind=_HEAD, valid_from=BEGINNING
    )
    people = {
        "reception": _post("tiepnhan", "Trần Thị Bích Ngọc", units[_DESK], Role.RECEPTION),
        "reception2": _post("tiepnhan2", "Lê Văn Sáu", units[_DESK], Role.RECEPTION),
        "officer": _post("chuyenmon", "Nguyễn Văn Hùng", units[_DIV], Role.OFFICER),
        "officer2": _post("chuyenmon2", "Y Hương", units[_DIV], Role.OFFICER),
        "clerk": _post("vanthu", "Phạm Thị Hoa", units[_CLERK], Role.OFFICER),
        "head": _post("chutich", "A Thành", units[_HEAD], Role.HEAD, "Chủ tịch", signs=True),
        "far_reception": _post("tiepnhan.huyen", "Võ Thị Nga", far[_DESK], Role.RECEPTION),
        "far_officer": _post("chuyenmon.huyen", "Hồ Văn Tư", far[_DIV], Role.OFFICER),
        "far_head": _post("chutich.huyen", "Bùi Văn Lộc", far[_HEAD], Role.HEAD, "Chủ tịch",
                          signs=True),
        "office": _post("vanphong", "Đặng Thu Hà", root, Role.PROVINCE_OFFICE),
        "inspector": _post("kiemtra", "Hoàng Minh", root, Role.INSPECTOR),
        "unit_admin": _post("quantri", "Đỗ Văn An", units[_HEAD], Role.UNIT_ADMIN),
        "admin": _post("hethong", "Mai Văn Bình", root, Role.SYSTEM_ADMIN),
    }  # fmt: skip
    _catalogue(province, desk, units)
    _tell(province)
    return Office(desk, people, units, owner)


def _move(owner: Any, to: datetime) -> None:
    with owner, owner.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_officetimemove (seconds, moved_at)"
            " SELECT ceil(extract(epoch FROM %s - clock_timestamp())), now()",
            [to],
        )


def _calendar() -> None:
    calendar = vietnam()
    revision = CalendarRevision.objects.create(
        number=1,
        document="Lịch của các bài thử",
        starts=calendar.starts,
        declared_until=calendar.declared_until,
        provisional_until=calendar.provisional_until,
        made_at=office_now(),
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(revision=revision, on=day, kind=rule.kind, reason=rule.reason,
                    source=rule.source)
        for day, rule in calendar.rules.items()
    )  # fmt: skip
    season = calendar.weekly[0]
    sessions: list[tuple[int, Session]] = [
        (weekday, session) for weekday, day in season.sessions.items() for session in day
    ]
    CalendarSession.objects.bulk_create(
        CalendarSession(revision=revision, weekday=weekday, opens=session.opens,
                        closes=session.closes, valid_from=season.from_)
        for weekday, session in sessions
    )  # fmt: skip


def _agency(code: str, name: str, kind: str, parent: Agency | None) -> Agency:
    return Agency.objects.create(
        code=code, name=name, printed_name=name, place="Đắk Hà", kind=kind, parent=parent,
        valid_from=BEGINNING,
    )  # fmt: skip


def _units(agency: Agency) -> dict[str, Unit]:
    root = Unit.objects.create(agency=agency, name="Lãnh đạo", kind=_HEAD, valid_from=BEGINNING)
    named = {
        _DESK: "Bộ phận Tiếp nhận và Trả kết quả",
        _DIV: "Công chức chuyên môn",
        _CLERK: "Văn thư",
    }
    return {_HEAD: root} | {
        kind: Unit.objects.create(
            agency=agency, name=name, kind=kind, parent=root, valid_from=BEGINNING
        )
        for kind, name in named.items()
    }


def _post(
    username: str, name: str, unit: Unit, role: Role, position: str = "", *, signs: bool = False
) -> Acting:
    person = Person.objects.create(
        username=username, full_name=name, password=make_password(PASSWORD)
    )
    post = Post.objects.create(
        person=person, unit=unit, role=role, position=position or role.label, signs=signs,
        valid_from=BEGINNING,
    )  # fmt: skip
    return acting_on(post)


def _catalogue(province: Agency, desk: Desk, units: dict[str, Unit]) -> None:
    decision = PublicationDecision.objects.create(
        number="01/QĐ-UBND", issuer=province, title="Công bố danh mục", issued_on=BEGINNING,
        effective_on=BEGINNING,
    )  # fmt: skip
    sector = Sector.objects.create(name="Hộ tịch")
    for code, title, number, unit, kind, shape in PROCEDURES:
        procedure = Procedure.objects.create(code=code)
        version = ProcedureVersion.objects.create(
            procedure=procedure, number=1, decision=decision, title=f"Thủ tục {title.lower()}",
            short_title=title, sector=sector, level="xã", kind=kind,
            search=search_text(code=code, title=f"Thủ tục {title.lower()}", short_title=title),
            result_name=f"Kết quả {title.lower()}", result_file="optional",
            valid_from=BEGINNING,
        )  # fmt: skip
        ChannelTerm.objects.create(
            version=version, channel="direct", number=Decimal(number), unit=unit
        )
        RequiredPaper.objects.create(version=version, no=1, name="Tờ khai", originals=1)
        configure(procedure, desk, units, shape)


def configure(
    procedure: Procedure, desk: Desk, units: dict[str, Unit], shape: Sequence[tuple[str, ...]]
) -> None:
    workflow = WorkflowVersion.objects.create(
        procedure=procedure, number=1, approval="02/QĐ-UBND", approved_on=BEGINNING
    )
    configuration = Configuration.objects.create(
        desk=desk, procedure=procedure, workflow=workflow, valid_from=BEGINNING
    )
    for no, (name, kind, term, term_unit, evidence) in enumerate(shape, 1):
        step = WorkflowStep.objects.create(
            workflow=workflow, no=no, name=name, unit_role=kind, post_role=kind,
            term=Decimal(term), term_unit=term_unit, evidence=evidence,
            may_return_to=str(no - 1) if no > 1 else "",
        )  # fmt: skip
        ConfiguredStep.objects.create(configuration=configuration, step=step, unit=units[kind])


def _tell(province: Agency) -> None:
    """The acts that such rows come from, as the ledger wants them beside the rows."""
    posts = [facts_of(post) for post in Post.objects.order_by("pk")]
    said: dict[str, JsonObject] = {"posts_given": {"posts": posts, "decision": "01/QĐ-UBND"}}
    for kind in ("agency_opened", "units_opened", "desks_opened", "calendar_revision_made",
                 "procedure_published", "workflow_approved", "workflows_configured"):  # fmt: skip
        said[kind] = {"of": "the tests' office"}
    for kind, payload in said.items():
        append(province.pk, kind, payload, actor=THE_SYSTEM, at=office_now())


def raw(statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall()) if cursor.description else []
