"""Why a letter still waits for its signature: what the last attempt ran into."""

from collections.abc import Mapping, Sequence

from cases.models import Slip
from cases.services.slips import RENDER
from onecua.ledger.models import OutboxMessage


def why_waiting(slips: Sequence[Slip]) -> Mapping[int, str]:
    """slip → the words; asks nothing where nothing waits."""
    keys = {f"{RENDER}/{slip.pk}": slip.pk for slip in slips if slip.digital and not slip.signed_at}
    if not keys:
        return {}
    rows = OutboxMessage.objects.filter(key__in=keys).exclude(error="")
    found = rows.values_list("key", "error")
    return {keys[key]: error.partition(": ")[2] or error for key, error in found}
