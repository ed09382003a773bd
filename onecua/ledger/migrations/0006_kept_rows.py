"""Rows beside the dossiers are kept by their digests: see docs/ledger.md."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_outbox_once")]

    operations = [
        migrations.RunSQL(
            (SQL / "kept_rows.sql").read_text(encoding="utf-8"),
            (SQL / "kept_rows_undone.sql").read_text(encoding="utf-8"),
        )
    ]
