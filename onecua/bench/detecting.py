"""The rules over dossiers of the demonstration against a bare read of the same events.

The note is the table of the fraud benchmark on a seed the rules were not tuned on.
"""

from django.core.management import call_command

from cases.models import Dossier
from onecua.bench.frauds.scoring import score, table
from onecua.bench.frauds.traffic import traffic
from onecua.bench.pairs import Ratio, measure
from onecua.ledger.models import Event
from onecua.ledger.office import office_now
from reports.detectors.rules import OF_ONE, evidence
from reports.lives import Reader

DOSSIERS, PAIRS = 500, 30
SIMULATED, FRAUD, SEED = 3_000, 0.05, 4_711


def nightly() -> Ratio:
    if not Dossier.objects.exists():
        call_command("demonstrate", verbosity=0)
    streams = list(Dossier.objects.order_by("pk").values_list("pk", flat=True)[:DOSSIERS])

    def judge() -> int:
        lives = Reader(office_now(), _fail).lives(streams)
        return sum(bool(evidence(rule, life)) for life in lives for rule in OF_ONE)

    def bare() -> int:
        return len(list(Event.objects.filter(stream__in=streams).order_by("stream", "seq")))

    ratio = measure(judge, bare, pairs=PAIRS, warm_up=2)
    events = bare()
    found = table(score(traffic(SIMULATED, FRAUD, SEED)))
    ratio.note = f"{len(streams)} hồ sơ, {events} sự kiện.\n{found}"
    return ratio


def _fail(stream: int, error: Exception) -> None:
    raise RuntimeError(f"dossier {stream} cannot be read: nothing was measured") from error
