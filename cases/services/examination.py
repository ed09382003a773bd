"""The whole examination: the ledger by itself, then every projection beside it, with names."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from cases.deadline_words import instant
from cases.models import Dossier
from cases.services.check import Difference, check_clocks
from cases.services.check_rows import check_rows
from onecua.ledger.findings import Report
from onecua.ledger.models import KeptExamination
from onecua.ledger.streaming import steady_view
from onecua.ledger.verification import verify
from onecua.ledger.verify_chain import Progress
from onecua.ledger.witnesses import Testimony
from onecua.people.models import Agency

MOST = 200  # differences told one by one


@dataclass(slots=True)
class Examination:
    at: datetime
    ledger: Report
    differing: int = 0  # stored values that the events do not say
    differences: list[Difference] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)  # dossiers, agencies whose events were bent
    suspects: list[str] = field(default_factory=list)  # inside a broken seal

    @property
    def faults(self) -> int:
        return self.ledger.total + self.differing

    @property
    def window(self) -> str:
        """What the seals do not reach yet, said as it is."""
        ledger = self.ledger
        if not ledger.unsealed:
            return "Mọi sự kiện đã được niêm phong."
        since = instant(datetime.fromisoformat(ledger.unsealed_since).replace(tzinfo=UTC))
        return (
            f"{ledger.unsealed} sự kiện chưa niêm phong, sớm nhất lúc {since}: "
            "sửa trong khoảng này chỉ lộ khi làm đứt chuỗi, sai sổ số hoặc khác phiếu đã in."
        )

    def as_json(self) -> dict[str, Any]:
        ledger = asdict(self.ledger)
        first = self.ledger.first_broken
        return ledger | {
            "streams": sorted(self.ledger.streams),
            "suspects": self.suspects,
            "findings": [asdict(finding) for finding in self.ledger.findings],
            "first_broken": asdict(first) if first else None,
            "touched": self.touched,
            "differences": [str(difference) for difference in self.differences],
            "differing": self.differing,
            "faults": self.faults,
            "window": self.window,
        }


def examine(
    now: datetime,
    witness: Iterable[Testimony] | None = None,
    progress: Progress = lambda _events: None,
) -> Examination:
    """Reads only; one view of the database from the first event to the last row."""
    with steady_view():
        found = Examination(now, verify(witness, progress))
        for difference in chain(check_clocks(now), check_rows()):
            found.differing += 1
            if len(found.differences) < MOST:
                found.differences.append(difference)
        found.touched = _names(found.ledger.streams)
        found.suspects = _names(found.ledger.suspects - found.ledger.streams)
    return found


def keep(found: Examination) -> KeptExamination:
    """For the auditor's page. The newest counts; none is changed."""
    return KeptExamination.objects.create(
        made_at=found.at, faults=found.faults, report=found.as_json()
    )


def _names(streams: set[int]) -> list[str]:
    dossiers = Dossier.objects.filter(pk__in=streams)
    names = {dossier.pk: str(dossier) for dossier in dossiers}
    names |= dict(Agency.objects.filter(pk__in=streams).values_list("pk", "name"))
    return [names.get(stream, f"luồng {stream}") for stream in sorted(streams)]
