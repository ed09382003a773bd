"""PURE. A part of a whole as words: never a percentage of a handful, never rounded up to whole."""

from decimal import ROUND_FLOOR, Decimal

SMALLEST = 5  # dossiers; of fewer a percentage says nothing
_TENTH = Decimal("0.1")


def percent(part: int | None, whole: int | None) -> str:
    """ "99,9 %"; nothing when it would mislead. Floored, so that 100 % means all of them."""
    if part is None or whole is None or whole < SMALLEST:
        return ""
    share = (Decimal(100 * part) / whole).quantize(_TENTH, ROUND_FLOOR)
    return f"{share.normalize():f} %".replace(".", ",")
