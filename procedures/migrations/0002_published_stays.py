"""A published version never changes; only its end may be written, once, by a later decision."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION procedures_published_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    was jsonb := to_jsonb(OLD) - 'valid_to';
BEGIN
    IF TG_OP = 'UPDATE' AND was = to_jsonb(NEW) - 'valid_to' AND OLD.valid_to IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER published_stays BEFORE UPDATE OR DELETE ON procedures_procedureversion
FOR EACH ROW EXECUTE FUNCTION procedures_published_stays();
"""
BACKWARD = """
DROP TRIGGER published_stays ON procedures_procedureversion;
DROP FUNCTION procedures_published_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_catalogue")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
