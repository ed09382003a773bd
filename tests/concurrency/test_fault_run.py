"""Two beats, three workers; workers, beats, broker and PostgreSQL are killed while dossiers become
late. At the end each has one flag, one draft, one number, and nothing was lost or done twice.

A small run is part of every test run; `make faults` is the whole one (FAULT_DOSSIERS=2000).
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

import psycopg2
import pytest
from django.db import InterfaceError, OperationalError, connection
from pytest_django import DjangoDbBlocker

from cases.models import Apology, Dossier, Slip
from cases.services import apology
from cases.services.check import check_clocks
from onecua.embedded import EmbeddedServers
from onecua.embedded.roles import OWNER
from onecua.ledger.idempotency import Request, once
from onecua.ledger.models import Event, OutboxMessage
from onecua.ledger.office import real_now
from onecua.ledger.verification import verify_ledger
from tests.support.databases import Cluster, migrate, point_to
from tests.support.faults import Works
from tests.support.folders import throwaway_folder
from tests.support.office import HOURS, open_office

DOSSIERS = int(os.environ.get("FAULT_DOSSIERS", "60"))
SEED = int(os.environ.get("FAULT_SEED", "260"))
BATCHES = 10  # they become late at ten moments, a quarter of an hour of office time apart
PAUSE = (2.0, 6.0)  # seconds between two kills
SIGNED_AT_ONCE = max(1, DOSSIERS // 100)
FEWEST_KILLS = 5
PATIENCE = 3600.0
LEASE = 5 if DOSSIERS < 500 else 20  # seconds until a lost hint is given again
ONCE = ("accepted", "soon_due", "became_late", "apology_drafted", "apology_issued")
Answer = TypeVar("Answer")


@pytest.fixture
def servers(
    django_db_setup: None,  # noqa: ARG001 - it must come first, for we change what it set
    django_db_blocker: DjangoDbBlocker,
    worker: str,
) -> Iterator[EmbeddedServers]:
    with (
        throwaway_folder() as folder,
        EmbeddedServers(folder / "home", given={}) as running,
        django_db_blocker.unblock(),
    ):
        migrate(running.addresses["DATABASE_URL"], running.addresses["DATABASE_OWNER_URL"])
        point_to(running.addresses["DATABASE_URL"])
        yield running
        point_to(Cluster.running().app.format(f"test_{worker}"))


class Run:
    """One story: received over a morning, late over the next one, signed while all around dies."""

    def __init__(self, servers: EmbeddedServers) -> None:
        assert servers.postgres
        self.owner_url = servers.postgres.url(OWNER)
        self.works = Works(servers, SEED, lease=LEASE)
        self.office = open_office(lambda _role: psycopg2.connect(self.owner_url))
        self.outages: Counter[str] = Counter()
        self.batch = 0

    def receive(self) -> None:
        for batch in range(BATCHES):
            if batch:
                self.travel(f"2021-03-01T{self._time(batch)}")
            for number in range(batch, DOSSIERS, BATCHES):
                self.office.with_officer(HOURS, f"Người thứ {number}")
        OutboxMessage.objects.update(due_at=real_now() + timedelta(days=1))  # receipts can wait

    def go(self) -> float:
        """Until everything is said and signed; how long it took, in seconds."""
        began, dice = time.monotonic(), self.works.dice
        next_kill = began + dice.uniform(*PAUSE)
        next_batch = began
        while not self._is_done():
            now = time.monotonic()
            assert now < began + PATIENCE, self.state()
            if now >= next_batch and self.batch < BATCHES:
                self.patiently(self._next_batch)
                next_batch = now + 3.0
            self.patiently(self._sign_some)
            if time.monotonic() >= next_kill:
                self.works.kill_one()
                next_kill = time.monotonic() + dice.uniform(*PAUSE)
            time.sleep(0.05)
        return time.monotonic() - began

    def settle(self) -> None:
        """No more kills: what was hinted and lost is found again from the rows."""
        deadline = time.monotonic() + PATIENCE
        while self.patiently(lambda: self._waiting().exists()):
            assert time.monotonic() < deadline, self.state()
            time.sleep(0.2)

    def travel(self, to: str) -> None:
        try:
            self.office.travel(to)
        except (psycopg2.OperationalError, psycopg2.InterfaceError):
            self.office.owner = psycopg2.connect(self.owner_url)
            self.office.travel(to)

    def patiently(self, act: Callable[[], Answer]) -> Any:
        """A person whose screen says "thử lại": the same form again, until it is answered."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return act()
            except (OperationalError, InterfaceError, psycopg2.Error) as error:
                self.outages[type(error).__name__] += 1
                if time.monotonic() > deadline:
                    raise
                connection.close()
                time.sleep(0.1)

    def state(self) -> dict[str, Any]:
        """What the run is judged by, and prints."""
        events = {kind: Event.objects.filter(kind=kind).count() for kind in (*ONCE, "slip_debt")}
        rows = OutboxMessage.objects.values_list("kind", "status")
        return events | {
            "drafts": Apology.objects.count(),
            "files": Slip.objects.filter(form="apology").exclude(file=None).count(),
            "outbox": dict(Counter(f"{kind} {status}" for kind, status in rows)),
            "kills": dict(self.works.kills),
            "outages a person met": sum(self.outages.values()),
        }

    def _next_batch(self) -> None:
        """A quarter of an hour on: the next batch is past its eight hours."""
        self.travel(f"2021-03-02T{self._time(self.batch)}")
        self.batch += 1

    def _time(self, batch: int) -> str:
        minutes = 8 * 60 + 15 * batch
        return f"{minutes // 60:02d}:{minutes % 60:02d}"

    def _sign_some(self) -> None:
        head = self.office["head"]
        waiting = Apology.objects.filter(state="drafted").order_by("dossier")
        for pk in list(waiting.values_list("dossier", flat=True)[:SIGNED_AT_ONCE]):
            asked = Request(person=head.person_id, endpoint=f"sign/{pk}", key="form", body={})

            def act(dossier_id: int = pk) -> dict[str, int]:
                apology.sign_apology(
                    dossier_id=dossier_id, reason="Quá tải hồ sơ đầu tháng",
                    new_due_on=date(2021, 3, 9), acting=head, at=self.office.now,
                )  # fmt: skip
                return {"dossier": dossier_id}

            once(asked, act)

    def _is_done(self) -> bool:
        def asked() -> bool:
            signed = Apology.objects.filter(state="issued").count() == DOSSIERS
            late = Event.objects.filter(kind="became_late").count() == DOSSIERS
            return signed and late and sum(self.works.kills.values()) >= FEWEST_KILLS

        return bool(self.patiently(asked))

    def _waiting(self) -> Any:
        return OutboxMessage.objects.filter(
            status="queued", due_at__lt=real_now() + timedelta(hours=2)
        )


def test_whatever_is_killed_each_dossier_has_one_flag_one_draft_one_number(
    servers: EmbeddedServers,
) -> None:
    run = Run(servers)
    run.receive()
    run.works.start()
    try:
        took = run.go()
        run.settle()
    finally:
        run.works.stop()
    _tell(run, took)
    for kind in ONCE:
        streams = list(Event.objects.filter(kind=kind).values_list("stream", flat=True))
        assert len(streams) == len(set(streams)) == DOSSIERS, kind
    debts = list(Event.objects.filter(kind="slip_debt").values_list("stream", flat=True))
    assert len(debts) == len(set(debts))
    assert Apology.objects.count() == DOSSIERS
    _numbers_are_dense()
    kinds = ("notice", "render_slip")
    left = OutboxMessage.objects.filter(kind__in=kinds, status__in=("queued", "dead"))
    assert left.exclude(key__in=_receipts()).count() == 0
    assert list(verify_ledger()) == []
    assert list(check_clocks(run.office.now)) == []


def _numbers_are_dense() -> None:
    slips = Slip.objects.filter(form="apology").select_related("file")
    assert sorted(slip.number or 0 for slip in slips) == list(range(1, DOSSIERS + 1))
    assert all(slip.file for slip in slips)
    entries = Dossier.objects.values_list("entry", flat=True)
    assert sorted(entry or 0 for entry in entries) == list(range(1, DOSSIERS + 1))


def _receipts() -> list[str]:
    slips = Slip.objects.filter(form="receipt").values_list("pk", flat=True)
    return [f"render_slip/{pk}" for pk in slips]


def _tell(run: Run, took: float) -> None:
    lines = [f"{DOSSIERS} hồ sơ quá hạn, {took:.0f} s, {sum(run.works.kills.values())} lần kill -9"]
    lines += [f"  {name}: {value}" for name, value in run.state().items()]
    print("\n".join(["", *lines]))  # noqa: T201 - `make faults` shows it
