DROP INDEX ledger_event_claimed;
DROP TRIGGER ledger_append_only ON ledger_seal;
DROP TRIGGER ledger_append_only ON ledger_accessrecord;
DROP TRIGGER ledger_access_is_kept ON ledger_accessrecord;
DROP TRIGGER ledger_access_record ON ledger_accessrecord;
DROP FUNCTION ledger_access_is_kept();
DROP FUNCTION ledger_access_record();
DROP TRIGGER ledger_counter_begins ON ledger_counter;
DROP FUNCTION ledger_counter_begins();
