"""What is refused of a take-over, in sentences."""

from onecua.kernel.errors import BadInput, Refusal
from onecua.people.services.errors import OutOfReach

__all__ = [
    "DecisionMissing",
    "HeadSignsDoubts",
    "NotOnesOwnList",
    "NothingDoubtful",
    "NothingToTake",
    "OutOfReach",
    "SourceMissing",
]


class SourceMissing(BadInput):
    code = "source-missing"
    sentence = "Ghi tên hệ thống cũ, ví dụ “Một cửa điện tử huyện Đắk Hà 2016”."


class DecisionMissing(BadInput):
    code = "decision-missing"
    sentence = "Ghi số văn bản mà lãnh đạo căn cứ để nhận các hồ sơ còn nghi vấn."


class HeadSignsDoubts(Refusal):
    code = "head-signs-doubts"
    sentence = "Hồ sơ còn nghi vấn do lãnh đạo có quyền ký của {agency} ký nhận."
    status = 403


class NotOnesOwnList(Refusal):
    code = "not-ones-own-list"
    sentence = "Người nhập danh sách không tự ký nhận các hồ sơ còn nghi vấn của danh sách đó."
    status = 403


class NothingDoubtful(Refusal):
    code = "nothing-doubtful"
    sentence = "Danh sách không còn hồ sơ nào cần ký nhận."


class NothingToTake(Refusal):
    code = "nothing-to-take"
    sentence = (
        "Không có hồ sơ nào để chuyển: các dòng đúng đã có; {waiting} hồ sơ còn nghi "
        "vấn đang chờ lãnh đạo ký nhận."
    )
