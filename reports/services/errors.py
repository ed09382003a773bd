"""What is refused of findings and thresholds, in words."""

from onecua.kernel.errors import BadInput, Refusal


class MayNotJudge(Refusal):
    code = "may-not-judge"
    sentence = "Việc này do Văn phòng UBND tỉnh thực hiện."
    status = 403


class MayNotExplain(Refusal):
    code = "may-not-explain"
    sentence = "Giải trình do lãnh đạo đơn vị hoặc cán bộ có liên quan ghi."
    status = 403


class WrongMoment(Refusal):
    code = "finding-wrong-moment"
    sentence = "Dấu hiệu này đang ở trạng thái “{state}”, không {what} được. Tải lại trang để xem."


class NotHeardYet(Refusal):
    code = "finding-not-heard"
    sentence = (
        "Chưa kết luận được: phải yêu cầu giải trình trước, và chờ đơn vị giải trình hoặc hết ngày "
        "trả lời."
    )


class WordsMissing(BadInput):
    code = "words-missing"
    sentence = "Ghi rõ nội dung, ít nhất vài chữ, để người đọc sau hiểu vì sao."


class AnswerDayWrong(BadInput):
    code = "answer-day-wrong"
    sentence = "Ngày trả lời phải sau hôm nay và không quá {most} ngày."


class GroundUnknown(BadInput):
    code = "ground-unknown"
    sentence = "Chọn một lý do trong danh sách."


class ThresholdWrong(BadInput):
    code = "threshold-wrong"
    sentence = "Ngưỡng của quy tắc này là số nguyên từ {least} đến {most}."


class NoThreshold(Refusal):
    code = "no-threshold"
    sentence = "Quy tắc này không có ngưỡng để đặt."
