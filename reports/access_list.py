"""Who looked, printed, exported, signed in: each record with its person, for the auditor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from cases.deadline_words import instant
from onecua.ledger.models import AccessRecord
from onecua.people.models import Person, Post

PAGE = 50
NOBODY = "chưa đăng nhập"


@dataclass(frozen=True, slots=True)
class Look:
    at: str
    who: str
    post: str
    what: str
    subject: str


@dataclass(frozen=True, slots=True)
class Looks:
    """before: where the next page begins, "" at the end."""

    lines: Sequence[Look]
    before: str


def access_list(of: str, by: str, before: str, labels: Mapping[str, str]) -> Looks:
    """Newest first. of: a dossier's whole code; by: a user name or part of a name."""
    rows = AccessRecord.objects.order_by("-pk")
    if of:
        rows = rows.filter(subject=of)
    if by:
        named = Person.objects.filter(Q(username=by) | Q(full_name__icontains=by))
        rows = rows.filter(person__in=list(named.values_list("pk", flat=True)[:PAGE]))
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before))
    page = list(rows[: PAGE + 1])
    shown = page[:PAGE]
    people = Person.objects.in_bulk({row.person for row in shown if row.person})
    posts = Post.objects.select_related("unit__agency").in_bulk(
        {row.post for row in shown if row.post}
    )
    return Looks(
        [_line(row, people, posts, labels) for row in shown],
        str(shown[-1].pk) if len(page) > PAGE else "",
    )


def _line(
    row: AccessRecord,
    people: Mapping[int, Person],
    posts: Mapping[int, Post],
    labels: Mapping[str, str],
) -> Look:
    person, post = people.get(row.person or 0), posts.get(row.post or 0)
    return Look(
        at=instant(row.at),
        who=person.full_name if person else NOBODY,
        post=f"{post.position}, {post.unit.name}, {post.unit.agency.name}" if post else "",
        what=labels.get(row.what, row.what),
        subject=row.subject,
    )
