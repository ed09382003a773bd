"""What the counter refuses in sentences: who hands in, numbers used before."""

from onecua.kernel.errors import BadInput, Refusal


class RepresentativeIncomplete(BadInput):
    code = "representative-incomplete"
    sentence = "Nộp thay thì cần ghi {what}."


class NumberUsedBefore(Refusal):
    code = "number-used-before"
    sentence = (
        "Số chứng thực {number} đã ghi cho hồ sơ {before}. Xem lại sổ chứng thực; nếu sổ đúng là "
        "như vậy, đánh dấu “Đã đối chiếu sổ” rồi gửi lại."
    )
    status = 422
    field = "number_checked"


class UndoTooLate(Refusal):
    code = "undo-too-late"
    sentence = (
        "Hồ sơ {code} đã quá {seconds} giây hoặc đã có việc khác, không hoàn tác được nữa. "
        "Mở hồ sơ và bấm “Hủy tiếp nhận”, ghi lý do."
    )
