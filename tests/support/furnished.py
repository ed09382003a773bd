"""The small office furnished now and then: a test that asks for it has a copy of its database."""

import pickle
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import psycopg2
from django.db import connections

from tests.support.databases import Cluster, point_to
from tests.support.office import MONDAY, Office, open_office
from tests.support.sessions import LogIn

# Office time only goes forward, in a database that is copied too; and what an office is furnished
# with must not have waited for its seal so long that its health is in doubt.
BEFORE = timedelta(minutes=6)
_numbers = count(1)


@dataclass
class Furnished:
    """One a worker. name: of the database; until: when it is too late in it to begin at eight."""

    worker: str
    name: str = ""
    known: bytes = b""
    until: float = 0.0

    def template(self) -> str:
        if time.monotonic() > self.until:
            self._furnish()
        return self.name

    def _furnish(self) -> None:
        cluster, old = Cluster.running(), self.name
        if old:
            cluster.drop(old)
        self.name = f"furnished_{self.worker}_{next(_numbers)}"
        self.until = time.monotonic() + BEFORE.total_seconds() / 2
        cluster.clone(self.name)
        point_to(cluster.app.format(self.name))
        with closing(psycopg2.connect(cluster.owner.format(self.name))) as owner:
            office = open_office(lambda _role: owner, MONDAY - BEFORE)
        connections.close_all()  # nobody may be in a database that is copied
        self.known = pickle.dumps((office.desk, office.people, office.units))

    def enter(self, log_in: LogIn) -> Office:
        """The office in its copy, on Monday at eight."""
        desk, people, units = pickle.loads(self.known)  # noqa: S301 - our own
        office = Office(desk, people, units, log_in("owner"))
        office.travel(MONDAY.strftime("%Y-%m-%dT%H:%M"))
        return office
