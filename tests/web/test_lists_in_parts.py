"""Handovers, results and apologies of a busy desk: every dossier is reached, part after part."""

import re
from collections.abc import Iterator

import pytest

from cases.models import Dossier
from cases.selectors import paging
from cases.services import handover, result
from cases.services.sweep import sweep
from tests.support.lives import result_ready
from tests.support.office import BIRTH, Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)

NEXT = re.compile(r'rel="next" href="([^"]+)"')
NAMES = [f"Người {letter}" for letter in "ABCDE"]


@pytest.fixture
def two_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PART", 2)


def parts(walker: Walker, address: str, within: str, until: str) -> Iterator[str]:
    """One list of a page, part after part, as its links lead."""
    query = ""
    for _ in range(len(NAMES)):
        page = walker.reads(address + query.replace("&amp;", "&"))
        section = page[page.index(within) : page.index(until, page.index(within))]
        yield section
        found = NEXT.search(section)
        if found is None:
            return
        query = found[1]
    pytest.fail("the list leads in a circle")


def names(sections: list[str]) -> list[list[str]]:
    return [[name for name in NAMES if name in section] for section in sections]


@pytest.mark.usefixtures("two_a_part")
def test_a_desk_hands_over_all_it_holds_part_after_part(office: Office) -> None:
    for name in NAMES:
        office.accept(BIRTH, name)
    desk = Walker(office, "reception")
    read = list(parts(desk, "/ban-giao/", 'id="cg"', "</section>"))
    assert names(read) == [NAMES[:2], NAMES[2:4], NAMES[4:]]
    assert all("trong 5 hồ sơ" in section for section in read)
    assert "Về đầu danh sách" not in read[0]
    assert "Về đầu danh sách" in read[1]


@pytest.mark.usefixtures("two_a_part")
def test_what_is_offered_and_what_was_given_have_parts_of_their_own(office: Office) -> None:
    for name in NAMES:
        given = office.accept(BIRTH, name)
        handover.hand_over(dossier_id=given.pk, acting=office["reception"], at=office.now)
    wanted = [NAMES[:2], NAMES[2:4], NAMES[4:]]
    for who, within in (("officer", 'id="cn"'), ("reception", 'id="dg"')):
        assert names(list(parts(Walker(office, who), "/ban-giao/", within, "</section>"))) == wanted


@pytest.mark.usefixtures("two_a_part")
def test_results_on_the_shelf_and_on_their_way_are_all_reached(office: Office) -> None:
    ready = [result_ready(office) for _ in range(5)]
    for dossier in ready[:2]:
        result.arrive_at_desk(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    desk = Walker(office, "reception")
    coming = list(parts(desk, "/tra-ket-qua/", 'id="cv"', "</section>"))
    shelf = list(parts(desk, "/tra-ket-qua/", 'id="ss"', "</section>"))
    assert [_codes(ready, section) for section in coming] == [ready[2:4], ready[4:]]
    assert [_codes(ready, section) for section in shelf] == [ready[:2]]


@pytest.mark.usefixtures("two_a_part")
def test_a_head_reaches_every_apology_that_waits(office: Office) -> None:
    for name in NAMES:
        office.with_officer(BIRTH, name)
    office.travel("2021-03-03T09:00")
    sweep(office.now)
    read = list(parts(Walker(office, "head"), "/xin-loi/", 'id="ck"', "</section>"))
    assert names(read) == [NAMES[:2], NAMES[2:4], NAMES[4:]]
    assert "5 phiếu" in read[2]


def _codes(dossiers: list[Dossier], section: str) -> list[Dossier]:
    return [dossier for dossier in dossiers if f"/ho-so/{dossier}/" in section]
