"""Who sees which finding, and what its page and its list say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from cases.deadline_words import instant
from cases.querysets import visible_to
from onecua.ledger.models import Event
from onecua.ledger.texts import read_texts
from onecua.people.acting import Acting
from onecua.people.models import Person
from onecua.people.roles import WORKERS, Role
from procedures.timing import office_date
from reports.detectors.rules import RULES, Rule, Severity
from reports.events import KINDS
from reports.models import Finding
from reports.scope import WHOLE_PROVINCE
from reports.tree import read_tree

PAGE = 50
SAID: Mapping[str, str] = {
    "finding_made": "Hệ thống ghi dấu hiệu",
    "explanation_asked": "Yêu cầu giải trình",
    "finding_explained": "Giải trình",
    "finding_accepted": "Chấp nhận giải trình",
    "finding_upheld": "Kết luận có vi phạm",
}
assert set(SAID) <= set(KINDS)  # noqa: S101 - each is registered


@dataclass(frozen=True, slots=True)
class Said:
    at: str
    what: str
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Evident:
    code: str
    seq: int
    words: str
    linked: bool  # the reader may open the dossier


def seen_by(acting: Acting) -> QuerySet[Finding]:
    """The office and inspectors all; a head those of his units; whoever acted in it, too."""
    if acting.role in WHOLE_PROVINCE:
        return Finding.objects.all()
    if acting.role not in WORKERS:
        return Finding.objects.none()
    concerned = Q(people__contains=[acting.person_id])
    if acting.role != Role.HEAD:
        return Finding.objects.filter(concerned)
    led = Q(unit__in=read_tree(acting.agency_id).under(acting.unit_id))
    whole = Q(unit=None, agency=acting.agency_id) if acting.signs else Q(pk=None)
    return Finding.objects.filter(concerned | led | whole)


def concerns(found: Finding, acting: Acting) -> bool:
    """Whether it is his to explain: the unit's head, or who did what the evidence names."""
    mine = acting.role == Role.HEAD or acting.person_id in found.people
    return mine and acting.role in WORKERS and seen_by(acting).filter(pk=found.pk).exists()


def page_of(
    acting: Acting, *, state: str, rule: str, before: str
) -> tuple[list[Finding], str]:  # fmt: skip
    """Newest first, and where the next page begins, "" at the end."""
    rows = seen_by(acting).select_related("agency", "unit", "dossier").order_by("-pk")
    if state == "dang-mo":
        rows = rows.filter(closed_at=None)
    elif state:
        rows = rows.filter(state=state)
    if rule:
        rows = rows.filter(rule=rule)
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before))
    page = list(rows[: PAGE + 1])
    return page[:PAGE], str(page[PAGE - 1].pk) if len(page) > PAGE else ""


def open_counts(acting: Acting) -> Mapping[str, int]:
    """State -> how many the reader sees."""
    rows = seen_by(acting).order_by().values_list("state")
    return dict(rows.annotate(n=Count("pk")))


def judged(slug: str | None = None) -> Mapping[str, Mapping[str, int]]:
    """Rule -> state -> how many: what the office has made of each rule's findings."""
    rows = Finding.objects.order_by().values_list("rule", "state").annotate(n=Count("pk"))
    found: dict[str, dict[str, int]] = {}
    for rule, state, count in rows.filter(rule=slug) if slug else rows:
        found.setdefault(rule, {})[state] = count
    return found


def evidence_of(found: Finding, acting: Acting) -> list[Evident]:
    codes = {line["code"] for line in found.lines if line["code"]}
    open_ones = set(visible_to(acting).filter(code__in=codes).values_list("code", flat=True))
    return [
        Evident(line["code"], line["seq"], line["words"], line["code"] in open_ones)
        for line in found.lines
    ]


def life_of(found: Finding) -> list[Said]:
    events = list(Event.objects.filter(pk__in=found.events).order_by("pk"))
    texts = read_texts(row.data["words"]["text"] for row in events if "words" in row.data)
    people = Person.objects.in_bulk({row.person for row in events if row.person})
    return [_said(row, texts, people) for row in events]


def _said(row: Event, texts: Mapping[int, str | None], people: Mapping[int, Person]) -> Said:
    words = texts.get(row.data["words"]["text"]) if "words" in row.data else ""
    person = people.get(row.person or 0)
    return Said(
        instant(row.recorded_at), SAID[row.kind], person.full_name if person else "", words or ""
    )


def names_of(found: Finding) -> Sequence[str]:
    rows = Person.objects.filter(pk__in=found.people).order_by("full_name")
    return list(rows.values_list("full_name", flat=True))


def rule_of(found: Finding) -> Rule:
    return RULES[found.rule]


def severity_of(found: Finding) -> str:
    return Severity(found.severity).label


def overdue(found: Finding, now: datetime) -> bool:
    return bool(found.open and found.answer_by and found.answer_by < office_date(now))
