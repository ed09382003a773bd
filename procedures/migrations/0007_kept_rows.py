"""Calendars, the catalogue and workflows are kept by their digests from here on."""

from django.db import migrations

# As they were when this was written; procedures/kept_rows.py says them today.
KEPT = (
    ("procedures_calendarrevision",
     "id number agency_id document starts declared_until provisional_until"),
    ("procedures_calendarday", 'id revision_id on kind reason source own'),
    ("procedures_calendarsession", "id revision_id weekday opens closes valid_from own"),
    ("procedures_publicationdecision", "id number issuer_id title issued_on effective_on source"),
    ("procedures_procedure", "id code"),
    ("procedures_procedureversion",
     "id procedure_id number decision_id title short_title synonyms sector_id level agency_text"
     " kind confidential result_name result_number result_signer result_file fee_vnd fee_note"
     " supplement_window_days sequence place applies_to decides coordinates conditions"
     " legal_basis source listed_id valid_from valid_to ended_by_id ended_in_id replaced_by_id"),
    ("procedures_channelterm", "id version_id channel number unit"),
    ("procedures_requiredpaper",
     "id version_id no name originals certified_copies copies required condition form_code note"),
    ("procedures_workflowversion", "id procedure_id number approval approved_on source"),
    ("procedures_workflowstep",
     "id workflow_id no name unit_role post_role term term_unit branch lead evidence"
     " may_return_to note"),
    ("procedures_configuration", "id desk_id procedure_id workflow_id valid_from valid_to"),
    ("procedures_configuredstep", "id configuration_id step_id unit_id"),
)  # fmt: skip
# The law comes with a migration, and from nowhere else.
LAW = "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON procedures_regime FROM onecua_app"
LAW_BEFORE = "GRANT INSERT, UPDATE, DELETE, TRUNCATE ON procedures_regime TO onecua_app"


class Migration(migrations.Migration):
    dependencies = [("procedures", "0006_workflow_drafts"), ("ledger", "0006_kept_rows")]

    operations = [
        *(
            migrations.RunSQL(
                [("SELECT ledger_begin_keeping(%s::regclass, %s)", [table, columns])],
                [("SELECT ledger_end_keeping(%s::regclass)", [table])],
            )
            for table, columns in KEPT
        ),
        migrations.RunSQL(LAW, LAW_BEFORE),
    ]
