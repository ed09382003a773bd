"""What a citizen holds: Mẫu 01 to 04 of TT 01/2018, and the letters of TT 03/2025."""

from cases.slip_contexts.apology import ApologyContext
from cases.slip_contexts.extension import ExtensionContext
from cases.slip_contexts.parts import (
    Applicant,
    Contact,
    Issuer,
    Lookup,
    Paper,
    RegisterEntry,
    Signer,
)
from cases.slip_contexts.receipt import ReceiptContext
from cases.slip_contexts.refusal import RefusalContext
from cases.slip_contexts.stop_notice import StopContext
from cases.slip_contexts.supplement import SupplementContext

BASE = "https://dichvucong.kontum.gov.vn"
LOOKUP_TEXT = (
    "Tra cứu hồ sơ: quét mã QR hoặc vào dichvucong.kontum.gov.vn, nhập mã hồ sơ và mã kiểm tra."
)
CENTRE = "Trung tâm Phục vụ hành chính công tỉnh Kon Tum"
LAND = "Sở Tài nguyên và Môi trường"
DOSSIER = Lookup("000.00.16.H34-210315-0037", "7K4M92XW", BASE, LOOKUP_TEXT)
COUPLE = Applicant(
    name="Y Blĭn Niê Kdăm và bà Nguyễn Thị Hoàng Oanh",
    address="Tổ 3, thôn Kon Rờ Bàng 2, xã Vinh Quang, thành phố Kon Tum, tỉnh Kon Tum",
    phone="0905 000 123",
    email="yblin@example.com",
)
LAND_PROCEDURE = (
    "Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền "
    "với đất cho người nhận chuyển nhượng quyền sử dụng đất, mua nhà ở, công trình xây dựng trong "
    "các dự án phát triển nhà ở"
)

RECEIPT = ReceiptContext(
    issuer=Issuer("Văn phòng UBND tỉnh Kon Tum", "Trung tâm\nPhục vụ hành chính công"),
    number="1037/TNHS",
    place_date="Kon Tum, ngày 15 tháng 3 năm 2021",
    lookup=DOSSIER,
    desk=f"{CENTRE} – quầy 07, lĩnh vực Đất đai",
    applicant=COUPLE,
    submitter="Nguyễn Thị Hoàng Oanh",
    procedure=LAND_PROCEDURE,
    papers=(
        Paper("Đơn đăng ký, cấp Giấy chứng nhận (Mẫu số 04a/ĐK)", 1),
        Paper("Hợp đồng chuyển nhượng quyền sử dụng đất, mua bán nhà ở đã công chứng", 1, 1),
        Paper("Biên bản bàn giao nhà, đất", 1),
        Paper("Tờ khai lệ phí trước bạ nhà, đất (Mẫu số 01/LPTB)", 2),
        Paper("Giấy tờ tùy thân của bên nhận chuyển nhượng", 0, 1, "đã đối chiếu bản chính"),
    ),
    time_limit="15 ngày làm việc",
    received_at="09 giờ 15 phút, ngày 15 tháng 3 năm 2021",
    due_at="17 giờ 30 phút, ngày 05 tháng 4 năm 2021",
    return_place=CENTRE,
    register=RegisterEntry("02", "1037"),
    officer="Trần Lê Thảo My",
    demonstration=True,
)

SUPPLEMENT = SupplementContext(
    issuer=Issuer("UBND tỉnh Kon Tum", "Sở Công Thương"),
    number="03/HDHS",
    place_date="Kon Tum, ngày 18 tháng 3 năm 2021",
    lookup=Lookup("000.00.18.H34-210316-0002", "M8RT46HN", BASE, LOOKUP_TEXT),
    applicant=Applicant(
        name="Hợp tác xã Nông nghiệp Công bằng Pô Kô",
        address="Thôn Kon Hra Chót, phường Thống Nhất, thành phố Kon Tum, tỉnh Kon Tum",
        phone="0260 3 000 222",
        email="poko@example.com",
    ),
    salutation="Hợp tác xã",
    procedure=(
        "Cấp Giấy chứng nhận đủ điều kiện an toàn thực phẩm đối với cơ sở sản xuất thực phẩm do "
        "Sở Công Thương thực hiện"
    ),
    received_on="ngày 16 tháng 3 năm 2021",
    items=(
        "Bản thuyết minh về cơ sở vật chất, trang thiết bị, dụng cụ bảo đảm điều kiện an toàn "
        "thực phẩm theo Mẫu số 02a: bổ sung sơ đồ quy trình sản xuất cà phê bột;",
        "Giấy xác nhận đủ sức khỏe của người trực tiếp sản xuất: nộp bản còn thời hạn (bản đã nộp "
        "hết hạn ngày 28/02/2021);",
        "Giấy xác nhận đã được tập huấn kiến thức về an toàn thực phẩm của chủ cơ sở: 01 bản sao.",
    ),
    reason=(
        "Thành phần hồ sơ chưa đủ theo Quyết định công bố thủ tục hành chính; giấy tờ số 2 đã hết "
        "giá trị."
    ),
    clock_text="Thời hạn giải quyết được tính lại từ đầu sau khi nhận đủ hồ sơ.",
    answer_by="trước 17 giờ 30 phút, ngày 15 tháng 4 năm 2021",
    contact=Contact("bà Đinh Thị Mỹ Linh, chuyên viên", "0260 3 000 789"),
    recipients=("Như trên;", "TTPVHCC tỉnh;", "Lưu: VT, QLCN."),
    signer=Signer("Người hướng dẫn", "Đinh Thị Mỹ Linh"),
    demonstration=True,
)

REFUSAL = RefusalContext(
    issuer=Issuer("UBND thành phố Kon Tum", "Bộ phận tiếp nhận\nvà trả kết quả"),
    number="02/TCHS",
    place_date="Kon Tum, ngày 17 tháng 3 năm 2021",
    lookup=Lookup("000.00.31.H34-210317-T0004", "P3XWC7KD", BASE, LOOKUP_TEXT, label="Số liên hệ"),
    desk="UBND thành phố Kon Tum",
    applicant=Applicant(
        name="A Blŏng",
        address="Làng Plei Tơ Nghia, phường Quang Trung, thành phố Kon Tum, tỉnh Kon Tum",
    ),
    salutation="Ông",
    procedure="Đăng ký thành lập hộ kinh doanh",
    reasons=(
        "Ngành, nghề đăng ký kinh doanh “mua bán pháo nổ” thuộc danh mục ngành, nghề cấm đầu tư "
        "kinh doanh theo điểm g khoản 1 Điều 6 Luật Đầu tư số 61/2020/QH14.",
        "Các ngành, nghề còn lại đủ điều kiện; ông có thể nộp lại hồ sơ sau khi bỏ ngành, nghề "
        "nêu trên.",
    ),
    signer=Signer("Người tiếp nhận hồ sơ", "Võ Ngọc Bảo Trâm"),
    demonstration=True,
)

APOLOGY = ApologyContext(
    issuer=Issuer("UBND tỉnh Kon Tum", LAND),
    number="12/PXL",
    place_date="Kon Tum, ngày 02 tháng 4 năm 2021",
    lookup=DOSSIER,
    applicant=COUPLE,
    agency=LAND,
    received_on="ngày 15 tháng 3 năm 2021",
    procedure=LAND_PROCEDURE,
    due_at="17 giờ 30 phút, ngày 05 tháng 4 năm 2021",
    already_late=False,
    reason=(
        "Hồ sơ phải lấy ý kiến của Chi cục Thuế khu vực thành phố Kon Tum về nghĩa vụ tài chính; "
        "đến ngày 01/4/2021, Sở Tài nguyên và Môi trường chưa nhận được thông báo."
    ),
    new_due_at="17 giờ 30 phút, ngày 13 tháng 4 năm 2021",
    return_place=CENTRE,
    recipients=("Như trên;", "TTPVHCC tỉnh (để điều chỉnh ngày hẹn trả);", "Lưu: VT, VPĐK."),
    signer=Signer("Phó Giám đốc", "Hoàng Trung Kiên", authority="KT. Giám đốc"),
    demonstration=True,
)

EXTENSION = ExtensionContext(
    issuer=Issuer("UBND tỉnh Kon Tum", LAND),
    number="12/VBXL",
    place_date="Kon Tum, ngày 02 tháng 4 năm 2021",
    lookup=DOSSIER,
    applicant=COUPLE,
    desk=CENTRE,
    received_on="ngày 15 tháng 3 năm 2021",
    procedure=LAND_PROCEDURE,
    agency=LAND,
    due_at="17 giờ 30 phút, ngày 05 tháng 4 năm 2021",
    already_late=False,
    reason=APOLOGY.reason,
    new_due_at="17 giờ 30 phút, ngày 13 tháng 4 năm 2021",
    return_place=CENTRE,
    recipients=APOLOGY.recipients,
    signer=APOLOGY.signer,
    demonstration=True,
)

STOP = StopContext(
    issuer=Issuer("UBND tỉnh Kon Tum", LAND),
    number="05/TBD",
    place_date="Kon Tum, ngày 12 tháng 02 năm 2021",
    lookup=DOSSIER,
    applicant=COUPLE,
    desk=CENTRE,
    received_on="ngày 15 tháng 01 năm 2021",
    procedure=LAND_PROCEDURE,
    agency=LAND,
    ground="Có tranh chấp đang được giải quyết",
    document="Thông báo thụ lý vụ án số 17/TB-TLVA ngày 09/02/2021 của Tòa án nhân dân thành phố",
    stopped_at="10 giờ 00 phút, ngày 12 tháng 02 năm 2021",
    reason="Thửa đất số 112 đang có tranh chấp ranh giới do Tòa án nhân dân thành phố thụ lý.",
    contact=Contact("bà Đinh Thị Mỹ Linh, chuyên viên", "0260 3 000 789"),
    recipients=("Như trên;", "TTPVHCC tỉnh;", "Lưu: VT, VPĐK."),
    signer=Signer("Giám đốc", "Hoàng Trung Kiên"),
    demonstration=True,
)
