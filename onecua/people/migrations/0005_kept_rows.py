"""Agencies, people and rights are kept by their digests from here on."""

from django.db import migrations

# As they were when this was written; onecua/people/kept_rows.py says them today.
KEPT = (
    ("people_agency", "id code name printed_name place kind parent_id phone valid_from valid_to"
                      " successor_id"),
    ("people_unit", "id agency_id name kind parent_id workflow_role valid_from valid_to"
                    " successor_id"),
    ("people_desk", "id unit_id name address phone"),
    ("people_person", "id username full_name email phone password password_temporary is_active"),
    ("people_post", "id person_id unit_id role position signs authority decision valid_from"
                    " valid_to"),
    ("people_delegation", "id kind giver_id receiver_id document document_on valid_from valid_to"),
    ("people_absence", "id person_id first_day last_day"),
    ("people_outage", "id begins_at ends_at document declared_at"),
    ("people_outage_units", "id outage_id unit_id"),
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("people", "0004_outages"), ("ledger", "0006_kept_rows")]

    operations = [
        migrations.RunSQL(
            [("SELECT ledger_begin_keeping(%s::regclass, %s)", [table, columns])],
            [("SELECT ledger_end_keeping(%s::regclass)", [table])],
        )
        for table, columns in KEPT
    ]
