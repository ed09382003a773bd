"""What is refused at the printer and in the books, each with its sentence."""

from onecua.kernel.errors import BadInput, Refusal


class NoSuchSlip(BadInput):
    code = "no-such-slip"
    sentence = "Hồ sơ này không có phiếu đó. Tải lại trang để xem các phiếu đã phát hành."


class NothingToPrint(Refusal):
    code = "nothing-to-print"
    sentence = "Không có gì để in: {what}."
    status = 422


class MaySignBooksOnly(Refusal):
    code = "may-sign-books-only"
    sentence = "Chỉ người có quyền ký của {agency} được khóa hoặc mở lại Sổ theo dõi hồ sơ."
    status = 403


class RegisterGoesOn(Refusal):
    code = "register-goes-on"
    sentence = (
        "Quyển {volume} không mở lại được vì quyển sau đã có số. "
        "Ghi việc đính chính vào cột Ghi chú của quyển đang mở."
    )


class PrinterTooFarOff(BadInput):
    code = "printer-too-far-off"
    sentence = "Độ lệch của máy in phải từ -10 mm đến 10 mm, hiện là {given} mm."


class SignedByKey(BadInput):
    code = "signed-by-key"
    sentence = "Phiếu này được ký số: tệp của phiếu là bản ký, không cần bản quét."
