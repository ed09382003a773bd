"""Why a slip still waits for the printer or for its signature: what the last attempt ran into."""

from collections.abc import Mapping, Sequence

from cases.models import Slip
from cases.services.signatures import SEAL
from cases.services.slips import RENDER
from onecua.ledger.models import OutboxMessage

# These say it in the office's words; of anything else only the administrator can make something.
FOR_PEOPLE = ("NotSigned", "NotDelivered", "Hopeless")
FOR_THE_ADMINISTRATOR = "máy chủ chưa làm được tệp của phiếu"


def why_waiting(slips: Sequence[Slip]) -> Mapping[int, str]:
    """slip → the words; asks nothing where nothing waits."""
    waiting = [slip.pk for slip in slips if slip.file_id is None]
    keys = {f"{kind}/{pk}": pk for kind in (RENDER, SEAL) for pk in waiting}
    if not keys:
        return {}
    rows = OutboxMessage.objects.filter(key__in=keys).exclude(error="")
    return {keys[key]: _words(error) for key, error in rows.values_list("key", "error")}


def _words(error: str) -> str:
    kind, _, said = error.partition(": ")
    return said or error if kind in FOR_PEOPLE else FOR_THE_ADMINISTRATOR
