DROP TRIGGER ledger_counter_begins ON ledger_counter;
DROP FUNCTION ledger_counter_begins();
