"""A finding as a run of the rules would write it: the officer's last act in a dossier, named."""

from cases.models import Dossier
from onecua.ledger.models import Event
from reports.detectors.rules import RULES
from reports.models import Finding
from reports.services.recording import Evidence, record_findings
from tests.support.office import Office


def found_in(office: Office, dossier: Dossier, rule: str = "ngoai-gio") -> Finding:
    officer = office["officer"]
    event = Event.objects.filter(stream=dossier.pk, person=officer.person_id).latest("seq")
    line = {"code": str(dossier), "seq": event.seq, "event": event.pk, "words": "Thao tác ghi."}
    record_findings(
        [Evidence(RULES[rule], str(dossier.pk), dossier.agency_id, officer.unit_id, dossier.pk, 3,
                  [line], [officer.person_id])],
        office.now,
    )  # fmt: skip
    return Finding.objects.get(rule=rule, key=str(dossier.pk))
