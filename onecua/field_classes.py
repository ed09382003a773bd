"""Every stored field's class: none, personal or sensitive. One table; a test fails on a gap.

The class drives masking, logging, export and retention. *Personal*: says something of a private
person. *Sensitive*: an identity number, a secret, or what a confidential dossier is about.
"""

from collections.abc import Mapping
from enum import StrEnum


class FieldClass(StrEnum):
    NONE = "none"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


# model -> (personal fields, sensitive fields); every other field of the model is listed as none.
_PERSONAL: Mapping[str, tuple[str, str]] = {
    "cases.Applicant": (
        "name search tax_code born_on sex address phone email submitter authority",
        "identity_sealed identity_index identity_tail"
        " submitter_sealed submitter_index submitter_tail",
    ),
    "cases.Apology": ("reason", ""),
    "cases.Branch": ("question answer", ""),
    "cases.Dossier": ("applicant", "check_code"),
    "cases.Handover": ("reason", ""),
    "cases.PrintItem": ("error", ""),
    "cases.PrintJob": ("context file", ""),
    "cases.PrintPart": ("file", ""),
    "cases.ReceptionDraft": ("", "content"),
    "cases.Result": ("summary file", ""),
    "cases.Slip": ("context file scan signed_file", ""),
    "cases.Supplement": ("missing", ""),
    "cases.TakeOver": ("", "sealed verdicts"),
    "ledger.IdempotencyKey": ("", "answer"),
    "ledger.LedgerText": ("text", "salt"),
    "people.Absence": ("first_day last_day", ""),
    "people.Person": ("username full_name search email phone", "password"),
    "people.StaffList": ("rows", ""),
    "reports.Finding": ("people", ""),
}

_NONE: Mapping[str, str] = {
    "cases.Apology": (
        "id dossier generation state step unit agency new_due method drafted_at completed_by"
        " signed_by issued_at too_late slip"
    ),
    "cases.Applicant": "id kind",
    "cases.Branch": (
        "id dossier no agency unit step lead lane limit_number limit_unit opened_at run due"
        " late_from ended_at timeliness"
    ),
    "cases.CalendarChange": (
        "id document revisions asked_at person post on_behalf_of reached total seen moved lifted"
        " superseded done_at"
    ),
    "cases.Dossier": (
        "id version code contact desk agency continuing entry_desk held_before regime"
        " procedure workflow calendar_revision channel"
        " quantity register_year book entry state outcome submitted_at received_at limit_number"
        " limit_unit run"
        " generation promised_due legal_due appointed_due apologised_to late_from soon_from"
        " apology_from provisional ended_at timeliness step step_due holder_unit holder_person"
        " held_since at_desk_since rescheduled soon_said late_said step_late_said apology_said"
        " escalated debt_from debt_said lapse lapses_at lapse_said"
    ),
    "cases.WorkflowMove": (
        "id from_workflow to_workflow agency decision decided_on chosen asked_at person post"
        " on_behalf_of reached total seen moved done_at"
    ),
    "cases.DossierAccess": "id unit dossier relation is_open due",
    "cases.DossierPaper": "id dossier no name originals copies present",
    "cases.Handover": (
        "id dossier step from_unit from_person to_unit to_person given_at received_at outcome"
    ),
    "cases.Letterhead": "id agency valid_from parent name place logo set_at set_by",
    "cases.PrintItem": "id part no slip",
    "cases.PrintJob": (
        "id unit dossier form_set form edition title asked_by asked_at total finished_at"
    ),
    "cases.PrintPart": "id job no first sizes count done_at",
    "cases.PrinterSetup": "id desk two_up right_tenths down_tenths",
    "cases.ReceptionDraft": "key desk person version window procedure begun_at saved_at",
    "cases.RegisterVolume": (
        "id desk year no first_entry last_entry closed_at closed_by seal job reopened_at"
    ),
    "cases.Result": ("id dossier version number last_number signer signed_on quantity recorded_at"),
    "cases.SetAside": "id dossier what error at",
    "cases.Slip": (
        "id dossier form_set form edition book number issued_at issued_by replaces rendered_at"
        " voided_at reprints digital signed_at seal_of"
    ),
    "cases.SoonRule": "id agency percent working_days valid_from",
    "cases.StepHistory": ("id workflow no unit n norm median p80 rest_median rest_p80 as_of"),
    "cases.StepRun": "id dossier no name unit person started_at planned_due due ended_at",
    "cases.StoredFile": "id digest content_type size stored_at",
    "cases.Supplement": (
        "id dossier ordinal requested_at restart over_window answer_by received_at"
    ),
    "cases.TakeOver": (
        "id agency source digest file_name made_by made_at signed_by signed_at decision"
        " signed_rows asked_at person post on_behalf_of reached total done done_at"
        " let_go judged_at moved"
    ),
    "ledger.Counter": "name value xact",
    "ledger.Event": (
        "id stream kind version happened_at person post on_behalf_of payload data format seq"
        " recorded_at xact previous_hash hash"
    ),
    "ledger.IdempotencyKey": "id person endpoint key digest made_at",
    "ledger.KeptExamination": "id made_at faults report",
    "ledger.LedgerText": "id stream written_at",
    "ledger.OfficeTimeMove": "id seconds moved_at",
    "ledger.OutboxMessage": (
        "id kind key stream recipient payload status attempts not_before due_at error created_at"
        " sent_at"
    ),
    "ledger.AccessRecord": "id at person post what subject xact",
    "ledger.Seal": "number body signature cosignature",
    "ledger.StreamHead": "stream seq hash xact",
    "people.Agency": (
        "id code name printed_name place kind parent phone valid_from valid_to successor"
    ),
    "people.Attempts": "key failures last_at",
    "people.Desk": "id unit name address phone",
    "people.Absence": "id person",
    "people.Delegation": "id kind giver receiver document document_on valid_from valid_to",
    "people.Outage": "id begins_at ends_at document declared_at",
    "people.Person": "id last_login is_active password_temporary roomy",
    "people.Post": "id person unit role position signs authority decision valid_from valid_to",
    "people.Reorganisation": (
        "id decision issuer issued_on effective_on bodies made_by made_at begun_at person post"
        " on_behalf_of reached total seen moved handovers done_at"
    ),
    "people.Succession": "id reorganisation agency successor stays leads",
    "people.StaffList": "id agency digest file_name made_by made_at applied_at",
    "people.Unit": "id agency name kind parent workflow_role valid_from valid_to successor",
    "procedures.CalendarDay": "id revision on kind reason source own",
    "procedures.CalendarRevision": (
        "id number agency document starts declared_until provisional_until made_at"
    ),
    "procedures.CalendarSession": "id revision weekday opens closes valid_from own",
    "procedures.CatalogueList": (
        "id file_name digest lines complete made_by made_at decision applied_at undone_at"
    ),
    "procedures.ChannelTerm": "id version channel number unit",
    "procedures.Configuration": "id desk procedure workflow valid_from valid_to",
    "procedures.ConfiguredStep": "id configuration step unit",
    "procedures.Procedure": "id code",
    "procedures.ProcedureVersion": (
        "id procedure number decision title short_title synonyms search sector level agency_text"
        " kind confidential result_name result_number result_signer result_file fee_vnd fee_note"
        " supplement_window_days sequence place applies_to decides coordinates conditions"
        " legal_basis source listed valid_from valid_to ended_by ended_in replaced_by"
    ),
    "procedures.PublicationDecision": (
        "id number issuer title issued_on effective_on source entered_at"
    ),
    "procedures.Regime": (
        "id code name legal_basis form_set valid_from valid_to supplement_window_days"
        " unverified_rules"
    ),
    "procedures.RequiredPaper": (
        "id version no name originals certified_copies copies required condition form_code note"
    ),
    "procedures.Sector": "id name",
    "procedures.WorkflowDraft": (
        "id agency procedure based_on state edition steps sent_back submitted_by approved"
        " changed_at"
    ),
    "procedures.WorkflowStep": (
        "id workflow no name unit_role post_role term term_unit branch lead evidence"
        " may_return_to may_close note"
    ),
    "procedures.WorkflowVersion": "id procedure number approval approved_on source",
    "reports.DetectorRun": "id began_at boundary dossiers found set_aside",
    "reports.DetectorSetAside": "id rule dossier error at",
    "reports.DetectorThreshold": "rule value set_at",
    "reports.Finding": (
        "id rule key agency unit dossier severity state lines events found_at answer_by ground"
        " closed_at"
    ),
    "reports.KeptCount": "id day figure unit count",
    "reports.KeptDay": "on kept_at",
    "reports.Pulse": "task at",
}


def class_of(model: str, field: str) -> FieldClass | None:
    """model: "cases.Dossier". None: nobody has decided, which a test refuses."""
    personal, sensitive = _PERSONAL.get(model, ("", ""))
    if field in sensitive.split():
        return FieldClass.SENSITIVE
    if field in personal.split():
        return FieldClass.PERSONAL
    return FieldClass.NONE if field in _NONE.get(model, "").split() else None


def known() -> set[tuple[str, str]]:
    """Every (model, field) of the table."""
    named = {
        (model, field)
        for model, pair in _PERSONAL.items()
        for words in pair
        for field in words.split()
    }
    return named | {(model, field) for model, words in _NONE.items() for field in words.split()}
