"""Rights, passwords, terms, steps and calendars: who goes round the acts is named."""

import pytest
from django.db import DatabaseError, connection, transaction

from cases.kept_rows import KEPT as OFFICE
from cases.services.check_rows import check_rows
from cases.services.examination import examine
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM, append
from onecua.people.kept_rows import KEPT as ORGANISATION
from onecua.people.models import Post
from onecua.people.services.people import reset_password
from onecua.people.services.posts import NewPost, appoint, end_post
from procedures.kept_rows import KEPT as CATALOGUE
from tests.support.office import Office, raw
from tests.support.sessions import LogIn

# what -> SQL; the column somebody with a database password would bend first
DEEDS = {
    "người dùng": "UPDATE people_person SET password = 'x' WHERE id = {person}",
    "vị trí": "UPDATE people_post SET role = 'system_admin' WHERE id = {post}",
    "cơ quan": "UPDATE people_agency SET valid_to = '2030-01-01'",
    "đơn vị": "UPDATE people_unit SET valid_to = '2030-01-01'",
    "bộ phận một cửa": "UPDATE people_desk SET name = 'Quầy khác'",
    "ngày của lịch": "DELETE FROM procedures_calendarday WHERE id ="
                     " (SELECT min(id) FROM procedures_calendarday)",
    "buổi làm việc của lịch": "UPDATE procedures_calendarsession SET closes = '20:00'",
    "lịch làm việc": "UPDATE procedures_calendarrevision SET document = 'khác'",
    "lĩnh vực": "UPDATE procedures_sector SET name = 'Khác'",
    "bước quy trình": "UPDATE procedures_workflowstep SET term = term + 5",
    "bước quy trình, dòng": "UPDATE procedures_workflowstep SET may_close = NOT may_close",
    "quy trình": "UPDATE procedures_workflowversion SET approval = '99/QĐ-UBND'",
    "cấu hình quy trình": "UPDATE procedures_configuration SET valid_to = '2030-01-01'",
}  # fmt: skip
# What a trigger refuses to the application, a superuser does all the same.
REFUSED = {
    "thời hạn giải quyết": "UPDATE procedures_channelterm SET number = number + 20",
    "bản công bố thủ tục": "UPDATE procedures_procedureversion SET confidential = NOT confidential",
    "thành phần hồ sơ": "DELETE FROM procedures_requiredpaper",
}


def found() -> list[str]:
    return [str(each) for each in check_rows()]


def test_the_acts_leave_nothing_to_find(office: Office) -> None:
    officer = Post.objects.select_related("person", "unit").get(pk=office["officer"].post_id)
    with transaction.atomic():
        given = appoint(
            person=officer.person, decision="05/QĐ-UBND", acting=None, at=office.now,
            new=NewPost(unit=office.units["desk"], role="reception", position="",
                        valid_from=office.now.date()),
        )  # fmt: skip
    end_post(post=given, last_day=office.now.date(), heir=None, decision="06/QĐ-UBND", acting=None,
             at=office.now)  # fmt: skip
    reset_password(person=officer.person, acting=None, at=office.now)
    assert found() == []
    assert examine(office.now).faults == 0


def test_each_row_changed_by_sql_is_named_whoever_sent_it(office: Office, log_in: LogIn) -> None:
    """First with the application's own login, then as a superuser with every trigger off."""
    acting = office["officer"]
    given = {"person": acting.person_id, "post": acting.post_id}
    missed = []
    for what, deed in DEEDS.items():
        with transaction.atomic():
            raw(deed.format(**given))
            if not any(line.startswith(what) and "không qua thao tác" in line for line in found()):
                missed.append(("app", what))
            transaction.set_rollback(True)
    with log_in("superuser") as hand, hand.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in ("procedures_channelterm", "procedures_procedureversion", "people_post"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE people_person DISABLE TRIGGER USER")
        for what in ("người dùng", "vị trí"):
            cursor.execute(DEEDS[what].format(**given))
        for deed in (REFUSED["thời hạn giải quyết"], REFUSED["bản công bố thủ tục"]):
            cursor.execute(deed)
    told = found()
    missed += [
        ("superuser", what)
        for what in ("người dùng", "vị trí", "thời hạn giải quyết", "bản công bố thủ tục")
        if not any(line.startswith(what) and "đã bị sửa" in line for line in told)
    ]
    assert missed == []
    assert examine(office.now).faults >= len(told)


def test_what_is_published_is_refused_to_the_application(office: Office) -> None:
    assert office.desk
    for what, deed in REFUSED.items():
        with pytest.raises(DatabaseError), transaction.atomic():
            raw(deed)
            pytest.fail(f"{what} was let through")
    with pytest.raises(DatabaseError), transaction.atomic():
        raw("UPDATE procedures_regime SET supplement_window_days = 30")


def test_an_event_made_up_beside_it_says_another_right(office: Office) -> None:
    """Then the right is in the ledger with its name, or the row differs from what it says."""
    post = office["officer"].post_id
    with transaction.atomic():
        append(office["officer"].agency_id, "posts_given", {"posts": [], "decision": "x"},
               actor=THE_SYSTEM, at=office_now())  # fmt: skip
        raw(f"UPDATE people_post SET role = 'head', signs = true WHERE id = {post}")
    (line,) = found()
    assert line.startswith(f"vị trí {post}: quyền là")


def test_nobody_writes_where_the_database_writes(office: Office) -> None:
    assert office.desk
    with pytest.raises(DatabaseError, match="written by the database"), transaction.atomic():
        append(-5, "rows_kept", {"rows": {}}, actor=THE_SYSTEM, at=office_now())


def test_every_kept_table_has_its_triggers(office: Office) -> None:
    assert office.desk
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger"
                       " WHERE tgname LIKE 'ledger_keep_rows%'")  # fmt: skip
        kept = {table for (table,) in cursor.fetchall()}
    assert kept == {each.table for each in (*ORGANISATION, *CATALOGUE, *OFFICE)}
