"""PURE. What the ledger keeps of the catalogue's life, in the stream of the deciding agency."""

from collections.abc import Mapping

from onecua.ledger.canonical import JsonObject

# kind -> (fields of its payload, sentence of the agency's timeline)
KINDS: Mapping[str, tuple[frozenset[str], str]] = {
    "procedure_published": (
        frozenset({"procedure", "version", "decision", "change", "valid_from"}),
        "Quyết định {decision}: {change} thủ tục {procedure}, bản {version}, từ {valid_from}.",
    ),
    "procedure_abolished": (
        frozenset({"procedure", "decision", "replaced_by", "valid_to"}),
        "Quyết định {decision}: thủ tục {procedure} hết hiệu lực từ {valid_to}.",
    ),
    "catalogue_imported": (
        frozenset({"list", "digest", "decision", "added", "changed", "abolished", "in_error"}),
        "Quyết định {decision}, danh sách {list}: thêm {added}, sửa đổi {changed}, "
        "bãi bỏ {abolished} thủ tục; {in_error} dòng lỗi không nhập.",
    ),
    "catalogue_import_undone": (
        frozenset({"list", "decision", "reason", "withdrawn", "reopened"}),
        "Hoàn tác việc nhập danh sách {list} (quyết định {decision}): rút {withdrawn} bản, "
        "mở lại {reopened} bản. Lý do: {reason}.",
    ),
    "calendar_revision_made": (
        frozenset({"revision", "document", "declared_until", "provisional_until", "days"}),
        "Lịch làm việc bản {revision}: {days} ngày, theo {document}.",
    ),
    "workflows_succeeded": (
        frozenset({"desk", "from_desks", "procedures", "valid_from", "decision"}),
        "Theo {decision}, bộ phận một cửa {desk} tiếp tục {procedures} thủ tục từ {valid_from}.",
    ),
    "workflow_approved": (
        frozenset({"procedure", "workflow", "approval", "approved_on", "steps"}),
        "Quyết định {approval} phê duyệt quy trình {workflow} của thủ tục {procedure}.",
    ),
    "workflow_drafted": (
        frozenset({"draft", "procedure", "based_on"}),
        "Soạn quy trình mới của thủ tục {procedure}, bản thảo {draft}.",
    ),
    "workflow_edited": (
        frozenset({"draft", "procedure", "edition", "steps", "digest"}),
        "Sửa bản thảo {draft} của thủ tục {procedure}: lần {edition}, {steps} bước.",
    ),
    "workflow_discarded": (
        frozenset({"draft", "procedure", "edition", "steps", "digest"}),
        "Bỏ bản thảo {draft} của thủ tục {procedure}: lần sửa {edition}, {steps} bước.",
    ),
    "workflow_submitted": (
        frozenset({"draft", "procedure", "edition", "digest"}),
        "Trình bản thảo {draft} của thủ tục {procedure}, lần sửa {edition}.",
    ),
    "workflow_sent_back": (
        frozenset({"draft", "procedure", "reason"}),
        "Trả lại bản thảo {draft} của thủ tục {procedure}: {reason}",
    ),
    "workflow_accepted": (
        frozenset({"draft", "procedure", "workflow", "approval", "digest"}),
        "Bản thảo {draft} của thủ tục {procedure} thành quy trình {workflow}, theo {approval}.",
    ),
    "workflows_configured": (
        frozenset({"desk", "procedures", "valid_from"}),
        "Cấu hình quy trình điện tử cho bộ phận một cửa {desk}: {procedures}.",
    ),
}


def check_payload(kind: str, payload: JsonObject) -> None:
    """A payload says exactly what its kind says it says. Raises ValueError."""
    expected, given = KINDS[kind][0], set(payload)
    if expected != given:
        raise ValueError(f"{kind}: missing {expected - given}, unknown {given - expected}")
