"""PURE. What keeps a workflow from being in force, each said of the step it is about.

TT 01/2018/TT-VPCP Đ8: the steps, the reception desk's own included, fit the procedure's term.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from procedures.importers.desk_files import StepFacts
from procedures.limits import TimeLimit, Unit, vietnamese_number
from procedures.workflow_shape import HOURS, Block, blocks, longest_ways, returns_of, weight

Parts = Sequence[Block[StepFacts]]
RESULT, NOTHING = "result", "none"
MONTH = 30
LITTLE = Decimal("0.8")  # of the term: a workflow shorter than this is asked about
GRAIN = {HOURS: (Decimal("0.25"), "một phần tư giờ"), "days": (Decimal("0.5"), "nửa ngày")}


@dataclass(frozen=True, slots=True)
class Finding:
    """step 0: of the whole. A finding that does not stop is a warning."""

    step: int
    words: str
    stops: bool = True


def findings(
    steps: Sequence[StepFacts], limits: Mapping[str, TimeLimit], day_hours: Decimal
) -> tuple[Finding, ...]:
    """limits: name of the channel -> its term. day_hours: working hours of the office's day."""
    if not steps:
        return (Finding(0, "Quy trình chưa có bước nào."),)
    found = [*_each_step(steps)]
    for check in _SHAPES:
        found += check(steps, blocks(steps))
    for channel, limit in limits.items():
        found += _fits(steps, channel, limit, day_hours)
    return tuple(found)


def stopping(found: Sequence[Finding]) -> list[Finding]:
    return [each for each in found if each.stops]


def _said(step: StepFacts) -> str:
    return f"Bước {step.no} “{step.name}”" if step.name else f"Bước {step.no}"


def _each_step(steps: Sequence[StepFacts]) -> Iterator[Finding]:
    for expected, step in enumerate(steps, 1):
        if step.no != expected:
            yield Finding(
                step.no, f"{_said(step)} phải mang số {expected}: các bước liên tục từ 1."
            )
        yield from _named(step)
        yield from _term_can_be_counted(step)
        yield from _goes_back(step, len(steps))


def _named(step: StepFacts) -> Iterator[Finding]:
    wanted = {
        "tên": step.name,
        "đơn vị thực hiện": step.unit_role,
        "vị trí thực hiện": step.post_role,
    }
    for what, value in wanted.items():
        if not value:
            yield Finding(step.no, f"{_said(step)} chưa có {what}.")


def _term_can_be_counted(step: StepFacts) -> Iterator[Finding]:
    grain, grain_words = GRAIN[step.term_unit]
    if step.term < 0 or step.term % grain:
        given = vietnamese_number(step.term)
        yield Finding(step.no, f"{_said(step)}: thời hạn {given} phải theo {grain_words}.")
    elif not step.term and step.evidence != NOTHING:
        yield Finding(step.no, f"{_said(step)} chưa có thời hạn riêng.", stops=False)


def _goes_back(step: StepFacts, last: int) -> Iterator[Finding]:
    for target in returns_of(step):
        if not 1 <= target <= last:
            yield Finding(step.no, f"{_said(step)} trả về bước {target}, không có bước này.")
        elif target >= step.no:
            words = f"{_said(step)} trả về bước {target}: thành vòng lặp, chỉ trả về bước trước."
            yield Finding(step.no, words)


def _begins_and_ends_alone(steps: Sequence[StepFacts], parts: Parts) -> Iterator[Finding]:
    if parts[0].parallel:
        yield Finding(
            steps[0].no, f"{_said(steps[0])} thuộc nhánh {steps[0].branch}: không có bước nào dẫn "
            "tới các nhánh. Bước đầu là bước tiếp nhận, không thuộc nhánh nào.",
        )  # fmt: skip
    if parts[-1].parallel:
        for lane in parts[-1].lanes:
            yield Finding(
                lane[-1].no, f"{_said(lane[-1])} là ngõ cụt: sau các nhánh song song phải có một "
                "bước chung, không thuộc nhánh nào.",
            )  # fmt: skip


def _branches_are_several(_steps: Sequence[StepFacts], parts: Parts) -> Iterator[Finding]:
    for block in parts:
        if not block.parallel:
            continue
        first = block.lanes[0][0]
        if len(block.lanes) == 1:
            yield Finding(
                first.no, f"{_said(first)}: nhánh {first.branch} đứng một mình. Bỏ chữ nhánh, hoặc "
                "thêm nhánh song song với nó.",
            )  # fmt: skip
        leading = sum(any(step.lead for step in lane) for lane in block.lanes)
        if leading != 1:
            yield Finding(
                first.no, f"{_said(first)}: trong các nhánh song song phải có đúng một nhánh chủ "
                f"trì, hiện có {leading}.",
            )  # fmt: skip


def _branches_can_be_told(steps: Sequence[StepFacts], parts: Parts) -> Iterator[Finding]:
    """Each lane is one agency's part with a term of its own."""
    for block in (each for each in parts if each.parallel):
        for lane in block.lanes:
            if not sum(step.term for step in lane):
                yield Finding(
                    lane[0].no, f"{_said(lane[0])}: nhánh {lane[0].branch} chưa có thời hạn; mỗi "
                    "nhánh song song có thời hạn riêng.",
                )  # fmt: skip
    for step in steps:
        if step.may_close and not (step.branch and step.lead):
            yield Finding(
                step.no, f"{_said(step)}: chỉ bước của nhánh chủ trì được đi tiếp không chờ các "
                "nhánh khác.",
            )  # fmt: skip


def _ends_with_a_result(steps: Sequence[StepFacts], _parts: Parts) -> Iterator[Finding]:
    results = [step for step in steps if step.evidence == RESULT]
    if not results:
        last = steps[-1]
        yield Finding(last.no, f"{_said(last)} là bước cuối mà chưa bước nào ra kết quả.")
        return
    for extra in results[1:]:
        yield Finding(
            extra.no, f"{_said(extra)} cũng ra kết quả: phải có đúng một bước ra kết quả."
        )
    if results[0].branch:
        words = (
            f"{_said(results[0])} ra kết quả trong nhánh {results[0].branch}: phải ở bước chung."
        )
        yield Finding(results[0].no, words)
    for step in steps:
        if step.no > results[0].no and step.evidence not in {NOTHING, RESULT}:
            yield Finding(
                step.no, f"{_said(step)} đứng sau bước ra kết quả: chỉ để chuyển kết quả về quầy, "
                "không làm hồ sơ đổi kết quả.", stops=False,
            )  # fmt: skip


_SHAPES: tuple[Callable[[Sequence[StepFacts], Parts], Iterator[Finding]], ...] = (
    _begins_and_ends_alone,
    _branches_are_several,
    _branches_can_be_told,
    _ends_with_a_result,
)


def _fits(
    steps: Sequence[StepFacts], channel: str, limit: TimeLimit, day_hours: Decimal
) -> Iterator[Finding]:
    """Along the longest way, in the procedure's own unit: the step that goes over is named."""
    in_hours = limit.unit is Unit.WORKING_HOURS
    in_days = [step for step in steps if in_hours and step.term_unit != HOURS and step.term]
    for step in in_days:
        words = f"{_said(step)} tính bằng ngày mà thời hạn {limit} tính bằng giờ: ghi số giờ."
        yield Finding(step.no, words)
    if in_days:
        return
    allowed, unit = allowed_by(limit), "giờ làm việc" if in_hours else "ngày"
    ways = longest_ways(steps, in_hours=in_hours, day_hours=day_hours)
    sums = {
        no: sum((weight(e, in_hours=in_hours, day_hours=day_hours) for e in way), Decimal(0))
        for no, way in ways.items()
    }
    over = next((step for step in steps if sums[step.no] > allowed), None)
    total = _number(max(sums.values()))
    if over is not None:
        yield Finding(
            over.no, f"{_said(over)}: cộng đến đây là {_number(sums[over.no])} {unit}, vượt "
            f"thời hạn {limit} ({channel}); cả quy trình là {total} {unit}.",
        )  # fmt: skip
    elif max(sums.values()) < allowed * LITTLE:
        yield Finding(
            0, f"Cả quy trình chỉ dùng {total} {unit} trong thời hạn {limit} ({channel}): ngắn hơn "
            "quá 20%. Kiểm tra lại thời hạn từng bước.", stops=False,
        )  # fmt: skip


def allowed_by(limit: TimeLimit) -> Decimal:
    """In days, or in hours; a month is thirty days (Bộ luật Dân sự Điều 146)."""
    return limit.number * MONTH if limit.unit is Unit.MONTHS else limit.number


def _number(value: Decimal) -> str:
    return vietnamese_number(value.quantize(Decimal("0.01")))
