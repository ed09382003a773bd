from cases.models.applicant import Applicant
from cases.models.dossier import Dossier, DossierAccess, SetAside
from cases.models.printing import PrinterSetup, PrintItem, PrintJob, PrintPart, RegisterVolume
from cases.models.slip import Apology, Slip
from cases.models.work import (
    DossierPaper,
    Handover,
    Result,
    StepRun,
    StoredFile,
    Supplement,
)

__all__ = [
    "Apology",
    "Applicant",
    "Dossier",
    "DossierAccess",
    "DossierPaper",
    "Handover",
    "PrintItem",
    "PrintJob",
    "PrintPart",
    "PrinterSetup",
    "RegisterVolume",
    "Result",
    "SetAside",
    "Slip",
    "StepRun",
    "StoredFile",
    "Supplement",
]
