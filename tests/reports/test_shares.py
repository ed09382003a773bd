"""A percentage is told only where it says something, and never rounded up to whole."""

import pytest

from reports.shares import percent


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (4, 4, ""),
        (0, 0, ""),
        (5, 5, "100 %"),
        (0, 5, "0 %"),
        (2, 3_000, "0 %"),
        (2_999, 3_000, "99,9 %"),
        (119, 124, "95,9 %"),
        (10, 100, "10 %"),
        (None, 10, ""),
        (1, None, ""),
    ],
)
def test_a_share(part: int | None, whole: int | None, told: str) -> None:
    assert percent(part, whole) == told
