from procedures.models.calendar import CalendarDay, CalendarRevision, CalendarSession
from procedures.models.decision import CatalogueList, PublicationDecision, Regime
from procedures.models.procedure import (
    ChannelTerm,
    Need,
    Procedure,
    ProcedureVersion,
    RequiredPaper,
    Sector,
)
from procedures.models.workflow import (
    Configuration,
    ConfiguredStep,
    WorkflowDraft,
    WorkflowStep,
    WorkflowVersion,
)

__all__ = [
    "CalendarDay",
    "CalendarRevision",
    "CalendarSession",
    "CatalogueList",
    "ChannelTerm",
    "Configuration",
    "ConfiguredStep",
    "Need",
    "Procedure",
    "ProcedureVersion",
    "PublicationDecision",
    "Regime",
    "RequiredPaper",
    "Sector",
    "WorkflowDraft",
    "WorkflowStep",
    "WorkflowVersion",
]
