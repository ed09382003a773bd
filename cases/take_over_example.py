"""PURE. The example of a take-over's file: a heading row and two rows as an office would fill them.

The second is suspended, held by a division that will assign it anew, and late with a record.
"""

EXAMPLE: tuple[tuple[str, ...], ...] = (
    ("Mã hồ sơ", "Mã thủ tục", "Tiếp nhận lúc", "Hẹn trả", "Tạm dừng", "Hạn bổ sung", "Bước",
     "Đơn vị đang giữ", "Người đang giữ", "Bộ phận tiếp nhận", "Người nộp", "Số CCCD",
     "Điện thoại", "Địa chỉ", "Số bộ", "Văn bản ghi nhận quá hạn"),
    ("H34/21-0007", "1.013225", "08:30 19/02/2021", "05/03/2021",
     "22/02/2021 - 24/02/2021 bổ sung", "", "2", "", "", "", "Nguyễn Văn A", "", "0905 000 101",
     "thôn 2, thị trấn Đắk Hà", "1", ""),
    ("000.01.21-2021-115", "1.013225", "14:10 08/02/2021", "26/02/2021",
     "23/02/2021 - tạm dừng", "", "Thẩm định", "Công chức chuyên môn", "", "", "Trần Thị B", "",
     "", "thôn 5, xã Đắk La", "1", "12/PXL ngày 01/03/2021"),
)  # fmt: skip
