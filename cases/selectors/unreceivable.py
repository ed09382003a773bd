"""Why a desk may not receive a procedure, and whom to ask: a sentence beside the greyed row."""

from collections.abc import Iterable, Mapping
from datetime import date

from onecua.people.models import Agency, Desk, Post
from onecua.people.roles import Role
from onecua.people.validity import standing
from procedures.models import ProcedureVersion, WorkflowVersion

LEVELS: Mapping[str, str] = {Agency.Kind.COMMUNE: "xã", Agency.Kind.DISTRICT: "huyện"}
OTHERS = "tỉnh"
THE_OFFICE = "Văn phòng UBND tỉnh"
AT_HOME = "tiếp nhận tại {where}; hướng dẫn công dân đến đó"
OTHER_LEVEL = "thủ tục cấp {level}; hướng dẫn công dân đến bộ phận một cửa cấp đó"
NO_WORKFLOW = "chưa có quy trình nội bộ được duyệt; hỏi {whom}"
NOT_CONFIGURED = "chưa cấu hình quy trình điện tử cho quầy này; hỏi {whom}"


def why_not(desk: Desk, versions: Iterable[ProcedureVersion], today: date) -> Mapping[int, str]:
    """Version -> its sentence. Three questions, and none where every version is configured."""
    asked = list(versions)
    if not asked:
        return {}
    approved = set(
        WorkflowVersion.objects.filter(
            procedure__in=[each.procedure_id for each in asked], approved_on__lte=today
        ).values_list("procedure", flat=True)
    )
    whom, level = _administrator(desk, today), LEVELS.get(desk.unit.agency.kind, OTHERS)
    return {each.pk: _why(each, level, whom, approved) for each in asked}


def _why(version: ProcedureVersion, level: str, whom: str, approved: set[int]) -> str:
    if version.kind == ProcedureVersion.Kind.KEPT and version.agency_text:
        return AT_HOME.format(where=version.agency_text)
    if level not in version.level:
        return OTHER_LEVEL.format(level=version.level)
    words = NOT_CONFIGURED if version.procedure_id in approved else NO_WORKFLOW
    return words.format(whom=whom)


def _administrator(desk: Desk, today: date) -> str:
    """Who administers the desk's agency, else the one above it; by name, with a telephone."""
    agency: Agency | None = desk.unit.agency
    while agency is not None:
        held = Post.objects.filter(
            standing(today), role=Role.UNIT_ADMIN, unit__agency=agency, person__is_active=True
        )
        if (post := held.select_related("person").order_by("pk").first()) is not None:
            phone = f", điện thoại {post.person.phone}" if post.person.phone else ""
            return f"{post.person.full_name} (quản trị đơn vị, {agency.name}{phone})"
        agency = agency.parent
    return THE_OFFICE
