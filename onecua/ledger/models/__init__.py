from onecua.ledger.models.access import AccessRecord
from onecua.ledger.models.counter import Counter
from onecua.ledger.models.event import Event, StreamHead
from onecua.ledger.models.examination import KeptExamination
from onecua.ledger.models.idempotency import IdempotencyKey
from onecua.ledger.models.office import OfficeTimeMove
from onecua.ledger.models.outbox import OutboxMessage
from onecua.ledger.models.seal import Seal
from onecua.ledger.models.text import LedgerText

__all__ = [
    "AccessRecord",
    "Counter",
    "Event",
    "IdempotencyKey",
    "KeptExamination",
    "LedgerText",
    "OfficeTimeMove",
    "OutboxMessage",
    "Seal",
    "StreamHead",
]
