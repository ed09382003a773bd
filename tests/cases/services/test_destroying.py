"""Words that must go are gone from database and files; the chain and the replay stand."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from cases.models import Dossier, ReceptionDraft, Slip, StoredFile
from cases.services import (
    apology,
    branches,
    drafts,
    ending,
    handover,
    intake,
    note,
    register_volumes,
    result,
    steps,
    supplement,
)
from cases.services.check import check_clocks
from cases.services.destroying import Papers, destroy_text, texts_of
from cases.services.destroying_errors import (
    AlreadyDestroyed,
    DestructionPaperMissing,
    NoSuchText,
)
from cases.services.files import place
from cases.services.rebuild import rebuild
from cases.services.sweep import sweep
from onecua.ledger.idempotency import Request, once
from onecua.ledger.models import IdempotencyKey, LedgerText, OutboxMessage
from onecua.ledger.outbox import deliver
from onecua.ledger.verification import verify_ledger
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency, Person
from tests.support.lives import returned, voided
from tests.support.office import BUILDING, Office, raw

pytestmark = pytest.mark.django_db(transaction=True)

RARE = "nhiễm HIV"
PAPERS = Papers("77/QĐ-UBND", date(2021, 3, 1), "05/BB-TH")
COLUMNS = """
SELECT c.table_name, c.column_name FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
  AND c.data_type IN ('text', 'character varying', 'jsonb', 'json', 'bytea')
ORDER BY 1, 2
"""


def the_printer_works() -> None:
    """Papers only: the notices of these dossiers find nobody to tell."""
    printing = OutboxMessage.objects.filter(
        status="queued", kind__in=["render_slip", "plan_print", "print_part"]
    )
    while waiting := list(printing.order_by("pk")):
        assert all(deliver(message.pk) for message in waiting)


def where_it_lies() -> set[str]:
    """Every column of every table that holds the word, as text or as bytes; and the drafts."""
    found = set()
    for table, column in raw(COLUMNS):
        said = f'"{column}"'
        (kind,) = raw(f"SELECT pg_typeof({said})::text FROM {table} LIMIT 1") or [("text",)]
        has = (f"position(convert_to('{RARE}', 'UTF8') IN {said}) > 0" if kind == ("bytea",)
               else f"strpos(lower({said}::text), lower('{RARE}')) > 0")  # fmt: skip
        if raw(f"SELECT 1 FROM {table} WHERE {has} LIMIT 1"):
            found.add(f"{table}.{column}")
    if any(RARE in str(drafts.fields_of(draft)) for draft in ReceptionDraft.objects.all()):
        found.add("cases_receptiondraft.content")
    return found


def spoken_of(office: Office) -> list[int]:
    """Dossiers of which each field that takes words says it. Ids."""
    first = office.with_officer(BUILDING)
    note.note(dossier_id=first.pk, text=f"Ông bị  {RARE}.", acting=office["officer"], at=office.now)
    branches.consult(
        dossier_id=first.pk, agency_id=Agency.objects.get(kind="district").pk, days=3,
        question=f"Có {RARE} không?", acting=office["officer"], at=office.now,
    )  # fmt: skip
    branches.answer(
        dossier_id=first.pk, answer=f"Có {RARE}", acting=office["far_head"], at=office.now
    )
    steps.complete_step(
        dossier_id=first.pk, opinion=f"Vì {RARE}", acting=office["officer"], at=office.now
    )
    handover.decline(
        dossier_id=first.pk, reason=f"Trả lại vì {RARE}", acting=office["head"], at=office.now
    )
    supplement.request_supplement(
        dossier_id=first.pk, missing=f"Giấy khám\nKết luận về {RARE}", reason=f"Do {RARE}",
        answer_by=date(2021, 4, 1), acting=office["officer"], at=office.now,
    )  # fmt: skip
    refused, stopped, late = (office.with_officer(BUILDING), office.with_officer(BUILDING),
                              office.with_officer())  # fmt: skip
    result.refuse(
        dossier_id=refused.pk, reason=f"Do {RARE}", legal_basis=f"Quy định về {RARE}",
        acting=office["head"], at=office.now,
    )  # fmt: skip
    ending.stop(
        dossier_id=stopped.pk, ground="dispute", document="17/TB", reason=f"Do {RARE}",
        acting=office["head"], at=office.now,
    )  # fmt: skip
    office.travel("2021-03-03T09:30")
    sweep(office.now)
    apology.sign_apology(
        dossier_id=late.pk, reason=f"Chậm do {RARE}", new_due_on=date(2021, 3, 8),
        acting=office["head"], at=office.now,
    )  # fmt: skip
    struck = office.accept()
    intake.void_intake(
        dossier_id=struck.pk, reason=f"Nhập nhầm {RARE}", acting=office["reception"], at=office.now
    )
    register_volumes.close_volume(desk=office.desk, year=2021, acting=office["head"], at=office.now)
    return [first.pk, refused.pk, stopped.pk, late.pk, struck.pk]


def destroy_everything(office: Office, ids: list[int]) -> None:
    for dossier in Dossier.objects.filter(pk__in=ids):
        for each in texts_of(dossier):
            if not LedgerText.objects.get(pk=each.pk, stream=dossier.pk).text:
                continue
            destroy_text(
                dossier_id=dossier.pk, text_id=each.pk, papers=PAPERS, actor=THE_SYSTEM,
                at=office.now,
            )  # fmt: skip


def test_a_rare_word_is_nowhere_after_its_texts_were_destroyed(office: Office) -> None:
    ids = spoken_of(office)
    asked = Request(person=1, endpoint=f"note/{ids[0]}", key="k", body={})
    once(asked, lambda: {"dossier": ids[0], "text": f"Ông bị {RARE}."})
    the_printer_works()
    before = where_it_lies()
    assert before >= {
        "cases_apology.reason", "cases_branch.answer", "cases_branch.question",
        "cases_handover.reason", "cases_printjob.context", "cases_slip.context",
        "cases_supplement.missing", "ledger_idempotencykey.answer", "ledger_ledgertext.text",
    }  # fmt: skip
    papers = {slip.pk: slip.file for slip in Slip.objects.filter(context__contains=RARE)}
    assert len(papers) == 4, "bổ sung, từ chối, dừng, xin lỗi"
    destroy_everything(office, ids)
    assert where_it_lies() == set()
    assert IdempotencyKey.objects.get().answer["text"].startswith("(đã tiêu hủy theo Quyết định")
    for pk, old in papers.items():
        assert old
        assert Slip.objects.get(pk=pk).file is None
        assert not default_storage.exists(place(old.digest)), "the bytes are gone with it"
        assert not StoredFile.objects.filter(digest=old.digest).exists()
    the_printer_works()
    assert not Slip.objects.filter(pk__in=papers, file=None).exists(), "laid out anew"
    assert list(verify_ledger()) == []
    assert list(check_clocks(office.now)) == []
    assert all(rebuild(dossier_id=each, at=office.now) == [] for each in ids)


def test_the_page_says_by_which_decision_and_the_names_of_others_stay(office: Office) -> None:
    dossier, other = returned(office), voided(office)
    texts = [each.pk for each in texts_of(dossier)]
    before = Dossier.objects.get(pk=dossier.pk).applicant.name
    for pk in texts:
        destroy_text(
            dossier_id=dossier.pk, text_id=pk, papers=PAPERS, actor=THE_SYSTEM, at=office.now
        )
    client = Client()
    client.force_login(Person.objects.get(pk=office["reception"].person_id))
    said = client.get(f"/ho-so/{dossier.code}/").content.decode()
    assert "(đã tiêu hủy theo Quyết định số 77/QĐ-UBND)" in said
    assert "biên bản số 05/BB-TH" in said
    assert before in said, "who the receipt is for is no copy of a text"
    (kept,) = texts_of(other)
    assert not kept.destroyed


def test_without_its_papers_nothing_is_destroyed_and_nothing_twice(office: Office) -> None:
    dossier, other = voided(office), voided(office)
    (text,) = texts_of(dossier)
    given: dict[str, Any] = {"dossier_id": dossier.pk, "actor": THE_SYSTEM, "at": office.now}
    tomorrow = Papers("77/QĐ-UBND", date(2021, 3, 2), "05/BB-TH")
    for papers in (Papers("", PAPERS.decided_on, "05/BB-TH"), tomorrow,
                   Papers("77/QĐ-UBND", PAPERS.decided_on, "chưa có")):  # fmt: skip
        with pytest.raises(DestructionPaperMissing):
            destroy_text(text_id=text.pk, papers=papers, **given)
    with pytest.raises(NoSuchText):
        destroy_text(text_id=texts_of(other)[0].pk, papers=PAPERS, **given)
    with pytest.raises(DatabaseError, match="by an act only"), transaction.atomic():
        raw(f"SELECT ledger_destroy_texts({dossier.pk}, ARRAY[{text.pk}]::bigint[], '{{}}', '')")
    assert not texts_of(dossier)[0].destroyed
    destroy_text(text_id=text.pk, papers=PAPERS, **given)
    with pytest.raises(AlreadyDestroyed):
        destroy_text(text_id=text.pk, papers=PAPERS, **given)


def test_the_command_lists_then_destroys_one(office: Office) -> None:
    dossier, out = voided(office), StringIO()
    call_command("destroy_text", dossier.code, stdout=out)
    (text,) = texts_of(dossier)
    assert out.getvalue().startswith(f"{text.pk}: Hủy tiếp nhận, ")
    with pytest.raises(CommandError, match="số quyết định"):
        call_command("destroy_text", dossier.code, text=text.pk)
    call_command(
        "destroy_text", dossier.code, "--text", str(text.pk), "--decision", "77/QĐ-UBND",
        "--decided", "2021-03-01", "--minutes", "05/BB-TH", stdout=out,
    )  # fmt: skip
    assert "theo Quyết định số 77/QĐ-UBND, biên bản số 05/BB-TH" in out.getvalue()
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, length(salt) FROM ledger_ledgertext WHERE id = %s", [text.pk])
        assert cursor.fetchone() == (None, 0)
    with pytest.raises(CommandError, match="Không có hồ sơ"):
        call_command("destroy_text", "000")
