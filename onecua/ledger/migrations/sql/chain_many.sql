-- Thousands of events chained by one call: heads locked, times and numbers made, once for all.

-- The events of many streams, in the order given within each; locks the heads in order of stream.
-- Arrays of one length. Version 1. Refuses streams below zero, which the database writes itself.
CREATE FUNCTION ledger_append_set(streams bigint[], kinds text[], happened timestamptz[],
                                  payloads text[], by_person bigint, by_post bigint,
                                  for_person bigint)
RETURNS TABLE (stream bigint, seq int, kind text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 5000 AS $$
#variable_conflict use_column
DECLARE
    this_xact bigint := pg_current_xact_id()::text::bigint;
    now timestamptz;
BEGIN
    IF EXISTS (SELECT FROM unnest(streams) AS s WHERE s < 0 OR s IS NULL) THEN
        RAISE EXCEPTION 'this stream is written by the database'
            USING ERRCODE = 'restrict_violation';
    END IF;
    -- Streams that begin here come first, then all locks: who waits for a beginning holds no head.
    INSERT INTO public.ledger_streamhead (stream, seq, hash, xact)
    SELECT beginning.stream, 0, decode(repeat('00', 32), 'hex'), this_xact
    FROM (SELECT unnest(streams) EXCEPT
          SELECT stream FROM public.ledger_streamhead WHERE stream = ANY (streams)
    ) AS beginning (stream) ORDER BY beginning.stream ON CONFLICT DO NOTHING;
    PERFORM FROM public.ledger_streamhead WHERE stream = ANY (streams) ORDER BY stream FOR UPDATE;
    -- After the locks: no event of a stream is recorded before the one it follows.
    now := public.ledger_office_now();
    RETURN QUERY
    WITH RECURSIVE words AS MATERIALIZED (
        SELECT w.*, row_number() OVER (PARTITION BY stream ORDER BY at) AS place
        FROM unnest(streams, kinds, happened, payloads)
             WITH ORDINALITY AS w (stream, kind, happened_at, payload, at)
    ), chained AS (
        SELECT stream, 0::bigint AS place, NULL::text AS kind, NULL::timestamptz AS happened_at,
               NULL::text AS payload, seq, NULL::bytea AS previous_hash, hash
        FROM public.ledger_streamhead WHERE stream = ANY (streams)
        UNION ALL
        SELECT w.stream, w.place, w.kind, w.happened_at, w.payload, last.seq + 1, last.hash,
               public.ledger_hash_v1(ROW( -- all columns of an event, in the table's order
                   NULL, w.stream, w.kind, 1, w.happened_at, by_person, by_post, for_person,
                   w.payload, NULL, last.seq + 1, now, this_xact, last.hash, NULL, 1
               )::public.ledger_event)
        FROM chained last JOIN words w ON w.stream = last.stream AND w.place = last.place + 1
    ), kept AS (
        INSERT INTO public.ledger_event (stream, seq, kind, happened_at, recorded_at, xact, person,
                                         post, on_behalf_of, payload, previous_hash, hash)
        SELECT stream, seq, kind, happened_at, now, this_xact, by_person, by_post, for_person,
               payload, previous_hash, hash
        FROM chained WHERE place > 0 ORDER BY stream, place
        RETURNING stream, seq, kind
    ), moved AS (
        UPDATE public.ledger_streamhead head SET seq = last.seq, hash = last.hash, xact = this_xact
        FROM (SELECT DISTINCT ON (stream) stream, seq, hash FROM chained
              ORDER BY stream, seq DESC) AS last
        WHERE head.stream = last.stream AND head.stream = ANY (streams)
    )
    SELECT stream, seq, kind::text FROM kept;
END $$;
REVOKE EXECUTE ON FUNCTION ledger_append_set(bigint[], text[], timestamptz[], text[], bigint,
    bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_append_set(bigint[], text[], timestamptz[], text[], bigint,
    bigint, bigint) TO onecua_app;

-- The same for events of one kind and one moment.
CREATE FUNCTION ledger_append_all(streams bigint[], kind text, happened_at timestamptz,
                                  payloads text[], by_person bigint, by_post bigint,
                                  for_person bigint)
RETURNS TABLE (stream bigint, seq int, kind_said text)
LANGUAGE sql ROWS 5000
BEGIN ATOMIC
    SELECT said.* FROM public.ledger_append_set(
        streams, array_fill(kind, ARRAY[coalesce(cardinality(streams), 0)]),
        array_fill(happened_at, ARRAY[coalesce(cardinality(streams), 0)]),
        payloads, by_person, by_post, for_person) AS said;
END;

-- What comes from the function with its hash is chained already. Only the tables' owner is
-- believed, who is nobody's login but the migrations'; from all others a hash is overwritten.
DROP TRIGGER ledger_chain ON ledger_event;
DO $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER ledger_chain BEFORE INSERT ON ledger_event FOR EACH ROW'
        ' WHEN (NEW.hash = '''' OR current_user <> %L) EXECUTE FUNCTION ledger_chain()',
        (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'ledger_event'::regclass));
END $$;
ALTER TABLE ledger_event ENABLE ALWAYS TRIGGER ledger_chain;
