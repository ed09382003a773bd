"""What the counter refuses, in sentences: who hands in, numbers, money, who takes the result."""

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


class NothingCorrected(BadInput):
    code = "nothing-corrected"
    sentence = "Số, số bản và người ký vẫn như cũ; chưa có gì để đính chính."


class FeeWrong(BadInput):
    code = "fee-wrong"
    sentence = "Số tiền phải là một số từ {least} đến {most} đồng, hiện là {given}."


class ReceiptNumberMissing(BadInput):
    code = "receipt-number-missing"
    sentence = "Cần ghi số biên lai (thu tại quầy), mã giao dịch (trực tuyến) hoặc căn cứ miễn."


class ReceiptUsedBefore(BadInput):
    code = "receipt-used-before"
    sentence = "Biên lai {number} đã ghi cho hồ sơ {before}. Kiểm tra lại số trên biên lai."


class NoFeeTaken(Refusal):
    code = "no-fee-taken"
    sentence = "Hồ sơ {code} chưa ghi khoản phí nào để hủy."
    status = 422


class FeeUnsettled(Refusal):
    code = "fee-unsettled"
    sentence = (
        "Hồ sơ {code} chưa nộp phí, lệ phí {fee}. Ghi biên lai (hoặc căn cứ miễn) ở việc "
        "“Thu phí, lệ phí” rồi trả kết quả."
    )
    status = 422


class NotTheOwner(BadInput):
    code = "not-the-owner"
    sentence = (
        "Số CCCD này không phải của chủ hồ sơ. Nếu được ủy quyền, bỏ dấu “Người nhận là chủ hồ sơ” "
        "và ghi giấy ủy quyền ở ô “Xác nhận bằng”."
    )


class AddressMissing(BadInput):
    code = "address-missing"
    sentence = "Cần ghi địa chỉ nhận kết quả: số nhà, thôn, xã, huyện, tỉnh."


class TrackingMissing(BadInput):
    code = "tracking-missing"
    sentence = "Cần ghi số vận đơn in trên phiếu gửi của bưu chính, ví dụ EA123456789VN."
