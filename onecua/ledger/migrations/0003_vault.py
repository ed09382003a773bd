"""The vault: what the ledger needs to be found out at once when somebody bends it.

The seals of before were unsigned and proved nothing outside; the first signed one covers it all.
"""

from datetime import UTC, datetime
from pathlib import Path

import django.db.models.functions.datetime
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"
GUARD_THE_OLD_SEALS = """
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_seal
FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_ledger_rules")]

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
                condition=models.Q(happened_at__gte=datetime(1900, 1, 1, tzinfo=UTC)),
                name="event_of_a_plain_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(format=1), name="event_format_is_known"
            ),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, GUARD_THE_OLD_SEALS),
        migrations.DeleteModel(name="Seal"),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("body", models.TextField()),
                ("signature", models.BinaryField()),
                ("cosignature", models.BinaryField(default=b"")),
            ],
        ),
        migrations.CreateModel(
            name="AccessRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("person", models.BigIntegerField(null=True)),
                ("post", models.BigIntegerField(null=True)),
                ("what", models.CharField(max_length=20)),
                ("subject", models.CharField(blank=True, max_length=80)),
                ("xact", models.BigIntegerField(db_default=0, editable=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "at"], name="access_of_subject"),
                    models.Index(fields=["at"], name="access_by_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptExamination",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("faults", models.IntegerField()),
                ("report", models.JSONField()),
            ],
        ),
        migrations.RunSQL(
            (SQL / "0003_vault.sql").read_text(), (SQL / "0003_vault_undo.sql").read_text()
        ),
    ]
