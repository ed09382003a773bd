-- Number books begin at one, and say which transaction took the last number: the seal reads it.

CREATE FUNCTION ledger_counter_begins() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.xact := pg_current_xact_id()::text::bigint;
    IF TG_OP = 'INSERT' AND NEW.value <> 1 THEN
        RAISE EXCEPTION 'a number book begins at one' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_counter_begins BEFORE INSERT OR UPDATE ON ledger_counter
FOR EACH ROW EXECUTE FUNCTION ledger_counter_begins();
ALTER TABLE ledger_counter ENABLE ALWAYS TRIGGER ledger_counter_begins;


-- Access records: the database says when, and in which transaction; nobody changes one.

CREATE FUNCTION ledger_access_record() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.at := public.ledger_office_now();
    NEW.xact := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_access_record BEFORE INSERT ON ledger_accessrecord
FOR EACH ROW EXECUTE FUNCTION ledger_access_record();

-- Kept 24 months of office time; then the owner may let them go.
CREATE FUNCTION ledger_access_is_kept() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.at < public.ledger_office_now() - interval '24 months' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'an access record is kept for 24 months' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_access_is_kept BEFORE DELETE ON ledger_accessrecord
FOR EACH ROW EXECUTE FUNCTION ledger_access_is_kept();
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR TRUNCATE ON ledger_accessrecord
FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_seal
FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
ALTER TABLE ledger_accessrecord ENABLE ALWAYS TRIGGER ledger_access_record;
ALTER TABLE ledger_accessrecord ENABLE ALWAYS TRIGGER ledger_access_is_kept;
ALTER TABLE ledger_accessrecord ENABLE ALWAYS TRIGGER ledger_append_only;
ALTER TABLE ledger_seal ENABLE ALWAYS TRIGGER ledger_append_only;
CREATE INDEX ledger_accessrecord_xact ON ledger_accessrecord USING brin (xact);

-- What a person recorded more than an hour after it is said to have happened: few, and listed.
CREATE INDEX ledger_event_claimed ON ledger_event (id)
WHERE post IS NOT NULL AND recorded_at - happened_at > interval '1 hour';

REVOKE ALL ON ledger_seal, ledger_accessrecord, ledger_keptexamination FROM onecua_app;
GRANT SELECT, INSERT ON ledger_seal, ledger_accessrecord, ledger_keptexamination TO onecua_app;
