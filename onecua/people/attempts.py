"""Guessing has an end: so many wrong tries lock a name, or a code, for a while.

Counted in the database, in one statement: neither parallel tries nor a restarted cache give more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F
from django.utils.crypto import salted_hmac

from onecua.ledger.office import real_now
from onecua.people.models import Attempts

KEPT = timedelta(days=1)
_COUNT = """
INSERT INTO people_attempts AS known (key, failures, last_at) VALUES (%(key)s, 1, %(now)s)
ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN known.last_at <= %(stale)s THEN 1 ELSE known.failures + 1 END,
    last_at = CASE WHEN known.last_at > %(stale)s AND known.failures >= %(most)s
        THEN known.last_at ELSE %(now)s END
RETURNING failures
"""


@dataclass(frozen=True, slots=True)
class Limit:
    purpose: str
    most: int
    locked_for: timedelta


def may_try(limit: Limit, *about: str) -> bool:
    """Counts this try as failed before it is made; `forgive` or `forget` takes it back."""
    now = real_now()
    facts: dict[str, str | int | datetime] = {
        "key": _key(limit, about),
        "now": now,
        "stale": now - limit.locked_for,
        "most": limit.most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, facts)
        failures: int = cursor.fetchone()[0]
    if failures == 1:
        Attempts.objects.filter(last_at__lt=now - KEPT).delete()
    return failures <= limit.most


def forgive(limit: Limit, *about: str) -> None:
    """This one try was right; those before it still count."""
    Attempts.objects.filter(key=_key(limit, about)).update(failures=F("failures") - 1)


def forget(limit: Limit, *about: str) -> None:
    Attempts.objects.filter(key=_key(limit, about)).delete()


def _key(limit: Limit, about: tuple[str, ...]) -> str:
    return salted_hmac(limit.purpose, "\n".join(about), algorithm="sha256").hexdigest()
