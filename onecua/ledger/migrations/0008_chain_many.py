"""Many events are chained by one call: heads, numbers and times once for all."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_access_destroyed")]

    operations = [
        migrations.RunSQL(
            (SQL / "chain_many.sql").read_text(encoding="utf-8"),
            (SQL / "chain_many_undone.sql").read_text(encoding="utf-8"),
        )
    ]
