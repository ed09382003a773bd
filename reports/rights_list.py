"""Who gave which right to whom, by which decision, and who took it away: as the ledger tells it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q

from cases.deadline_words import instant
from onecua.people.models import Person, Post
from onecua.people.roles import Role
from onecua.people.signatures import Authority

PAGE = 50
SHOWN_FIRST = 10  # beside the rest of the ledger
THE_SYSTEM = "hệ thống, lệnh của quản trị máy chủ"
_WHAT = {
    "posts_given": "Giao vị trí",
    "post_ended": "Kết thúc vị trí",
    "delegation_given": "Ủy quyền",
    "delegation_ended": "Hết ủy quyền",
    "password_reset": "Đặt lại mật khẩu",
    "person_deactivated": "Ngừng tài khoản",
    "person_reactivated": "Mở lại tài khoản",
}
# An event may give many posts: each is a line of its own. Read by the index of the streams.
_LINES = """
SELECT event.id, said.place, said.fact, event.kind, event.person, event.recorded_at,
       coalesce(event.data ->> 'decision', event.data ->> 'document', '')
FROM ledger_event event, LATERAL jsonb_array_elements(
    CASE event.kind WHEN 'posts_given' THEN event.data -> 'posts'
    ELSE jsonb_build_array(event.data) END) WITH ORDINALITY AS said (fact, place)
WHERE event.stream >= 0 AND event.stream < 10000000000 AND event.kind = ANY(%(kinds)s)
  AND (event.id, -said.place) < (%(event)s, -%(place)s)
  AND (%(people)s::bigint[] IS NULL OR event.person = ANY(%(people)s)
       OR (said.fact ->> 'person')::bigint = ANY(%(people)s)
       OR (said.fact ->> 'receiver')::bigint = ANY(%(posts)s)
       OR (said.fact ->> 'giver')::bigint = ANY(%(posts)s))
ORDER BY event.id DESC, said.place LIMIT %(most)s
"""
_FAR = 2**62

Fact = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RightLine:
    at: str
    what: str
    whom: str
    right: str
    who: str
    decision: str


@dataclass(frozen=True, slots=True)
class Rights:
    """before: where the next page begins, "" at the end."""

    lines: Sequence[RightLine]
    before: str


def rights_list(of: str, before: str, most: int = PAGE) -> Rights:
    """Newest first. of: a user name or part of a name, of who got or of who gave it."""
    event, _, place = before.partition("-")
    people = list(_named(of)) if of else None
    posts = list(Post.objects.filter(person__in=people or ()).values_list("pk", flat=True))
    given = {
        "kinds": list(_WHAT), "people": people, "posts": posts, "most": most + 1,
        "event": int(event) if event.isdecimal() else _FAR,
        "place": int(place) if place.isdecimal() else 0,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_LINES, given)
        rows = [(*row[:2], json.loads(row[2]), *row[3:]) for row in cursor.fetchall()]
    shown = rows[:most]
    return Rights(lines_of(shown), "{}-{}".format(*shown[-1][:2]) if len(rows) > most else "")


def lines_of(rows: Sequence[Any]) -> list[RightLine]:
    """rows: (event, place, fact, kind, person, recorded at, decision), as `_LINES` has them."""
    people, posts = _told(rows)
    return [
        RightLine(
            instant(at), _WHAT[kind], _whom(fact, people, posts), _right(fact, posts),
            people.get(person or 0, THE_SYSTEM), decision,
        )
        for _id, _place, fact, kind, person, at, decision in rows
    ]  # fmt: skip


def _named(words: str) -> Sequence[int]:
    rows = Person.objects.filter(Q(username=words) | Q(full_name__icontains=words))
    return list(rows.values_list("pk", flat=True)[:PAGE])


def _told(rows: Sequence[Any]) -> tuple[dict[int, str], dict[int, Post]]:
    facts: list[Fact] = [row[2] for row in rows]
    keys = {fact[name] for fact in facts for name in ("post", "giver", "receiver") if name in fact}
    posts = Post.objects.select_related("person", "unit__agency").in_bulk(keys)
    people = {fact["person"] for fact in facts if "person" in fact} | {row[4] for row in rows}
    named = Person.objects.filter(pk__in=people - {None})
    return dict(named.values_list("pk", "full_name")), posts


def _whom(fact: Fact, people: Mapping[int, str], posts: Mapping[int, Post]) -> str:
    if "person" in fact:
        return people.get(fact["person"], f"người dùng {fact['person']}")
    giver, receiver = (posts.get(fact[name]) for name in ("giver", "receiver"))
    names = [str(post.person) if post else "?" for post in (giver, receiver)]
    return f"{names[0]} → {names[1]}"


def _right(fact: Fact, posts: Mapping[int, Post]) -> str:
    """As the event says it; the row names only where."""
    if "receiver" in fact:
        words = [Authority(fact["kind"]).label]
    elif (post := posts.get(fact.get("post", 0))) is not None:
        role = fact.get("role", post.role)
        words = [f"{Role(role).label}, {post.unit.name}, {post.unit.agency.name}"]
        words += ["được ký"] if fact.get("signs") else []
    else:
        return ""
    return "; ".join(words + _days(fact))


def _days(fact: Fact) -> list[str]:
    words = {"valid_from": "từ", "valid_to": "đến", "last_day": "hết ngày"}
    return [
        f"{word} {date.fromisoformat(fact[name]):%d/%m/%Y}"
        for name, word in words.items()
        if fact.get(name)
    ]
