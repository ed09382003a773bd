"""What the office refuses, in sentences: what happened, why, what to do now."""

from onecua.kernel.errors import BadInput, Refusal


class NotAllowed(Refusal):
    code = "not-allowed"
    sentence = "Vị trí của bạn không thực hiện được “{label}”; việc này của {who}."
    status = 403


class ActRefused(Refusal):
    code = "act-refused"
    sentence = "Không thể “{label}” vì {why}. Tải lại trang để xem việc có thể làm."


class StaleForm(Refusal):
    code = "stale-form"
    sentence = (
        "Hồ sơ {code} vừa được {who} cập nhật lúc {when}: {what} "
        "Nội dung bạn nhập vẫn còn; hãy tải trạng thái mới rồi gửi lại."
    )


class ProcedureUnknown(BadInput):
    code = "procedure-unknown"
    sentence = "Không có thủ tục “{given}”. Chọn thủ tục trong danh sách gợi ý."


class ProcedureNotInForce(BadInput):
    code = "procedure-not-in-force"
    sentence = (
        "Thủ tục {title} không còn hiệu lực từ {since}. "
        "Chọn thủ tục thay thế, hoặc báo Văn phòng UBND tỉnh nếu danh mục chưa đúng."
    )


class ProcedureNotConfigured(BadInput):
    code = "procedure-not-configured"
    sentence = (
        "Thủ tục {title} chưa cấu hình quy trình điện tử cho {desk}. "
        "Báo quản trị đơn vị để cấu hình; không tiếp nhận ngoài hệ thống."
    )


class TermUnknown(BadInput):
    code = "term-unknown"
    sentence = (
        "Quyết định công bố không ghi thời hạn của thủ tục {title} khi nộp {channel}. "
        "Báo Văn phòng UBND tỉnh bổ sung thời hạn trước khi tiếp nhận."
    )


class ReceivedInFuture(BadInput):
    code = "received-in-future"
    sentence = "Lúc nhận giấy tờ {given:%H:%M %d/%m/%Y} ở tương lai. Kiểm tra lại ngày giờ nhận."


class InFuture(BadInput):
    code = "in-future"
    sentence = "Thời điểm {given:%H:%M %d/%m/%Y} ở tương lai. Kiểm tra lại ngày giờ."


class NameMissing(BadInput):
    code = "name-missing"
    sentence = "Chưa có họ tên người nộp. Quét thẻ CCCD hoặc nhập họ tên."


class BirthInFuture(BadInput):
    code = "birth-in-future"
    sentence = "Ngày sinh {born:%d/%m/%Y} ở tương lai. Kiểm tra lại ngày sinh trên thẻ."


class QuantityOutOfRange(BadInput):
    code = "quantity-out-of-range"
    sentence = "Số lượng phải từ 1 đến {most}, hiện là {given}."


class ReasonMissing(BadInput):
    code = "reason-missing"
    sentence = "Cần ghi lý do. Lý do được in trên phiếu và lưu trong sổ cái."


class NothingMissing(BadInput):
    code = "nothing-missing"
    sentence = "Cần ghi ít nhất một giấy tờ hoặc nội dung phải bổ sung."


class NoRegime(BadInput):
    code = "no-regime"
    sentence = (
        "Chưa khai báo quy định áp dụng cho ngày {on:%d/%m/%Y}. Báo quản trị hệ thống; "
        "nội dung đã nhập vẫn còn trên trang này."
    )


class DocumentMissing(BadInput):
    code = "document-missing"
    sentence = "Cần ghi số, ký hiệu văn bản làm căn cứ, ví dụ 15/TB-UBND."


class TextMissing(BadInput):
    code = "text-missing"
    sentence = "Cần ghi {what}."


class BranchTermWrong(BadInput):
    code = "branch-term-wrong"
    sentence = "Thời hạn trả lời không đúng. {why}"


class NobodyThere(BadInput):
    code = "nobody-there"
    sentence = "Cơ quan này chưa có đơn vị nào trong hệ thống. Chọn cơ quan khác."


class AskedAlready(BadInput):
    code = "asked-already"
    sentence = "{agency} đang được hỏi ý kiến về hồ sơ này; chờ trả lời rồi mới hỏi thêm."


class GroundUnknown(BadInput):
    code = "ground-unknown"
    sentence = "Căn cứ “{given}” không có trong danh sách. Chọn một căn cứ trong danh sách."


class HeadMustSign(Refusal):
    code = "head-must-sign"
    sentence = (
        "Yêu cầu bổ sung lần {ordinal} {why} nên phải do lãnh đạo có thẩm quyền ký, kèm lý do. "
        "Chuyển hồ sơ cho lãnh đạo để ký yêu cầu này."
    )
    status = 422


class HeadStopsAgain(Refusal):
    code = "head-stops-again"
    sentence = (
        "Hồ sơ này đã tạm dừng một lần. Nếu còn căn cứ, lần tạm dừng sau do lãnh đạo có thẩm "
        "quyền của cơ quan thực hiện trên trang của hồ sơ."
    )
    status = 422


class ApologyFirst(Refusal):
    code = "apology-first"
    sentence = (
        "Hồ sơ {code} đã quá hạn theo quy định. Phải phát hành phiếu xin lỗi trước khi {label}."
    )


class AnswerDateWrong(BadInput):
    code = "answer-date-wrong"
    sentence = "Ngày trả lời phải là một ngày sau hôm nay, hiện là {given:%d/%m/%Y}."


class ResultIncomplete(BadInput):
    code = "result-incomplete"
    sentence = "Kết quả “{result}” còn thiếu: {missing}. Chưa có đủ thì chưa hoàn thành được hồ sơ."


class ResultDateWrong(BadInput):
    code = "result-date-wrong"
    sentence = "Ngày ký {given:%d/%m/%Y} {why}. Kiểm tra lại ngày trên văn bản kết quả."


class RecipientMissing(BadInput):
    code = "recipient-missing"
    sentence = "Cần ghi người nhận kết quả và cách xác nhận (CCCD, giấy ủy quyền hoặc vận đơn)."


class NewDatePassed(Refusal):
    code = "new-date-passed"
    sentence = (
        "Ngày hẹn lại {given:%d/%m/%Y} ghi trên phiếu đã qua, đổi sang ngày đó là hẹn sai với công "
        "dân. Gọi cho công dân và báo Văn phòng UBND tỉnh."
    )
    status = 422


class DayUnreadable(BadInput):
    code = "day-unreadable"
    sentence = "Không đọc được ngày “{given}”. Ghi dạng dd/mm/yyyy, ví dụ 05/03/2021."


class NewDateMissing(BadInput):
    code = "new-date-missing"
    sentence = "Cần ghi ngày hẹn lại, vì hồ sơ chưa có kết quả."


class NewDateWrong(BadInput):
    code = "new-date-wrong"
    sentence = "Ngày hẹn lại {given:%d/%m/%Y} {why}. Chọn một ngày làm việc khác."


class NoApology(Refusal):
    code = "no-apology"
    sentence = "Hồ sơ {code} chưa có dự thảo phiếu xin lỗi cho hạn hiện tại."


class NotASigner(Refusal):
    code = "not-a-signer"
    sentence = (
        "Vị trí {position} chưa được giao ký cho {agency}. "
        "Chuyển cho người đứng đầu, hoặc người được giao ký bằng văn bản."
    )
    status = 403


class HolderMayNotWithdraw(Refusal):
    code = "holder-may-not-withdraw"
    sentence = (
        "Người đang giữ hồ sơ không được ghi nhận việc rút hồ sơ. "
        "Chuyển yêu cầu rút của công dân cho cán bộ tiếp nhận khác."
    )
    status = 403


class NoNextStep(Refusal):
    code = "no-next-step"
    sentence = "Quy trình không còn bước nào sau bước {step}. Hãy nhập kết quả để hoàn thành."


class NotInUnit(BadInput):
    code = "not-in-unit"
    sentence = "Người được chọn không giữ vị trí nào ở {unit}. Chọn người trong đơn vị."


class StepNotAllowed(BadInput):
    code = "step-not-allowed"
    sentence = "Bước {step} chỉ được trả về bước {allowed}."


class SoonRuleWrong(BadInput):
    code = "soon-rule-wrong"
    sentence = (
        "Ngưỡng nhắc phải từ 0 đến 100 % thời hạn và từ 1 đến {most} ngày làm việc, "
        "hiện là {percent} % và {working_days} ngày."
    )


class FileRefused(BadInput):
    code = "file-refused"
    sentence = "Không nhận tệp này: {why}."
