from cases.models.applicant import Applicant
from cases.models.branch import Branch
from cases.models.calendar_change import CalendarChange
from cases.models.dossier import Dossier, DossierAccess
from cases.models.draft import ReceptionDraft
from cases.models.history import StepHistory
from cases.models.letterhead import Letterhead
from cases.models.printing import PrinterSetup, PrintItem, PrintJob, PrintPart, RegisterVolume
from cases.models.slip import Apology, Slip
from cases.models.sweeping import SetAside, SoonRule
from cases.models.take_over import TakeOver
from cases.models.work import (
    DossierPaper,
    Handover,
    Result,
    StepRun,
    StoredFile,
    Supplement,
)
from cases.models.workflow_move import WorkflowMove

__all__ = [
    "Apology",
    "Applicant",
    "Branch",
    "CalendarChange",
    "Dossier",
    "DossierAccess",
    "DossierPaper",
    "Handover",
    "Letterhead",
    "PrintItem",
    "PrintJob",
    "PrintPart",
    "PrinterSetup",
    "ReceptionDraft",
    "RegisterVolume",
    "Result",
    "SetAside",
    "Slip",
    "SoonRule",
    "StepHistory",
    "StepRun",
    "StoredFile",
    "Supplement",
    "TakeOver",
    "WorkflowMove",
]
