"""No payload says who somebody is: neither in words nor as a digest that could be tried out."""

import base64
import csv
import hashlib
import unicodedata
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection

from cases.models import Applicant
from cases.services import intake
from cases.services.applicants import ApplicantData
from cases.services.opening import Intake
from cases.states import State
from onecua.ledger.models import AccessRecord, Event, LedgerText, OutboxMessage, Seal
from onecua.ledger.verification import verify_ledger
from onecua.settings.base import ROOT
from tests.support.lives import LIVES, at_once
from tests.support.office import BIRTH, Office
from tests.support.sealing import seal_up_to
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)

SEEDED = ROOT / "onecua" / "demonstration" / "data" / "applicants.csv"
DIGESTS = ("md5", "sha1", "sha256", "sha512", "blake2b", "blake2s", "sha3_256")
SHORTEST = 6  # shorter words (a number of a day) are found everywhere


def spellings(fact: str) -> set[str]:
    """As it is typed, printed, searched."""
    plain = {fact, fact.strip(), fact.replace(" ", ""), fact.lower(), fact.upper(), fact.title()}
    return plain | {unicodedata.normalize(form, each) for form in ("NFC", "NFD") for each in plain}


def traces(fact: str) -> Iterator[str]:
    for spelling in spellings(fact):
        yield spelling
        for name in DIGESTS:
            digest = hashlib.new(name, spelling.encode()).digest()
            yield digest.hex()
            yield digest.hex()[:16]
            yield base64.b64encode(digest).decode().rstrip("=")
            yield base64.urlsafe_b64encode(digest).decode().rstrip("=")


def found_in(text: str, facts: set[str]) -> set[str]:
    lowered = text.lower()
    return {
        fact
        for fact in facts
        if len(fact) >= SHORTEST and any(trace.lower() in lowered for trace in traces(fact))
    }


def everything_the_ledger_says() -> str:
    said = [event.payload + str(event.data) for event in Event.objects.all()]
    said += [str(row.payload) for row in OutboxMessage.objects.all()]
    said += [seal.body for seal in Seal.objects.all()]
    said += [row.subject for row in AccessRecord.objects.all()]
    return "\n".join(said)


def seeded(office: Office) -> set[str]:
    """The people of the demonstration come to the desk; what is known of them is returned."""
    facts: set[str] = set()
    with SEEDED.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            person = ApplicantData(
                name=row["name"], identity=row["identity_number"], sex=row["sex"],
                born_on=date.fromisoformat(row["born"]), address=row["address"],
                phone=row["phone"], submitter=row["name"],
                submitter_identity=row["identity_number"], authority=f"Mẹ của {row['name']}",
            )  # fmt: skip
            intake.accept(
                intake=Intake(procedure=BIRTH, applicant=person), desk=office.desk,
                acting=office["reception"], at=office.now,
            )  # fmt: skip
            facts |= {row[name] for name in ("name", "identity_number", "phone", "address")}
    return facts


def known_of_everybody() -> set[str]:
    facts: set[str] = set()
    for person in Applicant.objects.all():
        facts |= {person.name, person.search, person.address, person.phone, person.submitter,
                  person.authority, person.email, person.tax_code}  # fmt: skip
    return facts | {text for text in LedgerText.objects.values_list("text", flat=True) if text}


def test_a_whole_life_of_everybody_leaves_no_trace_of_who_they_are(office: Office) -> None:
    facts = seeded(office) | {"062195379153", "0905 000 101"}
    for life in LIVES.values():
        life(office)
    at_once(office)
    facts |= known_of_everybody()
    assert len(facts) > 60
    seal_up_to(Event.objects.order_by("-pk")[:1].get().xact)
    assert found_in(everything_the_ledger_says(), facts) == set()


@pytest.mark.parametrize(
    "leak",
    [
        "Nguyễn Thị Hồng Vân",
        "NGUYỄN THỊ HỒNG VÂN",
        unicodedata.normalize("NFD", "Nguyễn Thị Hồng Vân"),
        hashlib.sha256(b"062195379153").hexdigest(),
        base64.b64encode(hashlib.md5(b"0905000101").digest()).decode(),  # noqa: S324 - as a leak
    ],
)
def test_the_scan_sees_what_it_looks_for(leak: str) -> None:
    facts = {"Nguyễn Thị Hồng Vân", "062195379153", "0905 000 101"}
    assert len(found_in(f'{{"who":"{leak}"}}', facts)) == 1
    assert found_in('{"code":"000.01.21.H34-210301-0001"}', facts) == set()


def test_the_same_words_twice_leave_two_digests(office: Office) -> None:
    """The salt is random: equal texts cannot be told from the ledger."""
    LIVES[State.VOIDED](office)
    LIVES[State.VOIDED](office)
    reasons = {event.data["reason"]["digest"] for event in Event.objects.filter(kind="voided")}
    assert len(reasons) == 2


def test_a_text_can_be_destroyed_and_the_chain_still_verifies(
    office: Office, log_in: LogIn
) -> None:
    LIVES[State.VOIDED](office)
    with log_in("owner") as owner, owner.cursor() as cursor:
        cursor.execute("UPDATE ledger_ledgertext SET text = NULL")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_ledgertext WHERE text IS NOT NULL")
        assert cursor.fetchone() == (0,)
    assert list(verify_ledger()) == []
