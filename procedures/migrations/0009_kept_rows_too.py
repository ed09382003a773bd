"""Sectors, drafts of workflows and a step's right to close are kept by their digests too."""

from django.db import migrations

STEP = (
    "id workflow_id no name unit_role post_role term term_unit branch lead evidence"
    " may_return_to {may_close}note"
)
NEW = (
    ("procedures_sector", "id name"),
    ("procedures_workflowdraft",
     "id agency_id procedure_id based_on_id state edition steps sent_back submitted_by_id"
     " approved_id changed_at"),
)  # fmt: skip
BEGIN = "SELECT ledger_begin_keeping(%s::regclass, %s)"
END = "SELECT ledger_end_keeping(%s::regclass)"


class Migration(migrations.Migration):
    dependencies = [("procedures", "0008_lead_may_go_on"), ("ledger", "0006_kept_rows")]

    operations = [
        migrations.RunSQL(
            [
                (END, ["procedures_workflowstep"]),
                (BEGIN, ["procedures_workflowstep", STEP.format(may_close="may_close ")]),
            ],
            [
                (END, ["procedures_workflowstep"]),
                (BEGIN, ["procedures_workflowstep", STEP.format(may_close="")]),
            ],
        ),
        *(
            migrations.RunSQL([(BEGIN, [table, columns])], [(END, [table])])
            for table, columns in NEW
        ),
    ]
