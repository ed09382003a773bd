"""What the rows of a take-over would do, judged once and kept: a page of 20,000 rows opens at once.

Judged anew at every upload, on every office day, when rows have come in since, and when somebody
asks for it. The acts never trust it: they judge for themselves.
"""

import json
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings

from cases.models import TakeOver
from cases.services.take_over import preview
from onecua.kernel.sealing import seal, unseal
from procedures.timing import office_date

CONTEXT = b"cases.TakeOver.verdicts"


@dataclass(frozen=True, slots=True)
class Doubtful:
    row: int
    code: str
    step: str
    doubts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Faulty:
    row: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdicts:
    ready: int
    unchanged: int
    doubtful: Sequence[Doubtful]
    faults: Sequence[Faulty]

    def waiting(self, kept: TakeOver) -> int:
        """Doubtful rows that nobody has signed for yet."""
        signed = set(kept.signed_rows)
        return sum(each.row not in signed for each in self.doubtful)


def verdicts_of(kept: TakeOver, at: datetime, *, again: bool = False) -> Verdicts:
    """The kept ones while they hold; else judged, and kept."""
    if again or not _holds(kept, at):
        _judge(kept, at)
    opened = unseal(bytes(kept.verdicts), key=b64decode(settings.IDENTITY_KEY), context=CONTEXT)
    facts = json.loads(opened)
    return Verdicts(
        facts["ready"],
        facts["unchanged"],
        [Doubtful(**each) for each in facts["doubtful"]],
        [Faulty(**each) for each in facts["faults"]],
    )


def _holds(kept: TakeOver, at: datetime) -> bool:
    judged = kept.judged_at
    return judged is not None and office_date(judged) == office_date(at) and not kept.moved


def _judge(kept: TakeOver, at: datetime) -> None:
    found = preview(kept, at=at)
    said = Verdicts(
        len(found.ready),
        found.unchanged,
        [
            Doubtful(each.row.row, each.row.code, f"{each.step.no}. {each.step.name}", each.doubts)
            for each in found.doubtful
        ],
        [Faulty(fault.row, fault.sentence) for fault in found.faults],
    )
    text = json.dumps(asdict(said), ensure_ascii=False)
    kept.verdicts = seal(text, key=b64decode(settings.IDENTITY_KEY), context=CONTEXT)
    kept.judged_at, kept.moved = at, False
    TakeOver.objects.filter(pk=kept.pk).update(verdicts=kept.verdicts, judged_at=at, moved=False)
