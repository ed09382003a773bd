"""The five columns of the slip debt; `cases.selectors.slip_debt` says whom each counts."""

from collections.abc import Mapping

from cases.selectors import slip_debt
from cases.selectors.slip_debt import SLOW
from reports.definitions.figures import LISTED, Figure

DEBTS: Mapping[str, Figure] = {
    figure.name: figure
    for figure in (
        Figure("dang-no", "Đang nợ",
               "Quá hạn theo quy định, chưa có kết quả, chưa phát hành phiếu xin lỗi cho hạn này.",
               slip_debt.owed_open, SLOW, alarming=True),
        Figure("xong-chua-xin-loi", "Đã xong, chưa xin lỗi",
               "Đã xong trong năm, quá hạn theo quy định, chưa phát hành phiếu xin lỗi.",
               slip_debt.owed_ended, SLOW, alarming=True),
        Figure("ky-chua-gui", "Đã ký, chưa gửi",
               "Phiếu xin lỗi đã ký mà chưa in ra, hoặc thư, tin báo công dân chưa đi.",
               slip_debt.not_sent, SLOW, alarming=True),
        Figure("gui-chua-doi-hen", "Đã gửi, chưa đổi hẹn",
               "Phiếu xin lỗi đã gửi, hồ sơ chưa xong, quầy chưa đổi ngày hẹn trả.",
               slip_debt.not_moved, SLOW, alarming=True),
        Figure("qua-hen-lan-hai", "Quá hẹn lần hai",
               "Đã hẹn lại một lần, qua ngày hẹn mới mà chưa có kết quả. "
               "Văn phòng UBND tỉnh xử lý.",
               slip_debt.late_again, SLOW, alarming=True),
    )
}  # fmt: skip
EVERY: Mapping[str, Figure] = {**LISTED, **DEBTS}
