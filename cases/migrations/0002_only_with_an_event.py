"""The database refuses a dossier that is made, changed or removed without its ledger event."""

from django.db import migrations

FORWARD = """
CREATE SEQUENCE cases_stream;

CREATE TRIGGER dossier_requires_event BEFORE INSERT OR DELETE ON cases_dossier
FOR EACH ROW EXECUTE FUNCTION ledger_require_event();

CREATE TRIGGER dossier_change_requires_event BEFORE UPDATE ON cases_dossier
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
EXECUTE FUNCTION ledger_require_event();

CREATE TRIGGER dossier_append_only BEFORE TRUNCATE ON cases_dossier
FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();

ALTER TABLE cases_dossier ENABLE ALWAYS TRIGGER dossier_requires_event;
ALTER TABLE cases_dossier ENABLE ALWAYS TRIGGER dossier_change_requires_event;
ALTER TABLE cases_dossier ENABLE ALWAYS TRIGGER dossier_append_only;
"""
BACKWARD = """
DROP TRIGGER dossier_append_only ON cases_dossier;
DROP TRIGGER dossier_change_requires_event ON cases_dossier;
DROP TRIGGER dossier_requires_event ON cases_dossier;
DROP SEQUENCE cases_stream;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_dossiers"), ("ledger", "0002_ledger_rules")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
