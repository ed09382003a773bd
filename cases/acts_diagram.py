"""PURE. The table of acts as a page of docs: a diagram of the moves, every state × every act."""

from collections.abc import Iterator

from cases.permissions import PERMISSIONS, RELATION_WORDS
from cases.states import ACTS, STATES, Act, Effect, State

_HEAD = """# States and acts

Written by `manage.py draw_acts` from `cases/states.py` and `cases/permissions.py`; a test compares.

An arrow is an act that moves the dossier. What leaves it where it is stands only in the tables.
"""
_CLOCK = {
    Effect.KEEP: "",
    Effect.START: "starts",
    Effect.STOP: "stops",
    Effect.GO_ON: "goes on",
    Effect.END: "ends",
    Effect.MOVE: "appointed date moves",
}
_BEFORE = "[*]"  # there is no dossier yet, or its life is over


def page() -> str:
    return "\n".join([_HEAD, *_diagram(), "", *_acts(), "", *_matrix(), ""])


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state, facts in STATES.items():
        yield f'    state "{facts.label}" as {state}'
    moves: dict[tuple[str, str], list[str]] = {}
    for act in ACTS.values():
        for source in _sources(act):
            if act.target is not None and source != act.target:
                moves.setdefault((source or _BEFORE, act.target), []).append(act.label)
    for (begin, end), labels in moves.items():
        yield f"    {begin} --> {end} : {'<br/>'.join(labels)}"
    for state, facts in STATES.items():
        if not facts.open:
            yield f"    {state} --> {_BEFORE}"
    yield "```"


def _acts() -> Iterator[str]:
    yield "| act | label | leads to | clock | slip | who | only if |"
    yield "|---|---|---|---|---|---|---|"
    for act in ACTS.values():
        target = act.target.label if act.target else ""
        guards = ", ".join(f"`{guard.__name__}`" for guard in act.guards)
        cells = (f"`{act.name}`", act.label, target, _CLOCK[act.effect], act.slip or "",
                 _who(act), guards)  # fmt: skip
        yield f"| {' | '.join(cells)} |"


def _who(act: Act) -> str:
    granted: dict[str, list[str]] = {}
    for grant in PERMISSIONS[act.name]:
        granted.setdefault(RELATION_WORDS[grant.relation], []).append(grant.role)
    return (
        "; ".join(f"{', '.join(roles)} ({where})" for where, roles in granted.items()) or "citizen"
    )


def _matrix() -> Iterator[str]:
    """→: moves it on; •: leaves it where it is."""
    yield "→ moves the dossier, • leaves it where it is; an empty cell is refused."
    yield ""
    columns: list[State | None] = [None, *State]
    yield f"| | {' | '.join(state.label if state else 'chưa có hồ sơ' for state in columns)} |"
    yield f"|---|{':-:|' * len(columns)}"
    for act in ACTS.values():
        cells = (_mark(act, state) if state in act.sources else "" for state in columns)
        yield f"| {act.label} | {' | '.join(cells)} |"


def _mark(act: Act, source: State | None) -> str:
    return "→" if act.target is not None and act.target != source else "•"


def _sources(act: Act) -> list[State | None]:
    """In the order of life."""
    return [state for state in (None, *State) if state in act.sources]
