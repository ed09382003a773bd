"""What an office set for its desk is kept by its digests: reminders, printers, closed volumes."""

from django.db import migrations

# As they were when this was written; cases/kept_rows.py says them today.
KEPT = (
    ("cases_soonrule", "id agency_id percent working_days valid_from"),
    ("cases_printersetup", "id desk_id two_up right_tenths down_tenths"),
    ("cases_registervolume",
     "id desk_id year no first_entry last_entry closed_at closed_by_id seal job_id reopened_at"),
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_told_and_not_moved"), ("ledger", "0006_kept_rows")]

    operations = [
        migrations.RunSQL(
            [("SELECT ledger_begin_keeping(%s::regclass, %s)", [table, columns])],
            [("SELECT ledger_end_keeping(%s::regclass)", [table])],
        )
        for table, columns in KEPT
    ]
