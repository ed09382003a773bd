"""Mã kiểm tra: what proves that one holds the slip. Eight letters nobody can misread."""

import re
import secrets

ALPHABET = "ACDEFHJKLMNPQRTUVWXY34679"  # no 0/O, 1/I, 2/Z, 5/S, 8/B, G
LENGTH = 8


def new_check_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def as_typed(value: str) -> str:
    """What a person typed, without the gaps and small letters people add."""
    return re.sub(r"[\s.\-–]+", "", value).upper()


def in_groups(code: str) -> str:
    """For print and screen: two groups of four."""
    return f"{code[:4]} {code[4:]}"
