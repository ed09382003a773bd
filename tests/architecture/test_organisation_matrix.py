"""Every act of the organisation × every role, on what lies in the commune: a row each."""

from collections.abc import Mapping
from datetime import date

import pytest

from onecua.people.services import absences
from onecua.people.web.admin_acts import ACTS
from tests.architecture.test_permission_matrix import STATUS, WHO, _get
from tests.people.services.test_standing_in import lend
from tests.support.office import Office

pytestmark = pytest.mark.django_db(transaction=True)

# As in test_permission_matrix. Of the officer: his post, account, delegation and absence.
_ADMINISTRATORS = "NNNNNN223"
_NOT_HIS_TO_DO = "NFNNNN223"
_HIS_TOO = "N2NNNN223"
MATRIX: Mapping[tuple[str, str], str] = {
    ("co-quan", "lap-co-quan"): _ADMINISTRATORS,
    ("co-quan", "lap-don-vi"): _ADMINISTRATORS,
    ("co-quan", "ket-thuc"): _ADMINISTRATORS,
    ("don-vi", "them-nguoi"): _ADMINISTRATORS,
    ("don-vi", "giao-vi-tri"): _ADMINISTRATORS,
    ("don-vi", "mo-quay"): _ADMINISTRATORS,
    ("don-vi", "ket-thuc"): _ADMINISTRATORS,
    ("vi-tri", "ket-thuc"): _NOT_HIS_TO_DO,
    ("vi-tri", "uy-quyen"): _HIS_TOO,
    ("nguoi-dung", "sua"): _NOT_HIS_TO_DO,
    ("nguoi-dung", "mat-khau"): _NOT_HIS_TO_DO,
    ("nguoi-dung", "chuyen-viec"): _NOT_HIS_TO_DO,
    ("nguoi-dung", "ngung"): _NOT_HIS_TO_DO,
    ("nguoi-dung", "mo-lai"): _NOT_HIS_TO_DO,
    ("nguoi-dung", "vang-mat"): _HIS_TOO,
    ("uy-quyen", "thu-hoi"): _HIS_TOO,
    ("vang-mat", "bo"): _HIS_TOO,
}


def test_no_act_of_the_organisation_is_without_a_row() -> None:
    assert set(MATRIX) == set(ACTS)


def test_who_may_change_the_organisation(office: Office) -> None:
    officer, commune = office["officer"], office.desk.unit
    lent = lend(office, "officer", "officer2")
    absence = absences.declare_absence(
        person=lent.giver.person, first_day=date(2021, 3, 1), last_day=date(2021, 3, 2),
        acting=officer, at=office.now,
    )  # fmt: skip
    targets = {
        "co-quan": commune.agency_id, "don-vi": commune.pk, "vi-tri": officer.post_id,
        "nguoi-dung": officer.person_id, "uy-quyen": lent.pk, "vang-mat": absence.pk,
    }  # fmt: skip
    wrong = {}
    for (kind, slug), row in MATRIX.items():
        for who, mark in zip(WHO, row, strict=True):
            status = _get(office, who, f"/to-chuc/{kind}/{targets[kind]}/{slug}/")
            if status != STATUS[mark]:
                wrong[f"{kind} {slug} {who or 'nobody'}"] = status
    assert wrong == {}


def test_a_commune_administers_nothing_beside_or_above_itself(office: Office) -> None:
    far = office["far_officer"]
    for address in (
        f"/to-chuc/{far.agency_id}/", f"/nguoi-dung/{far.person_id}/",
        f"/to-chuc/don-vi/{far.unit_id}/them-nguoi/", f"/to-chuc/vi-tri/{far.post_id}/ket-thuc/",
        f"/to-chuc/nguoi-dung/{far.person_id}/mat-khau/", "/to-chuc/khac/1/sua/",
    ):  # fmt: skip
        assert _get(office, "unit_admin", address) == 404
