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
