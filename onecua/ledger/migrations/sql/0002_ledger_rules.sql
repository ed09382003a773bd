-- The rules of the ledger, kept by the database itself.
-- plpgsql functions fix their search path; SQL functions with RETURN are bound when created.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'onecua_app') THEN
        RAISE EXCEPTION 'role onecua_app is missing: see onecua/embedded/roles.py';
    END IF;
END $$;


-- Office time: the one clock that acts, sweeps and the ledger ask.

CREATE FUNCTION ledger_office_now() RETURNS timestamptz
LANGUAGE sql VOLATILE
RETURN clock_timestamp()
    + make_interval(secs => coalesce((SELECT max(seconds) FROM public.ledger_officetimemove), 0));

CREATE FUNCTION ledger_move_office_time() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    reached bigint;
BEGIN
    LOCK TABLE public.ledger_officetimemove IN SHARE ROW EXCLUSIVE MODE;
    SELECT max(seconds) INTO reached FROM public.ledger_officetimemove WHERE id <> NEW.id;
    -- Only the first move of an empty ledger may go back: a demonstration starts eight weeks ago.
    IF NEW.seconds <= coalesce(reached, 0) AND EXISTS (SELECT FROM public.ledger_event) THEN
        RAISE EXCEPTION 'office time moves forward only' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO public.ledger_event (stream, kind, happened_at, payload)
    VALUES (0, 'office_time_moved', public.ledger_office_now(),
            format('{"seconds":%s}', NEW.seconds));
    RETURN NULL;
END $$;

CREATE TRIGGER ledger_move_office_time AFTER INSERT ON ledger_officetimemove
FOR EACH ROW EXECUTE FUNCTION ledger_move_office_time();


-- The chain. canonical.py says the same in Python; version 1 never changes.

CREATE FUNCTION ledger_hash_v1(event ledger_event) RETURNS bytea
LANGUAGE sql STABLE
RETURN sha256(convert_to(format(
    E'onecua-ledger/1\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s',
    encode(event.previous_hash, 'hex'),
    event.stream,
    event.seq,
    event.kind,
    event.version,
    to_char(event.happened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    to_char(event.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    event.xact,
    event.person,
    event.post,
    event.on_behalf_of,
    event.payload
), 'UTF8'));

CREATE FUNCTION ledger_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.xact := pg_current_xact_id()::text::bigint;
    LOOP
        -- The stream's lock, held to the end of the transaction: writers take turns here.
        SELECT seq + 1, hash INTO NEW.seq, NEW.previous_hash
        FROM public.ledger_streamhead WHERE stream = NEW.stream FOR UPDATE;
        IF FOUND THEN
            NEW.recorded_at := public.ledger_office_now();
            NEW.hash := public.ledger_hash_v1(NEW);
            UPDATE public.ledger_streamhead
            SET seq = NEW.seq, hash = NEW.hash, xact = NEW.xact WHERE stream = NEW.stream;
            RETURN NEW;
        END IF;
        NEW.seq := 1;
        NEW.previous_hash := decode(repeat('00', 32), 'hex');
        NEW.recorded_at := public.ledger_office_now();
        NEW.hash := public.ledger_hash_v1(NEW);
        INSERT INTO public.ledger_streamhead (stream, seq, hash, xact)
        VALUES (NEW.stream, NEW.seq, NEW.hash, NEW.xact) ON CONFLICT DO NOTHING;
        IF FOUND THEN
            RETURN NEW;
        END IF;
        -- Somebody else began this stream in the same instant: follow their event.
    END LOOP;
END $$;

-- Room on each page, so that moving a head needs no new index entry.
ALTER TABLE ledger_streamhead SET (fillfactor = 70);

CREATE TRIGGER ledger_chain BEFORE INSERT ON ledger_event
FOR EACH ROW EXECUTE FUNCTION ledger_chain();


-- Append-only: refused here for everybody, and by rights below for the application.
-- A statement trigger sees TRUNCATE too, and statements that hit no row.

CREATE FUNCTION ledger_append_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_event
FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_seal
FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_officetimemove
FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_append_only BEFORE DELETE OR TRUNCATE ON ledger_streamhead
FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();

-- A text may be destroyed (set to nothing), and never otherwise changed.
CREATE FUNCTION ledger_text_only_destroyed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.text IS NULL AND (OLD.id, OLD.stream, OLD.salt, OLD.written_at)
        = (NEW.id, NEW.stream, NEW.salt, NEW.written_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a text of the ledger is destroyed or left alone'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_text_only_destroyed BEFORE UPDATE ON ledger_ledgertext
FOR EACH ROW EXECUTE FUNCTION ledger_text_only_destroyed();
CREATE TRIGGER ledger_append_only BEFORE DELETE OR TRUNCATE ON ledger_ledgertext
FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();

-- Numbers only grow, by one; a book is never forgotten.
CREATE FUNCTION ledger_counter_grows() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.name = OLD.name AND NEW.value = OLD.value + 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a number book moves by one' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_counter_grows BEFORE UPDATE ON ledger_counter
FOR EACH ROW EXECUTE FUNCTION ledger_counter_grows();
CREATE TRIGGER ledger_append_only BEFORE DELETE OR TRUNCATE ON ledger_counter
FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();

-- "Always": also where session_replication_role would silence an ordinary trigger.
ALTER TABLE ledger_event ENABLE ALWAYS TRIGGER ledger_chain;
ALTER TABLE ledger_event ENABLE ALWAYS TRIGGER ledger_append_only;
ALTER TABLE ledger_seal ENABLE ALWAYS TRIGGER ledger_append_only;
ALTER TABLE ledger_officetimemove ENABLE ALWAYS TRIGGER ledger_append_only;
ALTER TABLE ledger_streamhead ENABLE ALWAYS TRIGGER ledger_append_only;
ALTER TABLE ledger_ledgertext ENABLE ALWAYS TRIGGER ledger_append_only;
ALTER TABLE ledger_ledgertext ENABLE ALWAYS TRIGGER ledger_text_only_destroyed;
ALTER TABLE ledger_counter ENABLE ALWAYS TRIGGER ledger_append_only;
ALTER TABLE ledger_counter ENABLE ALWAYS TRIGGER ledger_counter_grows;


-- The only-writer line. Attach to a table whose id is its stream; append the event first.

CREATE FUNCTION ledger_require_event() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    changed bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END;
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.ledger_streamhead
        WHERE stream = changed AND xact = pg_current_xact_id()::text::bigint
    ) THEN
        RAISE EXCEPTION '% % cannot change without an event of the same transaction',
            TG_TABLE_NAME, changed USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;


-- RFC 8785 text of a jsonb value, for payloads that are built in SQL.

CREATE FUNCTION ledger_json(value jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE jsonb_typeof(value)
        WHEN 'object' THEN '{' || coalesce((
            SELECT string_agg(to_json(key)::text || ':' || CASE
                WHEN jsonb_typeof(member) IN ('object', 'array') THEN public.ledger_json(member)
                ELSE member::text END, ',' ORDER BY key COLLATE "C")
            FROM jsonb_each(value) AS pair (key, member)), '') || '}'
        WHEN 'array' THEN '[' || coalesce((
            SELECT string_agg(public.ledger_json(item), ',' ORDER BY place)
            FROM jsonb_array_elements(value) WITH ORDINALITY AS list (item, place)), '') || ']'
        ELSE value::text
    END;
END $$;


-- Rights. Default privileges gave onecua_app everything on a table; here it loses most of it.

REVOKE ALL ON ledger_event, ledger_seal, ledger_streamhead, ledger_officetimemove,
    ledger_ledgertext, ledger_counter, ledger_idempotencykey FROM onecua_app;
GRANT SELECT, INSERT ON ledger_event, ledger_seal, ledger_ledgertext, ledger_idempotencykey
    TO onecua_app;
GRANT SELECT, INSERT, UPDATE ON ledger_counter TO onecua_app;
GRANT SELECT ON ledger_streamhead, ledger_officetimemove TO onecua_app;
REVOKE EXECUTE ON FUNCTION ledger_chain(), ledger_move_office_time() FROM PUBLIC;
