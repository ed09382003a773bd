DROP TRIGGER ledger_reserved ON ledger_event;
DROP FUNCTION ledger_reserved();
DROP FUNCTION ledger_end_keeping(regclass);
DROP FUNCTION ledger_begin_keeping(regclass, text);
DROP FUNCTION ledger_keep_rows();
DROP FUNCTION ledger_rows_kept(text, regclass, text[], jsonb, jsonb);
DROP FUNCTION ledger_row_digest(jsonb, text[]);
