"""A person's act that met another's locks: once more by itself, then a sentence."""

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection

from onecua.kernel.errors import Refusal

DEADLOCK, NO_LOCK_IN_TIME, NOT_SERIALISABLE = "40P01", "55P03", "40001"
PASSING = frozenset({DEADLOCK, NO_LOCK_IN_TIME, NOT_SERIALISABLE})

Answer = TypeVar("Answer")


class SomebodyWasFaster(Refusal):
    code = "somebody-was-faster"
    sentence = (
        "Hồ sơ này đang được người khác hoặc lượt quét hạn ghi cùng lúc; chưa có gì được ghi. "
        "Bấm lại sau vài giây, nội dung bạn nhập vẫn còn."
    )
    status = 409


def patiently(act: Callable[[], Answer]) -> Answer:
    """The whole act, one transaction, at most twice. Raises SomebodyWasFaster.

    Inside somebody else's transaction there is nothing to begin anew: the error goes up.
    """
    if connection.in_atomic_block:
        return act()
    try:
        return act()
    except OperationalError as error:
        if not _is_passing(error):
            raise
    try:
        return act()
    except OperationalError as error:
        if not _is_passing(error):
            raise
        raise SomebodyWasFaster from error


def _is_passing(error: OperationalError) -> bool:
    return getattr(error.__cause__, "pgcode", None) in PASSING
