"""The vault: what the ledger needs to be found out at once when somebody bends it."""

import datetime
from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_ledger_rules"),
    ]

    operations = [
        migrations.AddField(
            model_name="counter",
            name="xact",
            field=models.BigIntegerField(db_default=0, editable=False),
        ),
        migrations.AddField(
            model_name="event",
            name="format",
            field=models.SmallIntegerField(db_default=1, editable=False),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "happened_at__gte",
                        datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                    )
                ),
                name="event_of_a_plain_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("format", 1)), name="event_format_is_known"
            ),
        ),
        migrations.RunSQL(
            (SQL / "0003_vault.sql").read_text(),
            (SQL / "0003_vault_undo.sql").read_text(),
        ),
    ]
