"""The day a signed apology names while the desk has not moved the appointment to it."""

from django.db import migrations, models
from django.db.models.functions import Greatest

# As the clock reads it: of the last apology, unless a new deadline has begun since.
FORWARD = """
ALTER TABLE cases_dossier DISABLE TRIGGER dossier_change_requires_event;
WITH said AS (
    SELECT DISTINCT ON (stream) stream, seq, nullif(data ->> 'new_due_at', '') AS named
    FROM ledger_event WHERE kind = 'apology_issued' ORDER BY stream, seq DESC
)
UPDATE cases_dossier d SET apologised_to = said.named::timestamptz
FROM said WHERE said.stream = d.id AND NOT EXISTS (
    SELECT FROM ledger_event later WHERE later.stream = d.id AND later.seq > said.seq
    AND (later.kind IN ('rescheduled', 'calendar_revised')
         OR later.kind = 'supplement_received' AND (later.data ->> 'restart')::boolean)
);
ALTER TABLE cases_dossier ENABLE ALWAYS TRIGGER dossier_change_requires_event;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_parts_of_parallel_work")]

    operations = [
        migrations.RemoveIndex(model_name="dossier", name="dossier_late_twice"),
        migrations.AddField(
            model_name="dossier",
            name="apologised_to",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                Greatest("apologised_to", "appointed_due"),
                models.F("id"),
                condition=models.Q(
                    ("escalated", False),
                    ("run", "running"),
                    models.Q(
                        ("rescheduled", True), ("apologised_to__isnull", False), _connector="OR"
                    ),
                ),
                name="dossier_late_twice",
            ),
        ),
    ]
