"""PURE. Which acts may change the rows of calendars, of the catalogue and of workflows."""

from onecua.ledger.kept_rows import KeptTable

_CALENDAR = "calendar_revision_made"
_CATALOGUE = "procedure_published procedure_abolished catalogue_imported catalogue_import_undone"
_WORKFLOW = "workflow_approved workflow_accepted"
_DRAFT = (
    "workflow_drafted workflow_edited workflow_submitted workflow_sent_back workflow_accepted"
    " workflow_discarded"
)
_CONFIGURATION = "workflows_configured workflows_succeeded"

KEPT = tuple(
    KeptTable(table, called, frozenset(kinds.split()))
    for table, called, kinds in (
        ("procedures_calendarrevision", "lịch làm việc, dòng", _CALENDAR),
        ("procedures_calendarday", "ngày của lịch, dòng", _CALENDAR),
        ("procedures_calendarsession", "buổi làm việc của lịch, dòng", _CALENDAR),
        ("procedures_publicationdecision", "quyết định công bố, dòng", _CATALOGUE),
        ("procedures_sector", "lĩnh vực, dòng", _CATALOGUE),
        ("procedures_procedure", "thủ tục, dòng", _CATALOGUE),
        ("procedures_procedureversion", "bản công bố thủ tục, dòng", _CATALOGUE),
        ("procedures_channelterm", "thời hạn giải quyết, dòng", _CATALOGUE),
        ("procedures_requiredpaper", "thành phần hồ sơ, dòng", _CATALOGUE),
        ("procedures_workflowdraft", "bản thảo quy trình, dòng", _DRAFT),
        ("procedures_workflowversion", "quy trình, dòng", _WORKFLOW),
        ("procedures_workflowstep", "bước quy trình, dòng", _WORKFLOW),
        ("procedures_configuration", "cấu hình quy trình, dòng", _CONFIGURATION),
        ("procedures_configuredstep", "bước đã cấu hình, dòng", _CONFIGURATION),
    )
)  # fmt: skip
