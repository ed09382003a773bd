"""The demonstration province is whole: every step of every workflow finds somebody to do it."""

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from onecua.demonstration.names import invent
from onecua.demonstration.province import read_province
from onecua.demonstration.staffing import read_desks, read_posts
from onecua.demonstration.tables import DATA, listed, table
from onecua.demonstration.workflow_roles import NoSuchUnit, WorkflowRoles
from onecua.kernel.identity import disagrees_with, identity_number
from onecua.kernel.text import clean_line
from onecua.settings.base import ROOT

WORKING_ROLE = {
    "desk": "reception",
    "division": "officer",
    "clerk": "officer",
    "leadership": "head",
}
PROVINCE = read_province()
AGENCIES = PROVINCE.agencies
POSTS = list(read_posts(PROVINCE))
DESKS = list(read_desks(PROVINCE))
DISTRICT, COMMUNE, CIVIL_STATUS = "000.00.47.H34", "000.01.47.H34", "Công chức tư pháp - hộ tịch"


def workflow_rows() -> list[dict[str, str]]:
    path = ROOT / "procedures" / "data" / "desk_workflows.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROLES = {row["unit_role"] for row in workflow_rows()}


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.name)
def test_every_cell_is_composed_and_has_no_stray_space(path: Path) -> None:
    cells = [cell for row in csv.reader(path.read_text("utf-8").splitlines()) for cell in row]
    assert [cell for cell in cells if cell != clean_line(cell)] == []


def test_the_letter_knew_ten_districts_and_102_communes() -> None:
    kinds = Counter(agency.family for agency in AGENCIES.values())
    assert (kinds["district"], kinds["commune"]) == (10, 102)
    assert AGENCIES[COMMUNE].name == "Ủy ban nhân dân thị trấn Đắk Hà"
    assert AGENCIES[COMMUNE].printed_name == "ỦY BAN NHÂN DÂN\nTHỊ TRẤN ĐẮK HÀ"
    assert PROVINCE.area(COMMUNE) == (COMMUNE, DISTRICT, "000.00.00.H34")


def test_agency_codes_and_slugs_are_unique_and_a_commune_carries_its_districts_number() -> None:
    assert len({agency.slug for agency in AGENCIES.values()}) == len(AGENCIES)
    for code, agency in AGENCIES.items():
        assert re.fullmatch(r"000\.\d\d\.\d\d\.H34", code)
        if agency.family == "commune":
            assert code[8:10] == agency.parent[8:10]


def test_each_agency_has_one_root_and_no_unit_name_twice() -> None:
    roots = Counter(unit.agency for unit in PROVINCE.units if unit.kind == "leadership")
    assert roots == Counter(dict.fromkeys(AGENCIES, 1))
    assert len({(unit.agency, unit.name) for unit in PROVINCE.units}) == len(PROVINCE.units)


def test_every_desk_unit_is_a_desk_and_every_commune_has_one() -> None:
    assert {desk.unit for desk in DESKS} == {unit for unit in PROVINCE.units if unit.kind == "desk"}
    assert {agency.code for agency in AGENCIES.values() if agency.family == "commune"} <= {
        desk.unit.agency for desk in DESKS
    }
    assert all("{" not in f"{desk.name}{desk.address}" for desk in DESKS)


def test_every_unit_has_somebody_and_a_unit_of_a_workflow_somebody_who_does_its_steps() -> None:
    roles = defaultdict(set)
    for post in POSTS:
        roles[post.unit].add(post.role)
    named = {row["workflow_role"] for row in table("unit_roles")}
    working = [unit for unit in PROVINCE.units if unit.workflow_role in named]
    assert roles.keys() == {*PROVINCE.units}
    assert [unit for unit in working if WORKING_ROLE[unit.kind] not in roles[unit]] == []


def test_one_username_is_one_person_and_only_heads_sign() -> None:
    names = defaultdict(set)
    for post in POSTS:
        names[post.username].add(post.full_name)
        assert re.fullmatch(r"[a-z0-9]+(\.[a-z0-9-]+)?", post.username)
        assert post.role == "head" or not post.signs
    assert {name for name, people in names.items() if len(people) > 1} == set()
    assert len({(post.username, post.unit, post.role) for post in POSTS}) == len(POSTS)


def test_each_role_is_held_by_a_named_person() -> None:
    assert {row["role"] for row in table("people_and_posts")} == {
        "reception",
        "officer",
        "head",
        "province_office",
        "inspector",
        "unit_admin",
        "system_admin",
    }


def test_every_workflow_step_finds_its_unit_from_every_commune() -> None:
    roles = WorkflowRoles(PROVINCE)
    for commune in PROVINCE.places("commune", ()):
        units = {role: roles.unit(role, commune.code) for role in ROLES}
        assert units[CIVIL_STATUS].agency == commune.code
        assert units["Phòng Tư pháp"].agency == commune.parent
        assert units["Công an xã"].serves == (commune.code,)
        assert commune.parent in units["Chi cục Thuế khu vực"].serves
        assert units["Lãnh đạo Sở Tư pháp"].agency == "000.00.15.H34"


def test_a_place_too_wide_or_a_role_nobody_plays_is_refused_in_words() -> None:
    roles = WorkflowRoles(PROVINCE)
    with pytest.raises(NoSuchUnit, match="“Công chức tư pháp - hộ tịch” cho Ủy ban nhân dân huyện"):
        roles.unit(CIVIL_STATUS, DISTRICT)
    with pytest.raises(NoSuchUnit, match="Không có đơn vị nào là “Phòng Bay”"):
        roles.unit("Phòng Bay", COMMUNE)


def test_workflows_begin_at_a_desk_that_exists() -> None:
    first = {row["unit_role"] for row in workflow_rows() if row["step_no"] == "1"}
    assert first <= {desk.unit.workflow_role for desk in DESKS}


def test_the_25_applicants_have_plausible_numbers_and_known_homes() -> None:
    applicants = table("applicants")
    assert len({row["identity_number"] for row in applicants}) == 25
    desk_codes = {row["procedure_code"] for row in workflow_rows()}
    for row in applicants:
        number = identity_number(row["identity_number"])
        year = int(row["born"][:4])
        assert number[4:6] == f"{year % 100:02d}"
        assert disagrees_with(number, born=None, sex=row["sex"]) == ""
        assert AGENCIES[row["agency"]].short in row["address"]
        assert set(listed(row["procedures"])) <= desk_codes


def test_an_invented_person_is_always_the_same_and_people_differ() -> None:
    people = [invent(f"hồ sơ {number}") for number in range(300)]
    assert people == [invent(f"hồ sơ {number}") for number in range(300)]
    assert len({person.name for person in people}) > 150
    assert {person.people for person in people} == {
        "Kinh",
        "Xơ Đăng",
        "Ba Na",
        "Giẻ Triêng",
        "Gia Rai",
    }
    assert all(clean_line(person.name) == person.name for person in people)
