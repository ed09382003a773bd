"""Who looked, printed, exported, signed in: one record each, before the answer leaves.

Written in the request and committed at once. A buffer would be faster and could be lost; a record
that can be lost proves nothing, and one insert costs less than the page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse

from onecua.ledger.models import AccessRecord

LONGEST_SUBJECT = 80
DONE = 400  # answers below this showed or did something


@dataclass(frozen=True, slots=True)
class Recorded:
    """label: what the auditor reads. subject: the part of the address that says what of."""

    what: str
    label: str
    subject: str = ""
    posted: bool = False  # looking at the form is nothing


RECORDED: Mapping[str, Recorded] = {
    "cases:dossier": Recorded("view", "Xem hồ sơ", "code"),
    "cases:glance": Recorded("view", "Xem hồ sơ", "code"),
    "cases:act": Recorded("open_act", "Mở thao tác của hồ sơ", "code"),
    "cases:draft": Recorded("view_draft", "Mở bản nháp tiếp nhận", "key"),
    "cases:drafts": Recorded("view_drafts", "Xem danh sách bản nháp"),
    "cases:slip": Recorded("print", "Mở, in phiếu", "slip_id"),
    "cases:file": Recorded("open_file", "Mở tệp", "digest"),
    "cases:reprint": Recorded("print", "Mở, in phiếu", "slip_id", posted=True),
    "cases:scan": Recorded("open_file", "Mở tệp", "slip_id"),
    "cases:signature": Recorded("print", "Mở, in phiếu", "slip_id"),
    "cases:print-job": Recorded("print_list", "In danh sách, sổ", "job_id"),
    "cases:register-print": Recorded("print_list", "In danh sách, sổ", posted=True),
    "cases:print-many": Recorded("print_list", "In danh sách, sổ", posted=True),
    "reports:finding": Recorded("view_finding", "Xem dấu hiệu cần làm rõ", "pk"),
    "api:dossier": Recorded("view_api", "Xem hồ sơ qua API", "code"),
    "people:failed-rows": Recorded("export", "Tải tệp ra ngoài", "pk"),
    "people:sign-in": Recorded("sign_in", "Đăng nhập", posted=True),
    "people:sign-in-again": Recorded("sign_in", "Đăng nhập", posted=True),
    "people:sign-out": Recorded("sign_out", "Đăng xuất", posted=True),
    "people:choose-post": Recorded("choose_post", "Chọn vị trí", posted=True),
}
FAILED = Recorded("sign_in_failed", "Đăng nhập không được")
REFUSED = Recorded("refused", "Bị từ chối xem")
FORBIDDEN = 403


def access_records(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        before = request.user.pk
        response = get_response(request)
        match = request.resolver_match
        recorded = RECORDED.get(match.view_name) if match else None
        if recorded is not None and (request.method == "POST" or not recorded.posted):
            _record(request, response, recorded, before)
        return response

    return middleware


def _record(
    request: HttpRequest, response: HttpResponse, recorded: Recorded, before: int | None
) -> None:
    if response.status_code == FORBIDDEN:
        recorded = replace(REFUSED, subject=recorded.subject)
    elif response.status_code >= DONE:
        if recorded.what != "sign_in":
            return
        recorded = FAILED  # without the name that was typed: it may be a password
    acting = getattr(request, "acting", None)
    given = request.resolver_match.kwargs if request.resolver_match else {}
    AccessRecord.objects.create(
        person=request.user.pk or before,
        post=acting.post_id if acting else None,
        what=recorded.what,
        subject=str(given.get(recorded.subject, ""))[:LONGEST_SUBJECT],
    )
