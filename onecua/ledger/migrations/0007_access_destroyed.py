"""Access records are found by person, and go after 24 months by an act with a decision."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_kept_rows")]

    operations = [
        migrations.AddIndex(
            model_name="accessrecord",
            index=models.Index(fields=["person", "id"], name="access_of_person"),
        ),
        migrations.RunSQL(
            (SQL / "access_destroyed.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION ledger_destroy_access(bigint, bigint, bigint, bigint)",
        ),
    ]
