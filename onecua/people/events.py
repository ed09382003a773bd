"""PURE. What the ledger keeps of the organisation's life, in the stream of the agency it is about.

Payloads hold codes, ids, dates and numbers of documents, never a person's name.
"""

from collections.abc import Mapping

from onecua.ledger.canonical import JsonObject

# kind -> (fields of its payload, sentence of the agency's timeline)
KINDS: Mapping[str, tuple[frozenset[str], str]] = {
    kind: (frozenset(fields.split()), sentence)
    for kind, fields, sentence in (
        ("agency_opened", "agency kind parent valid_from decision",
         "Thành lập cơ quan {agency} từ {valid_from}, theo {decision}."),
        ("agency_closed", "agency last_day successor decision units",
         "Cơ quan {agency} kết thúc hoạt động sau ngày {last_day}, theo {decision}."),
        ("units_opened", "units valid_from decision",
         "Lập đơn vị {units} từ {valid_from}, theo {decision}."),
        ("unit_closed", "unit last_day successor decision",
         "Đơn vị {unit} kết thúc hoạt động sau ngày {last_day}, theo {decision}."),
        ("reorganisation_prepared", "reorganisation decision issued_on effective_on agencies",
         "Lập phương án sắp xếp {agencies} cơ quan theo {decision}, từ {effective_on}."),
        ("succession_decided", "reorganisation agency successor stays leads",
         "Phương án {reorganisation}: {agency} do {successor} kế thừa."),
        ("reorganisation_begun", "reorganisation decision effective_on agencies units posts",
         "Áp dụng {decision} từ {effective_on}: {agencies} cơ quan,"
         " {units} đơn vị, {posts} vị trí."),
        ("reorganisation_done", "reorganisation decision dossiers handovers",
         "Chuyển xong {dossiers} hồ sơ theo {decision}; {handovers} bàn giao được kết thúc."),
        ("agency_succeeded", "agency last_day successor decision units posts",
         "Cơ quan {agency} kết thúc sau ngày {last_day}, {successor} kế thừa, theo {decision}."),
        ("agency_moved", "agency parent decision",
         "Cơ quan {agency} thuộc {parent}, theo {decision}."),
        ("desks_opened", "desks", "Mở bộ phận một cửa {desks}."),
        ("outage_declared", "outage begins_at ends_at units document",
         "Khai báo ngừng hệ thống từ {begins_at} đến {ends_at} theo {document}."),
        ("posts_given", "posts decision", "Giao vị trí {posts}, theo {decision}."),
        ("post_ended", "post person unit role last_day decision",
         "Vị trí {post} kết thúc sau ngày {last_day}, theo {decision}."),
        ("password_reset", "person", "Đặt lại mật khẩu của người dùng {person}."),
        ("password_changed", "person", "Người dùng {person} tự đổi mật khẩu."),
        ("person_deactivated", "person moved decision",
         "Ngừng tài khoản {person}, chuyển {moved} hồ sơ đang giữ, theo {decision}."),
        ("person_reactivated", "person decision", "Mở lại tài khoản {person}, theo {decision}."),
        ("person_corrected", "person fields", "Sửa thông tin của người dùng {person}: {fields}."),
        ("absence_declared", "person first_day last_day",
         "Người dùng {person} vắng mặt từ {first_day} đến {last_day}."),
        ("absence_withdrawn", "person first_day last_day",
         "Bỏ ngày vắng mặt từ {first_day} đến {last_day} của người dùng {person}."),
        ("delegation_given", "delegation kind giver receiver document valid_from valid_to",
         "Vị trí {giver} ủy quyền ({kind}) cho vị trí {receiver} từ {valid_from}, {document}."),
        ("delegation_ended", "delegation kind giver receiver last_day",
         "Ủy quyền ({kind}) của vị trí {giver} cho vị trí {receiver} hết sau ngày {last_day}."),
        ("staff_imported", "digest rows people posts",
         "Nhập danh sách {rows} người: {people} tài khoản mới, {posts} vị trí mới."),
    )
}  # fmt: skip


def check_payload(kind: str, payload: JsonObject) -> None:
    """A payload says exactly what its kind says it says. Raises ValueError."""
    expected, given = KINDS[kind][0], set(payload)
    if expected != given:
        raise ValueError(f"{kind}: missing {expected - given}, unknown {given - expected}")
