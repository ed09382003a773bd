-- The only-writer line of the other tables: rights, catalogue, workflows, calendars. Each statement
-- that changes rows leaves, whoever sends it, an event with the digests of what they say now. Acts
-- leave their own event beside it in the transaction; verification asks for both.

-- The columns as jsonb spells them, in their order. kept_rows.py says the same.
CREATE FUNCTION ledger_row_digest(said jsonb, columns text[]) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN (
    SELECT encode(sha256(convert_to(
        string_agg(coalesce(said -> name, 'null')::text, E'\n' ORDER BY place), 'UTF8')), 'hex')
    FROM unnest(columns) WITH ORDINALITY AS listed (name, place)
);

-- The stream is the transaction's own, below zero: nobody waits for it, so it has no lock order.
CREATE FUNCTION ledger_rows_kept(kind text, kept regclass, columns text[], rows jsonb, gone jsonb)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF rows = '{}' AND gone = '[]' THEN
        RETURN;
    END IF;
    INSERT INTO public.ledger_event (stream, kind, happened_at, payload)
    VALUES (-pg_current_xact_id()::text::bigint, kind, public.ledger_office_now(),
            public.ledger_json(jsonb_build_object(
                'table', kept::text, 'columns', columns, 'rows', rows, 'gone', gone)));
END $$;

CREATE FUNCTION ledger_keep_rows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET timezone = 'UTC' SET datestyle = 'ISO, YMD' AS $$
DECLARE
    columns text[] := string_to_array(TG_ARGV[0], ' ');
    rows jsonb := '{}';
    gone jsonb := '[]';
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT coalesce(jsonb_object_agg(f.id, ledger_row_digest(to_jsonb(f), columns)), '{}')
        INTO rows FROM fresh f;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT coalesce(jsonb_agg(s.id ORDER BY s.id), '[]') INTO gone FROM stale s;
    ELSE
        SELECT coalesce(jsonb_object_agg(f.id, f.digest), '{}') INTO rows
        FROM (SELECT id, ledger_row_digest(to_jsonb(fresh), columns) AS digest FROM fresh) f
        WHERE NOT EXISTS (
            SELECT FROM stale s
            WHERE s.id = f.id AND ledger_row_digest(to_jsonb(s), columns) = f.digest);
        SELECT coalesce(jsonb_agg(s.id ORDER BY s.id), '[]') INTO gone FROM stale s
        WHERE NOT EXISTS (SELECT FROM fresh f WHERE f.id = s.id);
    END IF;
    PERFORM ledger_rows_kept('rows_kept', TG_RELID::regclass, columns, rows, gone);
    RETURN NULL;
END $$;

-- For migrations: from here on the table is kept; the rows it has are taken up as they are.
CREATE FUNCTION ledger_begin_keeping(kept regclass, columns text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
SET timezone = 'UTC' SET datestyle = 'ISO, YMD' AS $$
DECLARE
    event text;
    sees text;
    rows jsonb;
BEGIN
    FOREACH event IN ARRAY ARRAY['insert', 'update', 'delete'] LOOP
        sees := CASE event WHEN 'insert' THEN 'NEW TABLE AS fresh'
            WHEN 'delete' THEN 'OLD TABLE AS stale'
            ELSE 'NEW TABLE AS fresh OLD TABLE AS stale' END;
        EXECUTE format(
            'CREATE TRIGGER ledger_keep_rows_%s AFTER %s ON %s REFERENCING %s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_keep_rows(%L)',
            event, event, kept, sees, columns);
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER ledger_keep_rows_%s', kept, event);
    END LOOP;
    EXECUTE format(
        'SELECT coalesce(jsonb_object_agg(t.id, ledger_row_digest(to_jsonb(t), $1)), ''{}'')'
        ' FROM %s t', kept) INTO rows USING string_to_array(columns, ' ');
    PERFORM ledger_rows_kept('rows_taken_up', kept, string_to_array(columns, ' '), rows, '[]');
END $$;

CREATE FUNCTION ledger_end_keeping(kept regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    event text;
BEGIN
    FOREACH event IN ARRAY ARRAY['insert', 'update', 'delete'] LOOP
        EXECUTE format('DROP TRIGGER ledger_keep_rows_%s ON %s', event, kept);
    END LOOP;
END $$;

-- Below zero only the database itself writes.
CREATE FUNCTION ledger_reserved() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT pg_has_role(current_user,
                       (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        RAISE EXCEPTION 'this stream is written by the database'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_reserved BEFORE INSERT ON ledger_event
FOR EACH ROW WHEN (NEW.stream < 0) EXECUTE FUNCTION ledger_reserved();
ALTER TABLE ledger_event ENABLE ALWAYS TRIGGER ledger_reserved;

REVOKE EXECUTE ON FUNCTION ledger_keep_rows(), ledger_begin_keeping(regclass, text),
    ledger_end_keeping(regclass), ledger_rows_kept(text, regclass, text[], jsonb, jsonb)
    FROM PUBLIC;
