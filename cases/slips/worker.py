"""A worker that prints is warm before its first slip, and leaves no fonts behind.

A process of the pool ends without Python's exit handlers: Celery's own word is the last it hears.
"""

from typing import Any

from celery import current_app
from celery.signals import worker_process_init, worker_process_shutdown

from cases.slips.deliver import PRINTER
from cases.slips.render import cool_down, warm_up


@worker_process_init.connect
def warm_the_printer(**_: Any) -> None:
    """Only where slips will come: the other queues need neither the time nor the memory."""
    if PRINTER in current_app.amqp.queues.consume_from:
        warm_up()


@worker_process_shutdown.connect
def cool_the_printer(**_: Any) -> None:
    cool_down()
