-- A text goes by an act of its stream, in the same transaction, that names it; with its salt, lest
-- the digest in the event be tried out against short words.
CREATE OR REPLACE FUNCTION ledger_text_only_destroyed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.text IS NULL AND NEW.salt IN (OLD.salt, '')
        AND (OLD.id, OLD.stream, OLD.written_at) = (NEW.id, NEW.stream, NEW.written_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a text of the ledger is destroyed or left alone'
        USING ERRCODE = 'restrict_violation';
END $$;

-- said: what the texts were, as the answers to repeated requests may hold them.
CREATE FUNCTION ledger_destroy_texts(of_stream bigint, texts bigint[], said text[], mark text)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    gone bigint;
    words text;
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.ledger_event
        WHERE stream = of_stream AND kind = 'text_destroyed'
          AND xact = pg_current_xact_id()::text::bigint AND data -> 'texts' @> to_jsonb(texts)
    ) THEN
        RAISE EXCEPTION 'a text is destroyed by an act only' USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE public.ledger_ledgertext SET text = NULL, salt = ''
    WHERE stream = of_stream AND id = ANY (texts) AND text IS NOT NULL;
    GET DIAGNOSTICS gone = ROW_COUNT;
    FOREACH words IN ARRAY said LOOP
        words := to_jsonb(words)::text;
        words := substr(words, 2, length(words) - 2);
        UPDATE public.ledger_idempotencykey SET answer = replace(answer::text, words, mark)::jsonb
        WHERE strpos(answer::text, words) > 0 AND strpos(answer::text, of_stream::text) > 0;
    END LOOP;
    RETURN gone;
END $$;
REVOKE EXECUTE ON FUNCTION ledger_destroy_texts(bigint, bigint[], text[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_destroy_texts(bigint, bigint[], text[], text) TO onecua_app;
