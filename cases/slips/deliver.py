"""The printer's queue: what the outbox asks to be rendered. Twice is the same as once."""

from cases.services.slips import RENDER, file_slip, waiting_slip
from cases.slip_contexts.forms import FORMS
from cases.slips.render import renderer
from onecua.ledger.models import OutboxMessage
from onecua.ledger.outbox import handles

PRINTER = "pdf"  # the queue


@handles(RENDER, queue=PRINTER)
def render_slip(message: OutboxMessage) -> None:
    """Lay out the frozen context of a slip that has no file yet."""
    slip = waiting_slip(int(message.payload["slip"]))
    if slip is None:
        return
    form = FORMS[slip.form_set, slip.form]
    file_slip(slip, renderer().render(form, form.read(slip.context)))
