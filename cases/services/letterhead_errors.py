"""What is refused of a letterhead, each with its sentence."""

from onecua.kernel.errors import BadInput


class LetterheadLine(BadInput):
    code = "letterhead-line"
    sentence = "Dòng {what} {why}. Sửa lại rồi xem thử."


class LetterheadDayPassed(BadInput):
    code = "letterhead-day-passed"
    sentence = "Tiêu đề dùng sớm nhất từ hôm nay, không lùi về {given:%d/%m/%Y}."


class LogoRefused(BadInput):
    code = "logo-refused"
    sentence = "Không dùng được ảnh biểu trưng: {why}. Chọn tệp PNG khác."
