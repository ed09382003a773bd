"""What must hold for the office to be able to rely on the machine; each line says what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from celery.exceptions import OperationalError
from django.conf import settings
from django.db import connection
from django.db.models import Min

from cases.deadline_words import instant
from cases.models import SetAside, Slip
from cases.slips.certificates import worrying
from onecua.celery import app
from onecua.ledger.models import Event, OutboxMessage, Seal
from onecua.ledger.office import offset, real_now
from onecua.ledger.seal_text import read_body
from onecua.ledger.seals import where_it_goes_on
from procedures.calendars import NoCalendar, current_revision, working_calendar
from procedures.timing import office_date
from reports.models import DetectorSetAside
from reports.pulses import pulses

PATIENCE = timedelta(minutes=5)
UNSEALED = timedelta(minutes=30)  # office time; three seals have failed by then
WARNING_DAYS = 60  # before the declared calendar ends

# name, label, task of the schedule, how long it may have been silent, what to do
TASKS = (
    ("worker", "Worker", "onecua.ledger.tasks.redrive_outbox", timedelta(minutes=2),
     "Khởi động lại worker và beat."),
    ("sweep", "Quét hạn", "cases.tasks.sweep", timedelta(minutes=5),
     "Hồ sơ quá hạn chưa được ghi nhận. Khởi động lại beat; lần quét sau không bỏ sót."),
    ("keep", "Ghi số mỗi ngày", "reports.tasks.keep_figures", timedelta(minutes=5),
     "Bảng điều hành sẽ thiếu số tuần trước của hôm nay. Khởi động lại beat."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    label: str
    well: bool
    says: str


def health(now: datetime) -> Sequence[Line]:
    """now: office time."""
    known = pulses()
    return [
        _database(),
        _broker(),
        *(_task(known, *told) for told in TASKS),
        _outbox(),
        _slips(now),
        _signers(now),
        _set_aside(),
        _not_read(),
        _seals(now),
        _calendar(now),
        _office_time(),
    ]


def as_json(lines: Sequence[Line]) -> dict[str, Any]:
    return {"well": all(line.well for line in lines), "checks": [asdict(line) for line in lines]}


def _database() -> Line:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split(" ")[0]
    return Line("database", "Cơ sở dữ liệu", well=True, says=f"PostgreSQL {version} trả lời.")


def _broker() -> Line:
    """What is due is a row and waits; without a broker it waits for the re-drive."""
    with app.connection(settings.CELERY_BROKER_URL) as broker:
        try:
            broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
        except OperationalError as error:
            says = f"Không nối được ({error}). Khởi động lại; không mất việc nào."
            return Line("broker", "Hàng đợi", well=False, says=says)
    return Line("broker", "Hàng đợi", well=True, says="Trả lời.")


def _task(
    known: Mapping[str, datetime], name: str, label: str, task: str, patience: timedelta,
    remedy: str,
) -> Line:  # fmt: skip
    at = known.get(task)
    well = at is not None and real_now() - at <= patience
    says = f"Chạy xong lần cuối lúc {instant(at)}." if at else "Chưa chạy lần nào."
    return Line(name, label, well=well, says=says if well else f"{says} {remedy}")


def _seals(now: datetime) -> Line:
    row = Seal.objects.order_by("number").last()
    last = read_body(row.body) if row else None
    from_xact, above, _access = where_it_goes_on(last)
    open_ones = Event.objects.filter(xact__gte=from_xact, id__gt=above)
    oldest = open_ones.aggregate(oldest=Min("recorded_at"))["oldest"]
    well = oldest is None or now - oldest <= UNSEALED
    sealed_at = datetime.fromisoformat(last.sealed_at) if last else None
    says = f"Niêm phong lần cuối lúc {instant(sealed_at)}." if sealed_at else "Chưa niêm phong."
    if not well:
        says += f" Có sự kiện chờ từ {instant(oldest)}. Khởi động lại worker và beat."
    return Line("seals", "Niêm phong sổ cái", well=well, says=says)


def _outbox() -> Line:
    queued, dead = OutboxMessage.Status.QUEUED, OutboxMessage.Status.DEAD
    waiting = OutboxMessage.objects.filter(status=queued).count()
    since = real_now() - PATIENCE
    stuck = OutboxMessage.objects.filter(status=queued, created_at__lt=since).count()
    lost = OutboxMessage.objects.filter(status=dead).count()
    says = f"{waiting} việc chờ gửi, trong đó {stuck} quá 5 phút; {lost} việc không gửi được."
    remedy = "" if not stuck + lost else " Kiểm tra worker và hàng đợi, rồi gửi lại."
    return Line("outbox", "Hộp gửi đi", well=not stuck + lost, says=says + remedy)


def _slips(now: datetime) -> Line:
    late = Slip.objects.filter(file=None, issued_at__lt=now - PATIENCE).count()
    says = f"{late} phiếu đã phát hành quá 5 phút mà chưa có tệp in."
    return Line("slips", "Phiếu chờ in", well=not late, says=says)


def _signers(now: datetime) -> Line:
    names = worrying(now)
    says = "Không có chứng thư số nào sắp hết hạn trong 30 ngày."
    if names:
        says = f"Chứng thư số sắp hoặc đã hết hạn: {', '.join(names)}. Gia hạn rồi thay tệp."
    return Line("signers", "Chứng thư số", well=not names, says=says)


def _set_aside() -> Line:
    aside = SetAside.objects.count()
    says = f"{aside} hồ sơ mà đồng hồ không xử lý được."
    remedy = " Báo quản trị hệ thống xem lỗi của từng hồ sơ." if aside else ""
    return Line("set_aside", "Hồ sơ để riêng", well=not aside, says=says + remedy)


def _not_read() -> Line:
    aside = DetectorSetAside.objects.values("dossier").distinct().count()
    says = f"{aside} hồ sơ mà quy tắc tìm dấu hiệu không đọc được."
    remedy = " Báo quản trị hệ thống xem lỗi của từng hồ sơ." if aside else ""
    return Line("not_read", "Hồ sơ quy tắc không đọc được", well=not aside, says=says + remedy)


def _calendar(now: datetime) -> Line:
    try:
        until = working_calendar(current_revision()).declared_until
    except NoCalendar as missing:
        return Line("calendar", "Lịch làm việc", well=False, says=str(missing))
    left = (until - office_date(now)).days
    says = f"Đã công bố đến hết ngày {until:%d/%m/%Y}, còn {max(left, 0)} ngày."
    remedy = "" if left > WARNING_DAYS else " Nạp lịch nghỉ năm tới; ngày hẹn sau đó là tạm tính."
    return Line("calendar", "Lịch làm việc", well=left > WARNING_DAYS, says=says + remedy)


def _office_time() -> Line:
    ahead = offset()
    well = not ahead or settings.DEMONSTRATION
    says = "Giờ cơ quan là giờ thật."
    if ahead:
        says = f"Giờ cơ quan lệch giờ thật {ahead // timedelta(hours=1)} giờ."
    return Line("office_time", "Giờ cơ quan", well=well, says=says)
