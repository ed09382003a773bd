"""What rests on versions in the apps above, asked without knowing those apps.

An app that keeps a version for life (a dossier) registers how many it has; an import whose versions
carry something is not undone, and who abolishes a procedure is told what is still open.
"""

from collections.abc import Callable, Collection, Mapping

Count = Callable[[Collection[int]], Mapping[int, int]]  # version ids -> how many of each

_all: list[Count] = []
_open: list[Count] = []


def register(*, all_of: Count, open_of: Count) -> None:
    _all.append(all_of)
    _open.append(open_of)


def resting_on(versions: Collection[int]) -> dict[int, int]:
    """Version -> how many dossiers were ever received by it; versions with none are not there."""
    return _sum(_all, versions)


def open_on(versions: Collection[int]) -> dict[int, int]:
    """Version -> how many dossiers are still open under it."""
    return _sum(_open, versions)


def _sum(counts: list[Count], versions: Collection[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for count in counts:
        for version, number in count(versions).items():
            found[version] = found.get(version, 0) + number
    return found
