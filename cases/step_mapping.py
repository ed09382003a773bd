"""PURE. Which step of another version of a workflow takes up the work of a step.

Only where it is certain: the same unit does both, and the step has the same name, or it is the only
one of that post with that product in each version. A step of a parallel block is never one of them:
its lanes would have to be opened in the middle.
"""

from collections.abc import Iterator, Mapping

from cases.lanes import Plan, own_way
from onecua.kernel.text import fold
from procedures.selectors import PlannedStep


def mapped(old: Plan, new: Plan) -> Mapping[int, int]:
    """Step number -> step number of the other version; only what is certain.

    Behind the step there must still be one that brings the result.
    """
    last = max((step.no for step in own_way(new) if step.brings_result), default=0)
    return {
        step.no: found.no
        for step in old
        if not step.branch and (found := _same_work(step, old, new)) and found.no <= last
    }


def _same_work(step: PlannedStep, old: Plan, new: Plan) -> PlannedStep | None:
    near = [each for each in new if each.unit_id == step.unit_id and not each.branch]
    named = [each for each in near if fold(each.name) == fold(step.name)]
    if not named and len(list(_alike(step, old))) == 1:
        named = list(_alike(step, near))
    return named[0] if len(named) == 1 else None


def _alike(step: PlannedStep, plan: Plan) -> Iterator[PlannedStep]:
    """Of the same unit and post, with the same product."""
    wanted = _work(step)
    return (each for each in plan if _work(each) == wanted)


def _work(step: PlannedStep) -> tuple[int, str, str]:
    return step.unit_id, fold(step.step.post_role), step.step.evidence
