"""What people and units still hold in the apps above, asked without knowing those apps.

An app that keeps something in somebody's hands (a dossier) registers one `Holdings`; ending a post
then shows it and moves it, and a unit that holds something does not close. An app that counts on
somebody in a unit (a step of a workflow) registers a `Need`; the last one there then stays.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from onecua.people.acting import Acting


@dataclass(frozen=True, slots=True)
class Held:
    """So many things of a person, in a unit."""

    unit_id: int
    unit: str
    count: int


class Holdings(Protocol):
    def of_person(self, person_id: int) -> Sequence[Held]: ...

    def of_units(self, unit_ids: Sequence[int]) -> int:
        """How much is still open there."""

    def move(
        self,
        person_id: int,
        heirs: Mapping[int, int | None],
        *,
        acting: Acting | None,
        at: datetime,
    ) -> int:
        """heirs: unit -> who takes over there, None: the unit assigns anew. How many were moved.

        In the caller's transaction, one event a thing.
        """


Need = Callable[[int], int]  # unit -> how many procedures count on somebody there

_registered: list[Holdings] = []
_needs: list[Need] = []


def register(holdings: Holdings) -> None:
    _registered.append(holdings)


def register_need(need: Need) -> None:
    _needs.append(need)


def needed(unit_id: int) -> int:
    return sum(need(unit_id) for need in _needs)


def of_person(person_id: int) -> list[Held]:
    return [held for each in _registered for held in each.of_person(person_id)]


def of_units(unit_ids: Sequence[int]) -> int:
    return sum(each.of_units(unit_ids) for each in _registered)


def move(
    person_id: int, heirs: Mapping[int, int | None], *, acting: Acting | None, at: datetime
) -> int:
    return sum(each.move(person_id, heirs, acting=acting, at=at) for each in _registered)
