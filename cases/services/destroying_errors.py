"""What is refused when a text is to be destroyed, each with its sentence."""

from onecua.kernel.errors import BadInput, Refusal


class DestructionPaperMissing(BadInput):
    code = "destruction-paper-missing"
    sentence = (
        "Tiêu hủy cần số quyết định, ngày quyết định không sau hôm nay, và số biên bản, viết như "
        "15/QĐ-UBND. Chưa có gì bị tiêu hủy."
    )


class NoSuchText(BadInput):
    code = "no-such-text"
    sentence = (
        "Hồ sơ này không có đoạn ghi {text}. Chạy lệnh không kèm số đoạn ghi để xem danh sách."
    )


class AlreadyDestroyed(Refusal):
    code = "text-destroyed-already"
    sentence = "Đoạn ghi {text} đã được tiêu hủy trước đây."
