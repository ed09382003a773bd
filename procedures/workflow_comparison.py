"""PURE. Two shapes of a workflow, step by step: what came, went, or was changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from procedures.importers.desk_files import StepFacts
from procedures.workflow_diagram import term_words

EVIDENCE: Mapping[str, str] = {
    "none": "không", "document": "văn bản", "opinion": "ý kiến", "result": "kết quả",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """before and after: the number of the step there, 0 where it is not."""

    before: int
    after: int
    name: str
    what: str  # "" for a step that stays as it is
    kind: str  # same, changed, came, went


def compared(before: Sequence[StepFacts], after: Sequence[StepFacts]) -> list[Change]:
    """A step is the same one if it has the same name, or was renamed in its place."""
    matcher = SequenceMatcher(
        None, [each.name for each in before], [each.name for each in after], autojunk=False
    )
    found: list[Change] = []
    for tag, b0, b1, a0, a1 in matcher.get_opcodes():
        old, new = before[b0:b1], after[a0:a1]
        if tag in {"equal", "replace"}:
            found += [_pair(*each) for each in zip(old, new, strict=False)]
        paired = min(len(old), len(new))
        found += [Change(each.no, 0, each.name, "bỏ bước này", "went") for each in old[paired:]]
        found += [Change(0, each.no, each.name, "thêm bước này", "came") for each in new[paired:]]
    return found


def _pair(old: StepFacts, new: StepFacts) -> Change:
    words = "; ".join(_differences(old, new))
    return Change(old.no, new.no, new.name, words, "changed" if words else "same")


def _differences(old: StepFacts, new: StepFacts) -> Iterator[str]:
    shown = zip(_FACTS, _values(old), _values(new), strict=True)
    for label, was, now in shown:
        if was != now:
            yield f"{label}: {was or 'không'} → {now or 'không'}"


_FACTS = (
    "tên",
    "đơn vị",
    "vị trí",
    "thời hạn",
    "nhánh",
    "chủ trì",
    "không chờ nhánh khác",
    "sản phẩm",
    "trả về bước",
)


def _values(step: StepFacts) -> tuple[str, ...]:
    return (
        step.name, step.unit_role, step.post_role, term_words(step), step.branch,
        "có" if step.lead else "không", "có" if step.may_close else "không",
        EVIDENCE[step.evidence], step.may_return_to,
    )  # fmt: skip
