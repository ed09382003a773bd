"""A superuser with every trigger off, who recomputes what he can: whatever is sealed is found."""

from itertools import product
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from pytest_django import Settings

from onecua.ledger import witnesses
from onecua.ledger.findings import Report
from onecua.ledger.numbers import take
from onecua.ledger.office import office_now
from onecua.ledger.verification import verify
from onecua.ledger.writing import THE_SYSTEM, Actor, append
from tests.ledger.forging import OTHERWISE, Forger, forger, imagined, log_in_as_superuser
from tests.support.sealing import seal_up_to, silenced
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)

STREAMS = (1, 2, 3)


@pytest.fixture(autouse=True)
def _sealed_past(settings: Settings, tmp_path: Path) -> Path:
    """Three streams of four events under two seals; the witness holds both."""
    settings.SEAL_LOG = tmp_path / "seals.jsonl"
    for round_ in range(2):
        with transaction.atomic():
            for stream in STREAMS:
                for desk in range(2):
                    take(f"book/{stream}")
                    xact = append(stream, "noted", {"desk": desk, "round": round_},
                                  actor=Actor(person=1, post=2), at=office_now()).xact  # fmt: skip
        seal_up_to(xact)
    return tmp_path


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def of_witness(folder: Path) -> Report:
    return verify(witnesses.read(folder / "seals.jsonl"))


@pytest.fixture
def folder(_sealed_past: Path) -> Path:
    return _sealed_past


def test_an_honest_ledger_has_no_finding(folder: Path) -> None:
    report = of_witness(folder)
    assert (report.findings, report.events, report.seals) == ([], 12, 2)
    assert report.witness.startswith("đã đối chiếu với nhân chứng đến dấu số 2")


def test_any_column_of_any_row_changed_with_the_chain_made_whole_again() -> None:
    """Every column × every row: first as it is, then with its stream chained anew."""
    log_in_as_superuser()
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, stream FROM ledger_event ORDER BY id")
        events = cursor.fetchall()
    missed = []
    for (event, stream), column, anew in product(events, OTHERWISE, (False, True)):
        with imagined() as hand:
            before = content(hand)
            hand.change(event, column)
            if anew:
                hand.rechain(stream)
                hand.rechain(stream + 1000)  # where a changed stream may have led
            if not verify().total and content(hand) != before:
                missed.append((event, column, anew))
    assert missed == []


@pytest.mark.parametrize("anew", [False, True], ids=["as it is", "chained anew"])
@pytest.mark.parametrize("deed", ["drop", "insert", "swap"])
def test_a_row_dropped_inserted_or_swapped(log_in: LogIn, deed: str, *, anew: bool) -> None:
    with forger(log_in) as hand:
        first, second, *_ = hand.ids("stream = 2")
        if deed == "drop":
            hand.drop(second)
        elif deed == "insert":
            hand.insert_after(first)
        else:
            hand.swap(first, second)
        if anew:
            hand.rechain(2)
    report = verify()
    assert codes(report) == {"seal-events"} if anew else report.total >= 2
    assert 2 in (report.suspects if anew else report.streams)


def test_a_whole_dossier_chained_anew_or_taken_away(log_in: LogIn) -> None:
    with forger(log_in) as hand:
        hand.sql("DELETE FROM ledger_event WHERE stream = 3")
        hand.sql("DELETE FROM ledger_streamhead WHERE stream = 3")
    report = verify()
    assert codes(report) == {"seal-events"}
    assert report.total == 2  # one in each seal


def test_everything_chained_anew_and_the_seals_without_their_key(log_in: LogIn) -> None:
    """He writes new roots into the seals' texts; he cannot sign them."""
    with forger(log_in) as hand:
        hand.change(hand.ids("stream = 1")[0], "payload")
        hand.rechain_all()
        hand.sql("UPDATE ledger_seal SET body = regexp_replace(body, '\"root\":\"[0-9a-f]{64}\"',"
                 " '\"root\":\"' || repeat('0', 64) || '\"', 'g')")  # fmt: skip
    assert {"seal-signature", "seal-events"} <= codes(verify())


def test_seals_made_anew_with_a_key_of_his_own(
    log_in: LogIn, settings: Settings, folder: Path
) -> None:
    """Consistent from the first event to the last signature, but by somebody else."""
    ours = settings.SEAL_KEY
    with forger(log_in) as hand:
        hand.change(hand.ids("stream = 1")[0], "payload")
        hand.rechain_all()
        hand.sql("DELETE FROM ledger_seal")
    settings.SEAL_KEY = "bm90LXRoZS1vZmZpY2Utc2VhbC1rZXktMzItYnl0ZXM="
    settings.SEAL_LOG = folder / "forged.jsonl"
    with transaction.atomic():
        xact = append(9, "noted", {}, actor=THE_SYSTEM, at=office_now()).xact
    seal_up_to(xact)
    assert codes(verify()) == set()
    settings.SEAL_KEY = ours
    assert codes(verify()) == {"seal-key"}
    assert codes(of_witness(folder)) == {"seal-key", "witness-signature"}


def test_even_with_the_key_the_witness_knows_better(
    log_in: LogIn, settings: Settings, folder: Path
) -> None:
    """Who owns database and key alike is found only outside: that is what a witness is for."""
    with forger(log_in) as hand:
        hand.change(hand.ids("stream = 1")[0], "payload")
        hand.rechain_all()
        hand.sql("DELETE FROM ledger_seal")
    settings.SEAL_LOG = folder / "forged.jsonl"
    with transaction.atomic():
        xact = append(9, "noted", {}, actor=THE_SYSTEM, at=office_now()).xact
    seal_up_to(xact)
    report = verify()
    assert report.findings == []
    assert report.witness == "chưa đối chiếu với nhân chứng"
    assert codes(of_witness(folder)) == {"witness-differs", "witness-more"}


def test_the_table_rolled_back_to_yesterday(log_in: LogIn, folder: Path) -> None:
    with forger(log_in) as hand:
        hand.roll_back_to(hand.ids("true")[5], seal=1)
        hand.sql("UPDATE ledger_counter SET value = 2")
    assert verify().findings == []  # a whole ledger, of yesterday
    assert codes(of_witness(folder)) == {"witness-more"}


def test_number_books_set_back_are_found_by_the_seals(log_in: LogIn) -> None:
    with silenced(log_in) as owner:
        owner.execute("UPDATE ledger_counter SET value = value - 1 WHERE name = 'book/1'")
        owner.execute("DELETE FROM ledger_counter WHERE name = 'book/2'")
    report = verify()
    assert codes(report) == {"counter-back"}
    assert report.total == 2


def test_the_stored_json_is_compared_with_its_text(log_in: LogIn) -> None:
    with silenced(log_in) as owner:
        owner.execute("ALTER TABLE ledger_event ALTER data DROP EXPRESSION")
        owner.execute("UPDATE ledger_event SET data = '{}' WHERE seq = 1 AND stream = 1")
    assert codes(verify()) == {"data"}


# --- What no seal covers yet ------------------------------------------------------------------


@pytest.fixture
def last(_sealed_past: Path) -> int:
    """An event after the last seal; its id."""
    with transaction.atomic():
        append(2, "noted", {"desk": 7}, actor=THE_SYSTEM, at=office_now())
        return append(2, "noted", {"desk": 8}, actor=THE_SYSTEM, at=office_now()).pk or 0


def test_the_report_says_what_is_not_sealed_and_since_when(last: int) -> None:
    report = verify()
    assert last
    assert (report.findings, report.unsealed) == ([], 2)
    assert report.unsealed_since.startswith(f"{office_now():%Y-}")


@pytest.mark.parametrize(
    ("deed", "found"),
    [
        ("change", {"altered"}),
        ("drop", {"ends-early"}),
        ("change, chain anew", set()),  # inside the window nothing but a printed promise knows
        ("drop, chain anew", set()),
    ],
)
def test_in_the_window_only_a_broken_chain_is_found(
    log_in: LogIn, last: int, deed: str, found: set[str]
) -> None:
    with forger(log_in) as hand:
        if deed.startswith("change"):
            hand.change(last, "payload")
        else:
            hand.drop(last)
        if deed.endswith("anew"):
            hand.rechain(2)
    assert codes(verify()) == found


def test_after_the_next_seal_the_window_is_closed(log_in: LogIn, last: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT xact FROM ledger_event WHERE id = %s", [last])
        seal_up_to(cursor.fetchone()[0])
    with forger(log_in) as hand:
        hand.change(last, "payload")
        hand.rechain(2)
    assert codes(verify()) == {"seal-events"}


# --- Random edits -----------------------------------------------------------------------------

edits = st.lists(
    st.one_of(
        st.tuples(st.just("change"), st.integers(0, 11), st.sampled_from(sorted(OTHERWISE))),
        st.tuples(st.just("drop"), st.integers(0, 11), st.just("")),
        st.tuples(st.just("insert"), st.integers(0, 11), st.just("")),
    ),
    min_size=1,
    max_size=4,
)


def test_random_edits_of_sealed_events_are_always_found() -> None:
    """Whatever is changed in the sealed past, and however it is chained anew afterwards."""
    log_in_as_superuser()

    @given(edits, st.booleans())
    @hypothesis(deadline=None, derandomize=True, max_examples=60)
    def found(deeds: list[tuple[str, int, str]], anew: bool) -> None:  # noqa: FBT001
        with imagined() as hand:
            before, events = content(hand), hand.ids()
            for deed, place, column in deeds:
                if deed == "change":
                    hand.change(events[place], column)
                elif deed == "drop":
                    hand.drop(events[place])
                else:
                    hand.insert_after(events[place])
            if anew:
                hand.rechain_all()
            assert (verify().total > 0) == (content(hand) != before)

    found()


def content(hand: Forger) -> list[tuple[object, ...]]:
    columns = (
        "id, stream, seq, kind, version, format, happened_at, recorded_at, xact, person, post,"
        " on_behalf_of, payload, previous_hash, hash"
    )
    return hand.sql(f"SELECT {columns} FROM ledger_event ORDER BY id")
