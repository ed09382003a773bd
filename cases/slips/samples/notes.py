"""Letters and notes beside the circular's forms."""

from cases.slip_contexts.notes import FeeContext, SatisfactionContext, UrgingContext
from cases.slip_contexts.parts import Signer
from cases.slips.samples.citizen import CENTRE, COUPLE, DOSSIER, LAND_PROCEDURE
from cases.slips.samples.office import ISSUER, LAND_OFFICE, PLACE_DATE

FEE = FeeContext(
    issuer=ISSUER,
    place_date=PLACE_DATE,
    lookup=DOSSIER,
    applicant=COUPLE,
    procedure=LAND_PROCEDURE,
    amount="250.000 đồng",
    note="Nghị quyết số 77/2020/NQ-HĐND của HĐND tỉnh Kon Tum",
    pay_at=CENTRE,
    officer="Trần Lê Thảo My",
    demonstration=True,
)

URGING = UrgingContext(
    issuer=ISSUER,
    place_date="Kon Tum, ngày 07 tháng 4 năm 2021",
    lookup=DOSSIER,
    to_unit=LAND_OFFICE,
    applicant=COUPLE.name,
    procedure=LAND_PROCEDURE,
    received_at="09 giờ 15 phút, ngày 15 tháng 3 năm 2021",
    legal_due="17 giờ 30 phút, ngày 05 tháng 4 năm 2021",
    step="Thẩm định hồ sơ",
    held_since="14 giờ 30 phút, ngày 18 tháng 3 năm 2021",
    lateness="Hồ sơ đã quá hạn 02 ngày làm việc.",
    demand=(
        "Đề nghị đơn vị giải quyết ngay hồ sơ; nếu chưa giải quyết được, trình lãnh đạo ký phiếu "
        "xin lỗi, hẹn lại ngày trả kết quả và báo về Bộ phận Một cửa trong ngày."
    ),
    recipients=("Như trên;", "Lãnh đạo Sở (để chỉ đạo);", "Lưu: VT."),
    signer=Signer("Phó Giám đốc", "Nguyễn Hữu Tháp", "KT. Giám đốc"),
    demonstration=True,
)

SATISFACTION = SatisfactionContext(
    issuer=ISSUER,
    place_date=PLACE_DATE,
    lookup=DOSSIER,
    procedure=LAND_PROCEDURE,
    desk=CENTRE,
    demonstration=True,
)
