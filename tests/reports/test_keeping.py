"""Each number stands beside what it was a week ago, as it was counted then."""

import re
from html import unescape

import pytest
from django.db import IntegrityError
from django.test import Client

from cases.models import Dossier
from cases.services import handover, result
from onecua.people.models import Person
from reports.definitions.figures import FIGURES
from reports.keeping import keep_figures, week_before
from reports.models import KeptCount, KeptDay
from reports.scope import scope_of
from reports.selectors import population
from reports.tasks import keep_figures as beat
from tests.support.lives import LIVES
from tests.support.office import BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)

DELTA = re.compile(r'stat__delta">(?:<svg.*?</svg>)?([^<]+)<')


def deltas(office: Office, who: str = "office") -> list[str]:
    client = Client()
    client.force_login(Person.objects.get(pk=office[who].person_id))
    return DELTA.findall(unescape(client.get("/dieu-hanh/").content.decode()))


def test_a_number_is_told_with_what_it_was_a_week_ago(office: Office) -> None:
    first, second = office.with_officer(BUILDING), office.with_officer(BUILDING)
    assert keep_figures(office.now)
    assert set(deltas(office)) == {
        "chưa có số tuần trước", "chưa có số tuần trước; mục tiêu bằng 0",
    }  # fmt: skip
    office.travel("2021-03-08T09:00")
    assert deltas(office)[0] == "bằng tuần trước (2)"
    office.with_officer(BUILDING)
    assert deltas(office)[0] == "tăng 1, tuần trước 2"
    assert deltas(office, "head")[0] == "tăng 1, tuần trước 2"
    assert deltas(office, "far_head")[0] == "bằng tuần trước (0)"
    for dossier in (first, second):
        result.refuse(
            dossier_id=dossier.pk, reason="Không đủ điều kiện", legal_basis="Luật Xây dựng",
            acting=office["head"], at=office.now,
        )  # fmt: skip
    assert deltas(office)[0] == "giảm 1, tuần trước 2"


def test_a_day_is_kept_once_and_stays_as_it_was(office: Office) -> None:
    office.accept()
    beat()
    office.accept()
    office.travel("2021-03-01T17:00")
    assert keep_figures(office.now) is False
    kept = KeptCount.objects.filter(figure="dang-giai-quyet")
    assert [row.count for row in kept] == [1]
    with pytest.raises(IntegrityError):
        KeptDay.objects.create(on=KeptDay.objects.get().on, kept_at=office.now)


def test_a_night_without_a_worker_is_unknown_and_not_made_up(office: Office) -> None:
    keep_figures(office.now)
    office.travel("2021-03-10T08:00")  # nobody kept the third: the first is the last one known
    assert str(week_before(office.now).on) == "2021-03-01"
    office.travel("2021-03-15T08:00")
    assert week_before(office.now).on is None


def test_what_is_kept_is_what_each_watcher_counts(office: Office) -> None:
    """Kept without the door, by unit: a watcher's own sum must not tell more than his door does."""
    for live in LIVES.values():
        live(office)
    office.with_officer(BUILDING)
    handover.hand_over(
        dossier_id=office.accept(BUILDING).pk, acting=office["reception"], at=office.now
    )
    keep_figures(office.now)
    for who in ("head", "far_head", "office", "inspector"):
        scope = scope_of(office[who], {})
        assert scope
        for name, figure in FIGURES.items():
            seen = population(figure, office[who], office.now, scope).count()
            rows = KeptCount.objects.filter(figure=name, unit__in=scope.units)
            assert sum(row.count for row in rows) == seen, (who, name)
    assert Dossier.objects.filter(run__in=["running", "stopped"]).count() > 5
