-- Whole sealed batches of access records go by an act: its event stands in the same transaction.
CREATE FUNCTION ledger_destroy_access(from_xact bigint, to_xact bigint, first_id bigint,
                                      last_id bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.ledger_event
        WHERE stream = 0 AND kind = 'access_records_destroyed'
          AND xact = pg_current_xact_id()::text::bigint
    ) THEN
        RAISE EXCEPTION 'access records are destroyed by an act only'
            USING ERRCODE = 'restrict_violation';
    END IF;
    DELETE FROM public.ledger_accessrecord
    WHERE id BETWEEN first_id AND last_id AND xact >= from_xact AND xact < to_xact;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
REVOKE EXECUTE ON FUNCTION ledger_destroy_access(bigint, bigint, bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_destroy_access(bigint, bigint, bigint, bigint) TO onecua_app;
