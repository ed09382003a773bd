"""The ledger's seals against those a witness holds outside this host."""

from collections.abc import Iterable

from onecua.ledger.findings import Finding, Report
from onecua.ledger.signing import is_signed
from onecua.ledger.verify_seals import Seals
from onecua.ledger.witnesses import Testimony


def compare_with_witness(held: Iterable[Testimony], ours: Seals, report: Report) -> None:
    seen: dict[int, str] = {}
    for testimony in held:
        body = testimony.body
        if body.key not in ours.keys or not is_signed(
            testimony.text, testimony.signature, body.key
        ):
            what = "nhân chứng giữ một dấu không mang chữ ký của khóa nào trong sổ cái"
            report.add(Finding("witness-signature", what, seal=body.number))
        elif body.hash in ours.bodies_lost:
            continue
        elif body.number not in ours.hashes:
            what = f"nhân chứng có dấu này ({body.events.count} sự kiện), sổ cái không còn"
            report.add(Finding("witness-more", what, seal=body.number))
        elif ours.hashes[body.number] != body.hash:
            what = "khác với dấu nhân chứng giữ: sổ cái đã được viết lại"
            report.add(Finding("witness-differs", what, seal=body.number))
        else:
            seen[body.number] = body.sealed_at
    _conclude(seen, ours, report)


def _conclude(seen: dict[int, str], ours: Seals, report: Report) -> None:
    if not seen:
        report.witness = "nhân chứng không giữ dấu nào của sổ cái này"
        return
    last = max(seen)
    between = [number for number in ours.hashes if number < last and number not in seen]
    after = sum(number > last for number in ours.hashes)
    report.witness = f"đã đối chiếu với nhân chứng đến dấu số {last}, lúc {seen[last]}"
    if between:
        report.notes.append(f"Nhân chứng thiếu {len(between)} dấu, đầu tiên là số {between[0]}.")
    if after:
        report.notes.append(f"{after} dấu sau đó nhân chứng chưa có.")
