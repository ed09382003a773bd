import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from onecua.settings.base import ROOT
from tests.support.databases import Cluster, migrate


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_migrations_run_backwards_and_forwards_again() -> None:
    name = str(connection.settings_dict["NAME"])
    app, owner = Cluster.running().app.format(name), Cluster.running().owner.format(name)
    undo = [sys.executable, "manage.py", "migrate", "--database=owner", "ledger", "zero"]
    subprocess.run(
        undo,
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "onecua.settings.dev",
            "DATABASE_URL": app,
            "DATABASE_OWNER_URL": owner,
        },
        check=True,
        capture_output=True,
    )
    migrate(app, owner)


@pytest.mark.parametrize("app", ["ledger", "people", "procedures", "cases", "reports"])
def test_migrations_are_named_and_linear(app: str) -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    names = sorted(name for label, name in loader.disk_migrations if label == app)
    assert [name[:4] for name in names] == [f"{n:04d}" for n in range(1, len(names) + 1)]
    assert [name for name in names if "auto" in name.split("_")] == []
    assert len(loader.graph.leaf_nodes(app)) == 1
