"""PURE. Which acts may change what an office set for its desks."""

from onecua.ledger.kept_rows import KeptTable

KEPT = tuple(
    KeptTable(table, called, frozenset(kinds.split()))
    for table, called, kinds in (
        ("cases_soonrule", "ngưỡng nhắc sắp đến hạn, dòng", "soon_rule_set"),
        ("cases_printersetup", "máy in của quầy, dòng", "printer_set"),
        ("cases_registervolume", "quyển sổ đã khóa, dòng", "register_closed register_reopened"),
    )
)
