"""A text beside the ledger is destroyed by an act of its dossier, and with it its salt."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_chain_many")]

    operations = [
        migrations.RunSQL(
            (SQL / "text_destroyed.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION ledger_destroy_texts(bigint, bigint[], text[], text)",
        )
    ]
