"""What must be true before an agency or a unit ends."""

from datetime import date, datetime

from onecua.people import holdings
from onecua.people.models import Agency, Post, Unit
from onecua.people.services import errors
from onecua.people.services._guards import A_DAY, require_recent
from onecua.people.validity import not_yet_over


def require_closable(what: str, closed_on: date | None, last_day: date, at: datetime) -> None:
    if closed_on is not None:
        raise errors.AlreadyClosed(what=what, on=closed_on)
    require_recent(last_day, at)


def require_empty(what: str, units: list[int], last_day: date) -> None:
    sitting = Post.objects.filter(not_yet_over(last_day + A_DAY), unit__in=units).count()
    if sitting:
        raise errors.StillHasParts(what=what, parts=f"{sitting} vị trí", on=last_day)
    if held := holdings.of_units(units):
        raise errors.StillHolds(what=what, count=held)


def require_successor(closing: Agency | Unit, successor: Agency | Unit, last_day: date) -> None:
    """Raises SuccessorWrong."""
    successor.refresh_from_db(fields=["valid_to"])
    why, until = "", successor.valid_to
    if closing.pk == successor.pk:
        why = "là chính nó"
    elif until is not None and until <= last_day:
        why = f"cũng kết thúc vào ngày {until:%d/%m/%Y}"
    if why:
        facts = {"what": closing.name, "successor": successor.name}
        raise errors.SuccessorWrong("successor", why=why, **facts)
