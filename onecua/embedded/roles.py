"""Two logins: onecua_owner makes the tables, onecua_app works with them.

Production has the same two (docs/production/logins.sql), and runs the same rights.sql.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import psycopg2.extensions
from psycopg2 import sql

Session = psycopg2.extensions.connection

SUPERUSER = "postgres"
OWNER = "onecua_owner"
APP = "onecua_app"
ROLES = (OWNER, APP)
DATABASE = "onecua"

RIGHTS = Path(__file__).with_name("rights.sql")


def ensure(url: Callable[[str, str], str], passwords: Mapping[str, str]) -> None:
    """Safe to repeat at each start."""
    with closing(open_autocommit(url(SUPERUSER, "postgres"))) as server:
        for role, password in passwords.items():
            _ensure_login(server, role, password)
        if not _exists(server, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            run(server, "CREATE DATABASE {name} OWNER {owner}", name=DATABASE, owner=OWNER)
            grant_rights(url(SUPERUSER, DATABASE))


@contextmanager
def throwaway_copy(url: Callable[[str, str], str], name: str) -> Iterator[None]:
    """A database as the main one is now, of the same owner, for as long as the block."""
    with closing(open_autocommit(url(SUPERUSER, "postgres"))) as server:
        drop = "DROP DATABASE IF EXISTS {name} WITH (FORCE)"
        run(server, drop, name=name)
        run(
            server,
            "CREATE DATABASE {name} TEMPLATE {template} OWNER {owner}",
            name=name,
            template=DATABASE,
            owner=OWNER,
        )
        try:
            yield
        finally:
            run(server, drop, name=name)


def grant_rights(superuser_url: str) -> None:
    with closing(open_autocommit(superuser_url)) as database:
        run(database, RIGHTS.read_text())


def open_autocommit(url: str) -> Session:
    session = psycopg2.connect(url)
    session.autocommit = True
    return session


def run(session: Session, statement: str, **names: str) -> None:
    identifiers = {key: sql.Identifier(name) for key, name in names.items()}
    with session.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(**identifiers))


def _ensure_login(server: Session, role: str, password: str) -> None:
    known = _exists(server, "SELECT 1 FROM pg_roles WHERE rolname = %s", role)
    verb = sql.SQL("ALTER" if known else "CREATE")
    with server.cursor() as cursor:
        cursor.execute(
            sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
                verb, sql.Identifier(role), sql.Literal(password)
            )
        )


def _exists(session: Session, query: str, value: str) -> bool:
    with session.cursor() as cursor:
        cursor.execute(query, [value])
        return cursor.fetchone() is not None
