"""What is refused about a reorganisation: what happened, why, what to do now."""

from onecua.kernel.errors import BadInput, Refusal


class SystemAdministratorOnly(Refusal):
    code = "reorganisation-system-administrator"
    sentence = "Chỉ quản trị hệ thống lập và áp dụng phương án sắp xếp tổ chức."
    status = 403


class EffectiveBeforeIssued(BadInput):
    code = "effective-before-issued"
    sentence = (
        "Ngày hiệu lực {effective:%d/%m/%Y} trước ngày ban hành {issued:%d/%m/%Y}. "
        "Kiểm tra lại hai ngày trên quyết định."
    )


class EffectiveTooEarly(BadInput):
    code = "effective-too-early"
    sentence = (
        "Ngày hiệu lực {effective:%d/%m/%Y} đã qua. Phương án được lập trước ngày áp dụng: "
        "chọn từ {earliest:%d/%m/%Y} trở đi."
    )


class AnotherIsOpen(Refusal):
    code = "another-reorganisation-open"
    sentence = "Phương án theo {decision} chưa áp dụng xong. Áp dụng xong rồi lập phương án mới."


class NotYet(Refusal):
    code = "reorganisation-not-yet"
    sentence = (
        "Chưa đến ngày hiệu lực {effective:%d/%m/%Y} của {decision}. "
        "Phương án được áp dụng từ ngày đó."
    )


class AppliedAlready(Refusal):
    code = "reorganisation-applied"
    sentence = "{decision} đã được áp dụng lúc {on:%H:%M %d/%m/%Y}. Không áp dụng hai lần."


class StillFaulty(Refusal):
    code = "reorganisation-faulty"
    sentence = "Chưa áp dụng được, còn {count} điều phải giải quyết. Điều đầu tiên: {first}"


class SuccessorUnknown(BadInput):
    code = "successor-unknown"
    sentence = "Không có cơ quan mã “{given}” trong phương án hay trong tổ chức. Chọn cơ quan khác."


class SucceedsItself(BadInput):
    code = "succeeds-itself"
    sentence = "{agency} không thể kế thừa chính mình. Chọn cơ quan khác, hoặc chọn giữ nguyên."


class SuccessorEnds(BadInput):
    code = "successor-ends"
    sentence = (
        "{successor} cũng kết thúc theo phương án này, kế thừa sẽ quay vòng hoặc đứt đoạn. "
        "Chọn cơ quan còn hoạt động sau ngày hiệu lực."
    )
