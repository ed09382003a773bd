"""PURE. Which acts may change the rows of the organisation."""

from onecua.ledger.kept_rows import KeptTable

KEPT = tuple(
    KeptTable(table, called, frozenset(kinds.split()))
    for table, called, kinds in (
        ("people_agency", "cơ quan", "agency_opened agency_closed agency_succeeded agency_moved"),
        ("people_unit", "đơn vị", "units_opened unit_closed agency_closed agency_succeeded"),
        ("people_desk", "bộ phận một cửa", "desks_opened"),
        ("people_person", "người dùng",
         "posts_given staff_imported password_reset password_changed person_deactivated"
         " person_reactivated person_corrected"),
        ("people_post", "vị trí", "posts_given post_ended agency_succeeded"),
        ("people_delegation", "ủy quyền", "delegation_given delegation_ended"),
        ("people_absence", "vắng mặt", "absence_declared absence_withdrawn"),
        ("people_outage", "sự cố ngừng hệ thống", "outage_declared"),
        ("people_outage_units", "đơn vị gặp sự cố", "outage_declared"),
    )
)  # fmt: skip
