"""What is refused about agencies, people and rights: what happened, why, what to do now."""

from onecua.kernel.errors import BadInput, Refusal


class OutOfReach(Refusal):
    code = "out-of-reach"
    sentence = "{what} không thuộc phạm vi quản trị của bạn. Báo quản trị đơn vị của cơ quan đó."
    status = 403


class NotToOneself(Refusal):
    code = "not-to-oneself"
    sentence = "Không ai tự {what} cho chính mình. Nhờ một quản trị khác thực hiện, kèm quyết định."
    status = 403


class RoleReserved(Refusal):
    code = "role-reserved"
    sentence = (
        "Vai trò “{role}” chỉ do quản trị hệ thống giao. Gửi quyết định cho quản trị hệ thống."
    )
    status = 403


class HoldsElsewhere(Refusal):
    code = "holds-elsewhere"
    sentence = (
        "Người này còn giữ vị trí ở {where}, ngoài phạm vi quản trị của bạn. "
        "Báo quản trị hệ thống thực hiện."
    )
    status = 403


class LastSystemAdministrator(Refusal):
    code = "last-system-administrator"
    sentence = (
        "Đây là quản trị hệ thống cuối cùng còn hoạt động. "
        "Giao vai trò này cho một người khác trước."
    )


class LastOfUnit(Refusal):
    code = "last-of-unit"
    sentence = (
        "Đây là người cuối cùng làm việc ở {unit}, đơn vị đang làm bước của {count} thủ tục. "
        "Giao vị trí ở đó cho người khác, hoặc cấu hình lại quy trình, trước."
    )


class DecisionMissing(BadInput):
    code = "decision-missing"
    sentence = "Cần ghi số, ký hiệu quyết định hoặc văn bản làm căn cứ, ví dụ 15/QĐ-UBND."


class DatesWrong(BadInput):
    code = "dates-wrong"
    sentence = "Ngày {last:%d/%m/%Y} trước ngày {first:%d/%m/%Y}. Kiểm tra lại hai ngày."


class TooFarBack(BadInput):
    code = "too-far-back"
    sentence = (
        "Không ghi lùi quá ngày hôm qua: {given:%d/%m/%Y}. Quyền đã dùng trong những ngày qua "
        "vẫn nằm trong sổ cái; ghi {earliest:%d/%m/%Y} để hết hiệu lực ngay."
    )


class BackDated(BadInput):
    code = "back-dated"
    sentence = (
        "Ngày bắt đầu {given:%d/%m/%Y} đã qua. Quyền chỉ có từ ngày được giao: "
        "ghi từ {earliest:%d/%m/%Y} trở đi."
    )


class AgencyNotOpen(BadInput):
    code = "agency-not-open"
    sentence = "{agency} không hoạt động vào ngày {on:%d/%m/%Y}. Chọn cơ quan còn hoạt động."


class UnitNotOpen(BadInput):
    code = "unit-not-open"
    sentence = (
        "Đơn vị {unit} không hoạt động vào ngày {on:%d/%m/%Y} "
        "nên không giao được vị trí. Chọn đơn vị khác hoặc sửa ngày."
    )


class AlreadyClosed(Refusal):
    code = "already-closed"
    sentence = "{what} đã kết thúc sau ngày {on:%d/%m/%Y}."


class NameTaken(BadInput):
    code = "name-taken"
    sentence = "{what} “{given}” đã có. Chọn tên khác, hoặc dùng {what} đã có."


class NameMissing(BadInput):
    code = "name-missing"
    sentence = "Cần ghi {what}."


class UsernameWrong(BadInput):
    code = "username-wrong"
    sentence = (
        "Tên đăng nhập “{given}” không dùng được: chỉ gồm chữ không dấu, số, dấu chấm, gạch ngang, "
        "gạch dưới, từ 3 đến 60 ký tự."
    )


class UsernameUnknown(BadInput):
    code = "username-unknown"
    sentence = "Không có tài khoản “{given}”. Kiểm tra lại tên, hoặc thêm người mới."


class RootUnitExists(BadInput):
    code = "root-unit-exists"
    sentence = "{agency} đã có đơn vị lãnh đạo. Chọn loại đơn vị khác."


class StillHasParts(Refusal):
    code = "still-has-parts"
    sentence = "{what} còn {parts} hoạt động sau ngày {on:%d/%m/%Y}. Kết thúc các phần đó trước."


class StillHolds(Refusal):
    code = "still-holds"
    sentence = (
        "{what} còn giữ {count} hồ sơ chưa xong. Chuyển các hồ sơ đó trước khi kết thúc hoạt động."
    )


class SuccessorWrong(BadInput):
    code = "successor-wrong"
    sentence = "{successor} không kế thừa được {what}: {why}."


class PostHeldAlready(BadInput):
    code = "post-held-already"
    sentence = (
        "Người này đã giữ vị trí {role} ở {unit} từ {since:%d/%m/%Y}. "
        "Không giao hai lần cùng một vị trí trong cùng thời gian."
    )


class OnlyHeadsSign(BadInput):
    code = "only-heads-sign"
    sentence = "Chỉ vị trí lãnh đạo được giao ký. Chọn vai trò Lãnh đạo hoặc bỏ dấu “được ký”."


class PersonInactive(BadInput):
    code = "person-inactive"
    sentence = "Tài khoản {username} đã ngừng. Mở lại tài khoản trước khi giao vị trí."


class PasswordWrong(BadInput):
    code = "password-wrong"
    sentence = "Mật khẩu hiện tại không đúng."


class PasswordWeak(BadInput):
    code = "password-weak"
    sentence = "Mật khẩu mới {why}. Dùng ít nhất {least} ký tự, dễ nhớ với bạn và khó đoán."


class NotYourPost(Refusal):
    code = "not-your-post"
    sentence = (
        "Chỉ người giữ vị trí đó, hoặc quản trị của cơ quan, được ủy quyền và thu hồi ủy quyền."
    )
    status = 403


class EndMissing(BadInput):
    code = "end-missing"
    sentence = "“{kind}” phải có ngày kết thúc."


class DocumentMissing(BadInput):
    code = "document-missing"
    sentence = "Giao ký phải có số và ngày của văn bản."


class DelegationRefused(BadInput):
    code = "delegation-refused"
    sentence = "Không “{kind}” được: {why}."


class DelegationCycle(BadInput):
    code = "delegation-cycle"
    sentence = (
        "Người nhận đang ủy quyền, trực tiếp hoặc qua người khác, cho {who}: "
        "việc sẽ quay vòng. Chọn người khác."
    )


class ChainTooLong(BadInput):
    code = "chain-too-long"
    sentence = "Việc đã được ủy quyền tiếp qua nhiều người; một chuỗi chỉ có {most} lần ủy quyền."


class DelegatedAlready(BadInput):
    code = "delegated-already"
    sentence = "Đã có ủy quyền này từ {since:%d/%m/%Y}. Thu hồi ủy quyền cũ trước."


class AbsenceOver(BadInput):
    code = "absence-over"
    sentence = "Ngày cuối {given:%d/%m/%Y} đã qua. Ghi ngày vắng mặt từ hôm nay trở đi."


class AbsentAlready(BadInput):
    code = "absent-already"
    sentence = "Đã ghi vắng mặt từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}. Bỏ lần ghi đó trước."


class ListApplied(Refusal):
    code = "list-applied"
    sentence = "Danh sách này đã được áp dụng lúc {on:%H:%M %d/%m/%Y}. Không có gì thay đổi thêm."


class ListChangesNothing(Refusal):
    code = "list-changes-nothing"
    sentence = (
        "Danh sách không thêm gì: mọi dòng đúng đã có trong hệ thống. "
        "Sửa các dòng lỗi rồi nhập lại nếu còn."
    )
    status = 422
