"""Papers that events name: a row bent, lost or never written is found; so is a borrowed name."""

import pytest

from cases.services import apology
from cases.services.check import check_clocks
from cases.services.sweep import sweep
from procedures.timing import office_date
from tests.support.lives import returned
from tests.support.office import Office
from tests.support.sealing import silenced
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)

BENT = {
    "kết quả": "UPDATE cases_result SET signed_on = signed_on - 10",
    "phiếu xin lỗi đã phát hành": "UPDATE cases_apology SET too_late = NOT too_late",
    "phiếu": "UPDATE cases_slip SET number = number + 100",
    "số dự thảo phiếu xin lỗi": ("DELETE FROM cases_apology; SET CONSTRAINTS ALL IMMEDIATE"),
}


def apologised(office: Office) -> None:
    late = office.with_officer()
    returned(office)
    office.travel("2021-03-10T09:00")
    sweep(office.now)
    apology.sign_apology(
        dossier_id=late.pk, acting=office["head"], at=office.now, reason="Chờ ý kiến",
        new_due_on=office_date(office.now).replace(day=18),
    )  # fmt: skip


def found(office: Office) -> set[str]:
    return {difference.column for difference in check_clocks(office.now)}


@pytest.mark.parametrize("what", BENT)
def test_a_paper_that_was_bent_is_found(office: Office, log_in: LogIn, what: str) -> None:
    apologised(office)
    assert found(office) == set()
    with silenced(log_in) as owner:
        owner.execute(BENT[what])
    assert what in found(office)


def test_an_act_under_anothers_name_is_found(office: Office, log_in: LogIn) -> None:
    dossier = office.with_officer()
    officer, head = office["officer"], office["head"]
    with log_in("app") as session:
        session.cursor().execute(
            "INSERT INTO ledger_event (stream, kind, happened_at, person, post, payload)"
            " VALUES (%s, 'became_late', ledger_office_now(), %s, %s, '{}')",
            [dossier.pk, officer.person_id, head.post_id],
        )
    assert "người ghi sự kiện" in found(office)
