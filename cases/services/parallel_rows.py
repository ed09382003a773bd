"""Phiếu kiểm soát of parallel work: what was sent to each agency at once, and what came back."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from cases.lanes import Plan, lane_at
from cases.models import Branch, Dossier
from cases.slip_contexts.control_sheet import HandoverRow
from onecua.kernel.vietnamese import instant_words
from onecua.people.models import Unit
from procedures.timing import office_time

EARLY, ON_TIME, LATE = "Trước hạn", "Đúng hạn", "Quá hạn"
_ENDED: Mapping[str, str] = {
    Dossier.Timeliness.EARLY: EARLY,
    Dossier.Timeliness.ON_TIME: ON_TIME,
    Dossier.Timeliness.LATE: LATE,
}


def parallel_rows(dossier: Dossier, plan: Plan) -> Iterator[HandoverRow]:
    """Sent by the lead when the block opens, electronically: it is there in the same instant."""
    rows = dossier.branches.exclude(lane="").select_related("unit__agency").order_by("no")
    lanes = list(rows)
    leads = {each.opened_at: each.unit for each in lanes if each.lead}
    others = [each for each in lanes if not each.lead and each.opened_at in leads]
    begins = {each.no: lane_at(plan, each.step)[0].unit_id for each in others}
    units = Unit.objects.select_related("agency").in_bulk(begins.values())
    first = {no: units[unit] for no, unit in begins.items()}
    for each in others:
        yield _row(each, leads[each.opened_at], first[each.no], each.opened_at, "")
    for each in sorted(others, key=lambda each: each.ended_at or each.opened_at):
        if each.ended_at is not None:
            said = _ENDED.get(each.timeliness, "")
            yield _row(each, each.unit, leads[each.opened_at], each.ended_at, said)


def _row(part: Branch, giver: Unit, receiver: Unit, at: datetime, result: str) -> HandoverRow:
    return HandoverRow(
        giver=called(giver, part.dossier),
        giver_name="",
        given_at=instant_words(at),
        receiver=called(receiver, part.dossier),
        receiver_name="",
        received_at=short(at),
        result=result,
        note=f"Nhánh {part.lane}, làm song song.",
        refused=False,
    )


def called(unit: Unit, dossier: Dossier) -> str:
    """A unit of another agency is named with it."""
    own = unit.agency_id == dossier.answering.pk
    return unit.name if own else f"{unit.name}, {unit.agency.name}"


def short(instant: datetime | None) -> str:
    return f"lúc {office_time(instant):%H:%M ngày %d/%m/%Y}" if instant else ""
