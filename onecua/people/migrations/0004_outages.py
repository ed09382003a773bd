"""Declared outages: once written they stay."""

from django.db import migrations, models
from django.db.models import F, Q

TABLES = ("people_outage", "people_outage_units")
FORWARD = "".join(
    f"""
    CREATE TRIGGER outage_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
    ALTER TABLE {table} ENABLE ALWAYS TRIGGER outage_append_only;
    REVOKE ALL ON {table} FROM onecua_app;
    GRANT SELECT, INSERT ON {table} TO onecua_app;
    """
    for table in TABLES
)
BACKWARD = "".join(f"DROP TRIGGER outage_append_only ON {table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_rights"), ("ledger", "0002_ledger_rules")]
    operations = [
        migrations.CreateModel(
            name="Outage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("document", models.CharField(max_length=120)),
                ("declared_at", models.DateTimeField()),
                ("units", models.ManyToManyField(related_name="outages", to="people.unit")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(ends_at__gt=F("begins_at")),
                        name="outage_ends_after_it_begins",
                        violation_error_message="Lúc kết thúc phải sau lúc bắt đầu.",
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
