"""What the desks of the demonstration may receive, as the stories need to know it."""

from collections.abc import Iterator, Mapping

from onecua.demonstration.stories import Offer
from procedures.models import Configuration, ProcedureVersion
from procedures.timing import TimeLimit, Unit

# Working days in one of each unit, near enough to choose a procedure by.
_IN_DAYS: Mapping[Unit, float] = {
    Unit.WORKING_DAYS: 1,
    Unit.CALENDAR_DAYS: 5 / 7,
    Unit.WORKING_HOURS: 1 / 8,
    Unit.MONTHS: 21,
}


def read_offers() -> Iterator[Offer]:
    """Of procedures that have a direct term: the others are not received at the counter."""
    rows = Configuration.objects.filter(valid_to=None).select_related(
        "desk__unit__agency", "procedure"
    )
    versions = {
        version.procedure.code: version
        for version in ProcedureVersion.objects.filter(valid_to=None)
        .select_related("procedure")
        .prefetch_related("terms")
    }
    for row in rows:
        version = versions[row.procedure.code]
        limits = {term.channel: TimeLimit(term.number, term.unit) for term in version.terms.all()}
        if direct := limits.get("direct"):
            yield Offer(
                desk=row.desk.unit.agency.code,
                procedure=row.procedure.code,
                immediate=version.kind == ProcedureVersion.Kind.IMMEDIATE,
                days=float(direct.number) * _IN_DAYS[direct.unit],
                channels=frozenset(limits),
            )
