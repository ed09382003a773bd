"""Two of one agency who made each other signers: no law forbids it, but an inspector sees it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from onecua.people.signatures import SIGNING
from reports.rights_list import RightLine, lines_of

WITHIN_DAYS = 30
MOST = 50
# A right to sign: with a post, or by a delegation. Who enters it gives it.
_PAIRS = """
WITH given AS MATERIALIZED (
    SELECT event.id, said.place, said.fact, event.kind, event.person, event.recorded_at,
           coalesce(event.data ->> 'decision', event.data ->> 'document', '') AS decision,
           event.stream,
           coalesce((said.fact ->> 'person')::bigint, held.person_id) AS receiver
    FROM ledger_event event
    CROSS JOIN LATERAL jsonb_array_elements(
        CASE event.kind WHEN 'posts_given' THEN event.data -> 'posts'
        ELSE jsonb_build_array(event.data) END) WITH ORDINALITY AS said (fact, place)
    LEFT JOIN people_post held ON held.id = (said.fact ->> 'receiver')::bigint
    WHERE event.stream >= 0 AND event.stream < 10000000000
      AND event.kind IN ('posts_given', 'delegation_given')
      AND ((said.fact ->> 'signs')::boolean OR said.fact ->> 'kind' = ANY(%(signing)s))
)
SELECT one.id, one.place, one.fact, one.kind, one.person, one.recorded_at, one.decision,
       back.id, back.place, back.fact, back.kind, back.person, back.recorded_at, back.decision
FROM given one JOIN given back
  ON back.stream = one.stream AND back.person = one.receiver AND back.receiver = one.person
WHERE one.person <> one.receiver AND one.id < back.id
  AND back.recorded_at <= one.recorded_at + make_interval(days => %(within)s)
ORDER BY back.id DESC, one.id DESC LIMIT %(most)s
"""
_HALF = 7  # columns of one line


@dataclass(frozen=True, slots=True)
class MutualGrant:
    """lines: what one gave the other, then what he was given back."""

    lines: Sequence[RightLine]
    days: int = WITHIN_DAYS

    @property
    def names(self) -> str:
        return " và ".join(line.who for line in self.lines)


def mutual_grants() -> list[MutualGrant]:
    """Newest first."""
    signing = [authority.value for authority in SIGNING]
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, {"signing": signing, "within": WITHIN_DAYS, "most": MOST})
        found = cursor.fetchall()
    halves = [half for row in found for half in (row[:_HALF], row[_HALF:])]
    lines = lines_of([(*half[:2], json.loads(half[2]), *half[3:]) for half in halves])
    return [MutualGrant(lines[place : place + 2]) for place in range(0, len(lines), 2)]
