DROP TRIGGER ledger_chain ON ledger_event;
CREATE TRIGGER ledger_chain BEFORE INSERT ON ledger_event
FOR EACH ROW EXECUTE FUNCTION ledger_chain();
ALTER TABLE ledger_event ENABLE ALWAYS TRIGGER ledger_chain;
DROP FUNCTION ledger_append_all(bigint[], text, timestamptz, text[], bigint, bigint, bigint);
DROP FUNCTION ledger_append_set(bigint[], text[], timestamptz[], text[], bigint, bigint, bigint);
