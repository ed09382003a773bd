"""A calendar file becomes a revision: the years it names are replaced, the others stay.

An agency's own file adds to the calendar above it; a change above is a revision of each calendar
below it too. Nothing here touches a dossier: that is an act of its own, in `cases`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from onecua.kernel.errors import BadInput
from onecua.ledger.writing import Actor
from onecua.people.models import Agency
from procedures.calendar_file import CalendarRows, calendar_of
from procedures.calendars import newest_revisions, own_rows, working_calendar
from procedures.inheritance import inherited, says_the_same
from procedures.models import CalendarRevision
from procedures.services._record import record
from procedures.services._revisions import Candidate, write_revision
from procedures.timing import DayRule, WorkCalendar

NO_ROWS = CalendarRows({}, {})
Scope = int | None  # an agency's id; None: the whole country
Candidates = Mapping[Scope, Candidate]


class YearsMissing(BadInput):
    code = "calendar-years-missing"
    sentence = (
        "Tệp khai năm {first} nhưng lịch hiện có chỉ được công bố đến {until:%d/%m/%Y}. "
        "Nạp các năm ở giữa trước."
    )


class NoCalendarAbove(BadInput):
    code = "calendar-nothing-above"
    sentence = "Chưa có lịch làm việc chung. Nạp lịch cả nước trước, rồi mới khai ngày riêng."


def candidates(
    declared: CalendarRows, *, provisional: CalendarRows = NO_ROWS, scope: Agency | None = None
) -> Candidates:
    """Scope -> the calendar it would have; only those that would change. Writes nothing.

    declared: of whole years; provisional: of years nobody has declared, marked *tạm tính*.
    Raises YearsMissing, NoCalendarAbove, BadCalendar.
    """
    newest = newest_revisions()
    wanted: dict[Scope, Candidate] = {}
    if scope is None:
        whole = _over(newest.get(None), declared, provisional, _next(newest))
        _keep(wanted, newest, None, Candidate(whole, None))
    for below in _top_down(newest, scope):
        own = own_rows(newest[below.pk]) if below.pk in newest else NO_ROWS
        if scope is not None and below.pk == scope.pk:
            own = _renamed(own, declared)
        above = _above(below, wanted, newest)
        number = _next(newest) + len(wanted)
        _keep(wanted, newest, below.pk, Candidate(inherited(above, own, number), own))
    return wanted


@transaction.atomic
def load_calendar(
    declared: CalendarRows,
    *,
    provisional: CalendarRows = NO_ROWS,
    document: str,
    agency: Agency,
    actor: Actor,
    at: datetime,
    scope: Agency | None = None,
) -> CalendarRevision | None:
    """The next revision, and those of the calendars below it; None when nothing would change.

    agency: whose act it is; scope: whose calendar. Raises as `candidates` does.
    """
    wanted = candidates(declared, provisional=provisional, scope=scope)
    made = [write_revision(each, of, document=document, at=at) for of, each in wanted.items()]
    for revision in made:
        record(
            agency,
            "calendar_revision_made",
            {
                "revision": revision.number,
                "document": document,
                "declared_until": revision.declared_until.isoformat(),
                "provisional_until": revision.provisional_until.isoformat(),
                "days": revision.days.count(),
            },
            actor=actor,
            at=at,
        )
    return made[0] if made else None


def _next(newest: Mapping[Scope, int]) -> int:
    return max(newest.values(), default=0) + 1


def _keep(
    wanted: dict[Scope, Candidate], newest: Mapping[Scope, int], of: Scope, new: Candidate
) -> None:
    if of not in newest or not says_the_same(working_calendar(newest[of]), new.calendar):
        wanted[of] = new


def _top_down(newest: Mapping[Scope, int], scope: Agency | None) -> Iterable[Agency]:
    """The agencies with a calendar of their own, the scope among them, each after those above."""
    having = {agency for agency in newest if agency is not None} | ({scope.pk} if scope else set())
    chains = {
        agency: _chain(agency)
        for agency in Agency.objects.filter(pk__in=having).select_related("parent__parent")
    }
    touched = [agency for agency, chain in chains.items() if scope is None or scope.pk in chain]
    return sorted(touched, key=lambda agency: len(chains[agency]))


def _chain(agency: Agency | None) -> list[int]:
    found = []
    while agency is not None:
        found.append(agency.pk)
        agency = agency.parent
    return found


def _above(agency: Agency, wanted: Candidates, newest: Mapping[Scope, int]) -> WorkCalendar:
    for above in [*_chain(agency.parent), None]:
        if above in wanted:
            return wanted[above].calendar
        if above in newest:
            return working_calendar(newest[above])
    raise NoCalendarAbove


def _over(
    number: int | None, declared: CalendarRows, provisional: CalendarRows, revision: int
) -> WorkCalendar:
    if number is None:
        return calendar_of(declared, provisional, revision)
    old = working_calendar(number)
    years = {day.year for day in declared.rules}
    if years and min(years) > old.declared_until.year + 1:
        raise YearsMissing("file", first=min(years), until=old.declared_until)
    known, guessed = _kept(old, years)
    seasons = {season.from_: season.sessions for season in old.weekly}
    return calendar_of(
        CalendarRows({**known, **declared.rules}, {**seasons, **declared.seasons}),
        CalendarRows({**guessed, **provisional.rules}, provisional.seasons),
        revision,
    )


def _renamed(own: CalendarRows, declared: CalendarRows) -> CalendarRows:
    """An agency's own days: the years a file names are said anew, the others stay."""
    years = {day.year for day in declared.rules}
    kept = {day: rule for day, rule in own.rules.items() if day.year not in years}
    return CalendarRows({**kept, **declared.rules}, {**own.seasons, **declared.seasons})


def _kept(
    old: WorkCalendar, years: set[int]
) -> tuple[Mapping[date, DayRule], Mapping[date, DayRule]]:
    """The days of the years a file does not name: declared ones, and those still provisional."""
    rest = {day: rule for day, rule in old.rules.items() if day.year not in years}
    known = {day: rule for day, rule in rest.items() if day <= old.declared_until}
    return known, {day: rule for day, rule in rest.items() if day not in known}
