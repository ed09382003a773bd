"""PURE. What the ledger keeps of findings and of the rules' thresholds, in an agency's stream."""

from collections.abc import Mapping

from onecua.ledger.canonical import JsonObject

# kind -> (fields of its payload, sentence of the agency's timeline)
KINDS: Mapping[str, tuple[frozenset[str], str]] = {
    kind: (frozenset(fields.split()), sentence)
    for kind, fields, sentence in (
        ("finding_made", "rule key dossier threshold events",
         "Ghi dấu hiệu cần làm rõ theo quy tắc {rule}."),
        ("explanation_asked", "finding rule answer_by_on words",
         "Yêu cầu giải trình dấu hiệu số {finding}, trả lời trước {answer_by_on}."),
        ("finding_explained", "finding rule words", "Giải trình dấu hiệu số {finding}."),
        ("finding_accepted", "finding rule ground words",
         "Chấp nhận giải trình dấu hiệu số {finding}."),
        ("finding_upheld", "finding rule words", "Kết luận có vi phạm ở dấu hiệu số {finding}."),
        ("findings_destroyed", "findings decision",
         "Hủy {findings} dấu hiệu đã đóng quá hai năm, theo {decision}."),
        ("detector_threshold_set", "rule value before",
         "Đặt ngưỡng của quy tắc {rule} từ {before} thành {value}."),
    )
}  # fmt: skip


def check_payload(kind: str, payload: JsonObject) -> None:
    """A payload says exactly what its kind says it says. Raises ValueError."""
    expected, given = KINDS[kind][0], set(payload)
    if expected != given:
        raise ValueError(f"{kind}: missing {expected - given}, unknown {given - expected}")
