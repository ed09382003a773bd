"""How long before its end a term is *sắp đến hạn*: 20 % of it or a working day, the larger."""

from datetime import datetime

import pytest

from cases.urgency import Soon, urgency
from procedures.timing import OFFICE_ZONE, TimeLimit, due_moment
from tests.support.calendars import vietnam

CALENDAR = vietnam()
MONDAY = datetime(2021, 3, 1, 8, tzinfo=OFFICE_ZONE)


@pytest.mark.parametrize(
    ("number", "unit", "soon", "begins"),
    [
        (2, "working_days", Soon(), "02/03 07:30"),  # due the 3rd: a day is more than 20 %
        (10, "working_days", Soon(), "11/03 07:30"),  # due the 15th: two days
        (11, "working_days", Soon(), "11/03 07:30"),  # due the 16th: 2.2 days are three
        (10, "working_days", Soon(50, 1), "08/03 07:30"),
        (10, "working_days", Soon(0, 3), "10/03 07:30"),
        (2, "working_days", Soon(20, 9), "01/03 08:00"),  # never before it began
        (8, "working_hours", Soon(), "01/03 08:00"),
        (24, "working_hours", Soon(), "03/03 08:00"),  # due the 4th at 8: a day before
        (80, "working_hours", Soon(), "11/03 08:00"),  # due the 15th at 8: sixteen hours before
    ],
)
def test_the_larger_of_share_and_days(number: int, unit: str, soon: Soon, begins: str) -> None:
    limit = TimeLimit(number, unit)
    found = urgency(MONDAY, due_moment(MONDAY, limit, CALENDAR), limit, CALENDAR, soon)
    assert f"{found.soon_from.astimezone(OFFICE_ZONE):%d/%m %H:%M}" == begins
