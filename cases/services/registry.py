"""Which service does which act: the one table that pages and API read.

OPENING: the acts that make a dossier (they take `desk` and what lies on the counter). COMMANDS: the
acts on a dossier, each `(*, dossier_id, acting, at, version, **what it needs) -> Dossier`.
"""

from collections.abc import Callable, Mapping

from cases.models import Dossier
from cases.services import (
    apology,
    branches,
    ending,
    handover,
    immediate,
    intake,
    note,
    parts,
    pause,
    result,
    signatures,
    slips,
    steps,
    supplement,
    waiting,
)

Command = Callable[..., Dossier]

OPENING: Mapping[str, Command] = {
    "accept": intake.accept,
    "guide": intake.guide,
    "refuse_intake": intake.refuse_intake,
    "complete_at_once": immediate.complete_at_once,
}

COMMANDS: Mapping[str, Command] = {
    "accept": waiting.accept_waiting,
    "guide": waiting.guide_waiting,
    "refuse_intake": waiting.refuse_waiting,
    "void_intake": intake.void_intake,
    "hand_over": handover.hand_over,
    "confirm": handover.confirm,
    "decline": handover.decline,
    "assign": handover.assign,
    "complete_step": steps.complete_step,
    "send_back": steps.send_back,
    "request_supplement": supplement.request_supplement,
    "receive_supplement": supplement.receive_supplement,
    "require_payment": pause.require_payment,
    "record_payment": pause.record_payment,
    "suspend": pause.suspend,
    "resume": pause.resume,
    "consult": branches.consult,
    "answer": branches.answer,
    "finish_part": parts.finish_part,
    "close_parts": parts.close_parts,
    "record_result": result.record_result,
    "refuse": result.refuse,
    "arrive_at_desk": result.arrive_at_desk,
    "return_result": result.return_result,
    "withdraw": ending.withdraw,
    "stop": ending.stop,
    "draft_apology": apology.draft_apology,
    "complete_apology": apology.complete_apology,
    "sign_apology": apology.sign_apology,
    "withdraw_apology": apology.withdraw_apology,
    "reschedule": apology.reschedule,
    "note": note.note,
    "reprint": slips.reprint,
    "keep_scan": signatures.keep_scan,
}
