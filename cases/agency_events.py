"""PURE. What the ledger keeps of a desk's books, in the stream of its agency."""

from collections.abc import Mapping

from onecua.ledger.canonical import JsonObject

# kind -> (fields of its payload, sentence of the agency's timeline)
KINDS: Mapping[str, tuple[frozenset[str], str]] = {
    "register_closed": (
        frozenset({"desk", "year", "volume", "first_entry", "last_entry", "seal"}),
        "Khóa Sổ theo dõi hồ sơ, quyển {volume} năm {year}: từ số {first_entry} đến {last_entry}.",
    ),
    "register_reopened": (
        frozenset({"desk", "year", "volume", "reason"}),
        "Mở lại Sổ theo dõi hồ sơ, quyển {volume} năm {year}: {reason}",
    ),
    "take_over_signed": (
        frozenset({"source", "digest", "rows", "decision"}),
        "Ký nhận {rows} hồ sơ còn nghi vấn chuyển từ {source}, theo {decision}.",
    ),
    "dossiers_taken_over": (
        frozenset({"source", "digest", "rows", "doubtful"}),
        "Chuyển {rows} hồ sơ đang giải quyết từ {source}, trong đó {doubtful} hồ sơ có nghi vấn.",
    ),
    "off_system_declared": (
        frozenset({"month", "count"}),
        "Khai {count} hồ sơ tiếp nhận ngoài hệ thống trong tháng {month}.",
    ),
    "workflow_move_begun": (
        frozenset(
            {
                "move",
                "procedure",
                "from_workflow",
                "to_workflow",
                "agency",
                "decision",
                "decided_on",
                "dossiers",
            }
        ),
        "Theo {decision}: chuyển {dossiers} hồ sơ đang giải quyết của thủ tục {procedure} từ quy"
        " trình {from_workflow} sang quy trình {to_workflow}.",
    ),
    "workflow_move_done": (
        frozenset({"move", "procedure", "decision", "moved", "stayed"}),
        "Theo {decision}: đã chuyển {moved} hồ sơ của thủ tục {procedure}; {stayed} hồ sơ giữ quy"
        " trình cũ.",
    ),
    "letterhead_set": (
        frozenset({"valid_from", "parent", "name", "place", "logo"}),
        "Đặt tiêu đề văn bản dùng từ {valid_from}: {name}.",
    ),
    "printer_set": (
        frozenset({"desk", "two_up", "right_tenths", "down_tenths"}),
        "Đặt máy in của quầy.",
    ),
}


def check_payload(kind: str, payload: JsonObject) -> None:
    """A payload says exactly what its kind says it says. Raises ValueError."""
    expected, given = KINDS[kind][0], set(payload)
    if expected != given:
        raise ValueError(f"{kind}: missing {expected - given}, unknown {given - expected}")
