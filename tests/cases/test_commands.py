"""What others rely on: the commands' exit codes, sentences and numbers."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from cases.models import Dossier
from onecua.ledger.models import Event
from onecua.settings.base import ROOT
from procedures.models import CalendarRevision, ProcedureVersion
from tests.support.office import BIRTH, Office
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)

NATIONAL = ROOT / "tests" / "data" / "national_excerpt.xlsx"
PUBLISH = ("--apply", "--decision", "09/QĐ-UBND", "--issued", "2021-01-04", "--effective",
           "2021-02-01")  # fmt: skip


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_clocks_agree_until_a_row_is_bent_and_again_when_it_is_rebuilt(
    office: Office, log_in: LogIn
) -> None:
    dossier = office.with_officer()
    assert json.loads(run("check_clocks", "--json")) == {"differences": []}
    with log_in("superuser") as session, session.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("ALTER TABLE cases_dossier DISABLE TRIGGER dossier_change_requires_event")
        cursor.execute("UPDATE cases_dossier SET outcome = 'granted', state = 'returned'")
        cursor.execute(
            "ALTER TABLE cases_dossier ENABLE ALWAYS TRIGGER dossier_change_requires_event"
        )
    with pytest.raises(CommandError, match="2 sai khác"):
        run("check_clocks")
    assert "Đã dựng lại" in run("rebuild", str(dossier))
    assert "0 sai khác" in run("check_clocks")
    with pytest.raises(CommandError, match="Không có hồ sơ"):
        run("rebuild", "000.00.00.H34-210301-9999")


def test_a_sweep_that_only_looks_writes_nothing(office: Office) -> None:
    dossier = office.with_officer(BIRTH)
    before = Event.objects.count()
    assert f"became_late: 1 {dossier}" in run("sweep", "--at", "2021-03-03T08:00")
    assert Event.objects.count() == before
    office.travel("2021-03-03T08:00")
    assert "became_late: 1" in run("sweep")
    assert "apology_drafted: 0" in run("sweep")
    assert Dossier.objects.get().late_said == 1


def test_a_real_list_is_previewed_published_and_then_unchanged(office: Office) -> None:
    assert office.desk
    known = ProcedureVersion.objects.count()
    assert "thêm" in run("import_catalogue", str(NATIONAL))
    assert ProcedureVersion.objects.count() == known, "a preview saves nothing"
    assert "Đã công bố" in run("import_catalogue", str(NATIONAL), *PUBLISH)
    assert ProcedureVersion.objects.count() > known
    again = json.loads(run("import_catalogue", str(NATIONAL), "--json"))
    assert (again["added"], again["changed"], again["in_error"]) == (0, 0, 0)
    assert Event.objects.filter(kind="procedure_published").exists()


def test_an_annex_that_abolishes_is_applied_and_undone_by_commands(
    office: Office, tmp_path: Path
) -> None:
    assert office.desk
    file, failed = tmp_path / "phu-luc.csv", tmp_path / "loi.xlsx"
    file.write_text(f"Mã số,Tên,Hình thức công bố\n{BIRTH},Khai sinh,Bãi bỏ\n12,Khai tử,Mới\n")
    with pytest.raises(CommandError, match="1 dòng lỗi"):
        run("import_catalogue", str(file), "--failed", str(failed), *PUBLISH)
    assert "không đúng dạng" in str(load_workbook(failed).worksheets[0].cell(2, 4).value)
    said = run("import_catalogue", str(file), "--skip-bad", *PUBLISH)
    assert f"{BIRTH} bãi bỏ: " in said
    assert "Đã công bố 1 thủ tục, bỏ qua 1 dòng lỗi." in said
    said = run("undo_import", "09/QĐ-UBND", "--reason", "Nhập nhầm")
    assert "rút 0 bản, mở lại 1 bản" in said
    with pytest.raises(CommandError, match="Không có danh sách nào"):
        run("undo_import", "09/QĐ-UBND", "--reason", "Nhập nhầm")


def test_files_that_are_not_what_they_say(office: Office, tmp_path: Path) -> None:
    assert office.desk
    fake, latin = tmp_path / "ds.xlsx", tmp_path / "ds.csv"
    fake.write_bytes(b"MZ\x90 not a workbook")
    latin.write_bytes("Mã,Tên thủ tục,Lĩnh vực\n1.1,Đăng ký,Hộ tịch\n".encode("utf-16-le"))
    for file in (fake, latin, tmp_path / "missing.xlsx"):
        with pytest.raises(CommandError) as refusal:
            run("import_catalogue", str(file))
        assert any(letter in str(refusal.value) for letter in "ệôáđ")
    with pytest.raises(CommandError, match="--decision"):
        run("import_catalogue", str(NATIONAL), "--apply")


def test_a_calendar_file_becomes_the_next_revision(office: Office, tmp_path: Path) -> None:
    assert office.desk
    file = tmp_path / "2027.csv"
    file.write_text("date,kind,reason,source\n2027-01-01,off,Tết Dương lịch,TB 1\n")
    assert "bản 2" in run("load_calendar", str(file))
    assert "không có gì thay đổi" in run("load_calendar", str(file))
    assert CalendarRevision.objects.count() == 2
    file.write_text("date,kind,reason,source\n2027-13-01,off,x,y\n")
    with pytest.raises(CommandError, match="2"):
        run("load_calendar", str(file))
