"""The small office furnished once a worker: a test that asks for it has a copy of its database."""

import pickle
from contextlib import closing
from datetime import timedelta
from functools import cache

import psycopg2
from django.db import connections

from tests.support.databases import Cluster, point_to
from tests.support.office import MONDAY, Office, open_office
from tests.support.sessions import LogIn

# Office time only goes forward; a copy is moved to the Monday it begins on.
BEFORE = timedelta(days=1)


@cache
def furnished(worker: str) -> tuple[str, bytes]:
    """The name of this worker's furnished database, and what an office knows of it."""
    cluster, name = Cluster.running(), f"furnished_{worker}"
    cluster.clone(name)
    point_to(cluster.app.format(name))
    with closing(psycopg2.connect(cluster.owner.format(name))) as owner:
        office = open_office(lambda _role: owner, MONDAY - BEFORE)
    connections.close_all()  # nobody may be in a database that is copied
    return name, pickle.dumps((office.desk, office.people, office.units))


def enter(worker: str, log_in: LogIn) -> Office:
    """The office in a copy of the furnished database, on Monday at eight."""
    desk, people, units = pickle.loads(furnished(worker)[1])  # noqa: S301 - our own
    office = Office(desk, people, units, log_in("owner"))
    office.travel(MONDAY.strftime("%Y-%m-%dT%H:%M"))
    return office
