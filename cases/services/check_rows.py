"""Rights, catalogue, workflows and calendars: their rows against the digests and the acts."""

from collections.abc import Iterator

from django.db import connection

from cases.kept_rows import KEPT as OFFICE
from cases.services.check import Difference
from onecua.ledger.kept_rows import check_kept_rows
from onecua.people.kept_rows import KEPT as ORGANISATION
from procedures.kept_rows import KEPT as CATALOGUE

# A right says what its act said, whatever an event beside its digest may have been made up for.
_POSTS = """
WITH given AS (
    SELECT DISTINCT ON (said.post) said.*
    FROM ledger_event event, jsonb_to_recordset(event.data -> 'posts') AS said (
        post bigint, person bigint, unit bigint, role text, signs boolean, valid_from date,
        valid_to date)
    WHERE event.kind = 'posts_given' AND event.stream < 10000000000
    ORDER BY said.post, event.id DESC
), ended AS (
    SELECT DISTINCT ON (post) post, last FROM (
        SELECT id, (data ->> 'post')::bigint AS post, (data ->> 'last_day')::date AS last
        FROM ledger_event WHERE kind = 'post_ended' AND stream < 10000000000
        UNION ALL
        SELECT id, each::bigint, (data ->> 'last_day')::date
        FROM ledger_event, jsonb_array_elements_text(data -> 'posts') AS each
        WHERE kind = 'agency_succeeded' AND stream < 10000000000
    ) AS said ORDER BY post, id DESC
)
SELECT held.id,
       concat_ws(' ', held.person_id, held.unit_id, held.role, held.signs, held.valid_from,
                 held.valid_to),
       concat_ws(' ', given.person, given.unit, given.role, given.signs, given.valid_from,
                 coalesce(ended.last, given.valid_to))
FROM people_post held
LEFT JOIN given ON given.post = held.id LEFT JOIN ended ON ended.post = held.id
WHERE (held.person_id, held.unit_id, held.role, held.signs, held.valid_from, held.valid_to)
    IS DISTINCT FROM (given.person, given.unit, given.role, given.signs, given.valid_from,
                      coalesce(ended.last, given.valid_to))
ORDER BY held.id
"""
_DELEGATIONS = """
WITH given AS (
    SELECT DISTINCT ON (id) (data ->> 'delegation')::bigint AS id, data ->> 'kind' AS kind,
           (data ->> 'giver')::bigint AS giver, (data ->> 'receiver')::bigint AS receiver,
           (data ->> 'valid_from')::date AS first, (data ->> 'valid_to')::date AS last
    FROM ledger_event WHERE kind = 'delegation_given' AND stream < 10000000000
    ORDER BY 1, ledger_event.id DESC
), ended AS (
    SELECT DISTINCT ON (id) (data ->> 'delegation')::bigint AS id,
           (data ->> 'last_day')::date AS last
    FROM ledger_event WHERE kind = 'delegation_ended' AND stream < 10000000000
    ORDER BY 1, ledger_event.id DESC
)
SELECT held.id,
       concat_ws(' ', held.kind, held.giver_id, held.receiver_id, held.valid_from, held.valid_to),
       concat_ws(' ', given.kind, given.giver, given.receiver, given.first,
                 coalesce(ended.last, given.last))
FROM people_delegation held LEFT JOIN given USING (id) LEFT JOIN ended USING (id)
WHERE (held.kind, held.giver_id, held.receiver_id, held.valid_from, held.valid_to) IS DISTINCT FROM
      (given.kind, given.giver, given.receiver, given.first, coalesce(ended.last, given.last))
ORDER BY held.id
"""
_REPLAYED = (("vị trí", _POSTS), ("ủy quyền", _DELEGATIONS))


def check_rows() -> Iterator[Difference]:
    for bent in check_kept_rows((*ORGANISATION, *CATALOGUE, *OFFICE)):
        yield Difference(bent.where, bent.what, bent.row, bent.events)
    with connection.cursor() as cursor:
        for called, query in _REPLAYED:
            cursor.execute(query)
            for pk, row, events in cursor.fetchall():
                yield Difference(f"{called} {pk}", "quyền", row, events or "không có")
