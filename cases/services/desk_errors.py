"""What is refused at the reception desk alone, each with its sentence."""

from onecua.kernel.errors import Refusal


class UndoTooLate(Refusal):
    code = "undo-too-late"
    sentence = (
        "Hồ sơ {code} đã quá {seconds} giây hoặc đã có việc khác, không hoàn tác được nữa. "
        "Mở hồ sơ và bấm “Hủy tiếp nhận”, ghi lý do."
    )
