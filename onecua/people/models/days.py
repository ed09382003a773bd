"""Days as a range of the database, both ends included: so that it refuses an overlap itself."""

from datetime import timedelta

from django.contrib.postgres.fields import DateRangeField
from django.db.models import F, Func

A_DAY = timedelta(days=1)


def days_of(first: str, last: str) -> Func:
    """The columns of the first and the last day. No last day: no end.

    A last day just before the first is a range of nothing: what was withdrawn before it began.
    """
    return Func(
        F(first),
        F(last),
        template="daterange(%(expressions)s + 1, '[)')",
        output_field=DateRangeField(),
    )
