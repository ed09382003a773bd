"""A procedure through its decisions: its versions, what applied on a day, how two differ."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from procedures import dependents
from procedures.importers.comparison import LABELS
from procedures.importers.papers import PaperFacts
from procedures.importers.published import Published, differing
from procedures.importers.words import CHANNEL_LABELS
from procedures.models import Need, ProcedureVersion
from procedures.selectors import in_force
from procedures.services._versions import facts_of
from procedures.timing import TimeLimit

_KINDS = dict(ProcedureVersion.Kind.choices)
_NEEDS = dict(Need.choices)


@dataclass(frozen=True, slots=True)
class Difference:
    """One part in the words of a person. "": it was not said there."""

    label: str
    old: str
    new: str


def versions_of(code: str) -> QuerySet[ProcedureVersion]:
    """Newest first, with their parts at hand."""
    return (
        ProcedureVersion.objects.filter(procedure__code=code)
        .select_related("procedure", "sector", "decision", "ended_by", "replaced_by", "listed")
        .prefetch_related("terms", "papers")
        .order_by("-number")
    )


def applied_on(code: str, day: date) -> ProcedureVersion | None:
    """The version that held on a day, by the decisions known now; None: none did."""
    return versions_of(code).filter(pk__in=in_force(day)).first()


def open_dossiers(codes: Collection[str]) -> dict[str, int]:
    """Procedure -> how many dossiers are open under any of its versions, which they keep."""
    versions = dict(
        ProcedureVersion.objects.filter(procedure__code__in=codes).values_list(
            "pk", "procedure__code"
        )
    )
    found: dict[str, int] = {}
    for version, number in dependents.open_on(versions).items():
        found[versions[version]] = found.get(versions[version], 0) + number
    return found


def between(old: ProcedureVersion, new: ProcedureVersion) -> list[Difference]:
    """In the order in which a version is read."""
    return differences(facts_of(old), facts_of(new))


def differences(old: Published, new: Published) -> list[Difference]:
    found: list[Difference] = []
    for column in differing(old, new):
        if column == "terms":
            found += _terms(old.terms, new.terms)
        elif column == "papers":
            found += _papers(old.papers, new.papers)
        else:
            label = LABELS[column]
            said = (_said(getattr(facts, column)) for facts in (old, new))
            found.append(Difference(label[:1].upper() + label[1:], *said))
    return found


def _terms(old: Mapping[str, TimeLimit], new: Mapping[str, TimeLimit]) -> Iterator[Difference]:
    for channel, label in CHANNEL_LABELS.items():
        before, after = old.get(channel), new.get(channel)
        if before != after:
            yield Difference(f"Thời hạn, {label}", str(before or ""), str(after or ""))


def _papers(old: tuple[PaperFacts, ...], new: tuple[PaperFacts, ...]) -> Iterator[Difference]:
    """By name: a paper whose counts changed is one line."""
    before, after = ({paper.name: paper for paper in papers} for papers in (old, new))
    for name, paper in before.items():
        if name not in after:
            yield Difference("Giấy tờ bỏ", paper_words(paper), "")
        elif paper != after[name]:
            yield Difference("Giấy tờ sửa", paper_words(paper), paper_words(after[name]))
    for name, paper in after.items():
        if name not in before:
            yield Difference("Giấy tờ thêm", "", paper_words(paper))


def paper_words(paper: PaperFacts) -> str:
    counts = (
        (paper.originals, "bản chính"),
        (paper.certified_copies, "bản chứng thực"),
        (paper.copies, "bản sao"),
    )
    said = [f"{number} {label}" for number, label in counts if number]
    said += [part for part in (paper.condition, paper.note) if part]
    return f"{paper.name} ({', '.join(said)})" if said else paper.name


def fee_words(fee: int | None) -> str:
    """ "": the source says nothing."""
    if fee is None:
        return ""
    return f"{fee:,} đồng".replace(",", ".") if fee else "không thu"


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return fee_words(value)
    text = str(value or "")
    return _KINDS.get(text) or _NEEDS.get(text) or text
