"""What stays in the office or goes between offices: control sheet, register, lists, label."""

from cases.slip_contexts.control_sheet import ControlSheetContext, HandoverRow
from cases.slip_contexts.label import LabelContext
from cases.slip_contexts.lists import ListContext, ListRow
from cases.slip_contexts.parts import Issuer, Lookup, RegisterEntry, Signer
from cases.slip_contexts.register import RegisterContext, RegisterRow
from cases.slips.samples.citizen import CENTRE, COUPLE, DOSSIER, LAND, LAND_PROCEDURE

ISSUER = Issuer("Văn phòng UBND tỉnh Kon Tum", "Trung tâm\nPhục vụ hành chính công")
LAND_OFFICE = "Văn phòng Đăng ký đất đai"
TAX = "Chi cục Thuế khu vực thành phố Kon Tum"
PLACE_DATE = "Kon Tum, ngày 15 tháng 3 năm 2021"

CONTROL_SHEET = ControlSheetContext(
    issuer=ISSUER,
    place_date=PLACE_DATE,
    lookup=DOSSIER,
    register=RegisterEntry("02", "1037"),
    applicant=COUPLE.name,
    received_at="09 giờ 15 phút, ngày 15 tháng 3 năm 2021",
    due_at="17 giờ 30 phút, ngày 05 tháng 4 năm 2021",
    lead_agency=f"{LAND} ({LAND_OFFICE})",
    partner_agencies=TAX,
    handovers=(
        HandoverRow(
            CENTRE, "Trần Lê Thảo My", "15 giờ 20 phút, ngày 15 tháng 3 năm 2021",
            LAND_OFFICE, "Bùi Quốc Toản", "lúc 15:40 ngày 15/3/2021", "Đúng hạn",
        ),
        HandoverRow(
            LAND_OFFICE, "Bùi Quốc Toản", "08 giờ 05 phút, ngày 18 tháng 3 năm 2021",
            TAX, "Ngô Thị Bích Hạnh", "lúc 09:10 ngày 18/3/2021", "Trước hạn",
            "Không nhận: thiếu phiếu chuyển thông tin địa chính.", refused=True,
        ),
        HandoverRow(
            LAND_OFFICE, "Bùi Quốc Toản", "14 giờ 00 phút, ngày 18 tháng 3 năm 2021",
            TAX, "Ngô Thị Bích Hạnh", "lúc 14:30 ngày 18/3/2021", "Trước hạn",
        ),
        HandoverRow(
            TAX, "Ngô Thị Bích Hạnh", "10 giờ 30 phút, ngày 07 tháng 4 năm 2021",
            LAND_OFFICE, "", "", "Quá hạn", "Chậm bước 04 ngày làm việc.",
        ),
    ),
    open_rows=2,
    printed_at="16 giờ 00 phút, ngày 07 tháng 4 năm 2021",
    demonstration=True,
)  # fmt: skip

REGISTER = RegisterContext(
    issuer=ISSUER,
    place_date="Kon Tum, ngày 31 tháng 12 năm 2021",
    book="02",
    year="2021",
    period="từ số 1036 đến số 1039",
    rows=(
        RegisterRow(
            1036, "000.00.16.H34-210315-0001", LAND_PROCEDURE, "01", "Nguyễn Đình Phúc Hậu",
            "58 Lê Hồng Phong, phường Quyết Thắng, thành phố Kon Tum; 0905 000 201", LAND,
            "15/3/2021", "05/4/2021", "", "Bưu chính công ích", "",
        ),
        RegisterRow(
            1037, "000.00.16.H34-210315-0037", LAND_PROCEDURE, "01", COUPLE.name,
            f"{COUPLE.address}; {COUPLE.phone}", LAND, "15/3/2021", "05/4/2021", "02/4/2021",
            "Trực tiếp", "Nguyễn Thị Hoàng Oanh",
        ),
        RegisterRow(
            1038, "000.00.12.H34-210315-0007", "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam",
            "01", "A Đơi Ksor", "Thôn Kon Pring, xã Đăk Long, huyện Kon Plông; 0905 000 204",
            "Sở Tư pháp", "15/3/2021", "25/3/2021", "", "Trực tiếp", "",
            "Hủy tiếp nhận ngày 15/3/2021: nhập nhầm thủ tục", struck=True,
        ),
        RegisterRow(
            1039, "000.00.18.H34-210315-0010", "Cấp giấy phép bán buôn rượu trên địa bàn tỉnh",
            "01", "Công ty TNHH MTV Sâm Ngọc Linh Tu Mơ Rông",
            "Thôn 2, xã Đăk Hà, huyện Tu Mơ Rông; 0905 000 205", "Sở Công Thương", "15/3/2021",
            "05/4/2021", "22/3/2021", "Trực tiếp", "Lương Thị Kim Cúc",
        ),
    ),
    summary="Quyển số 02 gồm 04 số, từ số 1036 đến số 1039, trong đó 01 số đã gạch bỏ.",
    keeper="Trần Lê Thảo My",
    closer=Signer("Phó Giám đốc", "Nguyễn Hữu Tháp", "KT. Giám đốc"),
    demonstration=True,
)  # fmt: skip

HANDOVER_LIST = ListContext(
    issuer=ISSUER,
    place_date=PLACE_DATE,
    moment="Lúc 15 giờ 20 phút, ngày 15 tháng 3 năm 2021",
    giver=CENTRE,
    giver_name="Trần Lê Thảo My",
    receiver=f"{LAND_OFFICE}, {LAND}",
    receiver_name="Bùi Quốc Toản",
    rows=(
        ListRow(DOSSIER.code, COUPLE.name, LAND_PROCEDURE, "01", "17:30 05/4/2021"),
        ListRow(
            "000.00.16.H34-210315-0041", "Siu H’Biên", "Đăng ký biến động đất đai", "02",
            "17:30 22/3/2021", "Kèm 01 bản vẽ khổ A0",
        ),
    ),
    demonstration=True,
)  # fmt: skip

RESULT_LIST = ListContext(
    issuer=Issuer("UBND tỉnh Kon Tum", LAND),
    place_date="Kon Tum, ngày 02 tháng 4 năm 2021",
    moment="Lúc 08 giờ 10 phút, ngày 02 tháng 4 năm 2021",
    giver=LAND,
    giver_name="Bùi Quốc Toản",
    receiver=CENTRE,
    receiver_name="Trần Lê Thảo My",
    rows=(
        ListRow(DOSSIER.code, COUPLE.name, LAND_PROCEDURE, "DD 204117", "17:30 05/4/2021"),
        ListRow(
            "000.00.16.H34-210315-0041", "Siu H’Biên", "Đăng ký biến động đất đai", "DD 204118",
            "17:30 22/3/2021", "Quá hạn",
        ),
    ),
    demonstration=True,
)  # fmt: skip

COVER_LIST = ListContext(
    issuer=ISSUER,
    place_date=PLACE_DATE,
    moment="In lúc 16 giờ 00 phút, ngày 15 tháng 3 năm 2021",
    rows=(
        ListRow(DOSSIER.code, COUPLE.name, "", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
                "1037/TNHS"),
        ListRow("000.00.16.H34-210315-0041", "Siu H’Biên", "", "Phiếu yêu cầu bổ sung",
                "04/HDHS", "Không in được"),
    ),
    remarks=("01 phiếu không in được; xem cột Ghi chú.",),
    demonstration=True,
)  # fmt: skip

LABEL = LabelContext(
    issuer=ISSUER,
    lookup=Lookup(DOSSIER.code, "", ""),
    day="15/3",
    serial="0037",
    due_at="17:30 ngày 05/4/2021",
    applicant=COUPLE.name,
    procedure=LAND_PROCEDURE,
    to_unit=LAND_OFFICE,
    demonstration=True,
)
