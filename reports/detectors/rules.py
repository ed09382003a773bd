"""PURE. Every rule that reads one dossier: what it finds, from when on, how grave. A row each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.detectors import ends, ways
from reports.detectors.life import Life, Line


class Severity(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def label(self) -> str:
        return {"high": "Cao", "medium": "Vừa", "low": "Thấp"}[self]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A whole number a province may set. unit: the words after it."""

    default: int
    unit: str
    least: int = 0
    most: int = 100


@dataclass(frozen=True, slots=True)
class Rule:
    slug: str
    label: str
    finds: str
    severity: Severity
    threshold: Threshold | None = None
    way: Callable[[Life, int], Iterable[Line]] | None = None  # None: it reads many dossiers
    immediate: bool = False  # it reads immediate procedures too

    @property
    def default(self) -> int:
        return self.threshold.default if self.threshold else 0


H, M, L = Severity.HIGH, Severity.MEDIUM, Severity.LOW
_DAYS = "ngày làm việc"

_RULES = (
    Rule("ket-thuc-khong-ket-qua", "Kết thúc không có kết quả",
         "Trả kết quả khi chưa ghi kết quả, kết quả ghi trống, hoặc dừng vì chờ bổ sung mà không "
         "yêu cầu bổ sung nào quá hạn trả lời.", H, None, ends.without_result, immediate=True),
    Rule("tep-sau-khi-ket-thuc", "Tệp kết quả đưa vào sau khi kết thúc",
         "Kết quả được ghi không có tệp, tệp đưa vào ở lần ghi sau.", M, None,
         ends.result_changed),
    Rule("ky-truoc-khi-ghi-nhan", "Kết quả ký trước ngày ghi tiếp nhận",
         "Ngày ký kết quả sớm hơn ngày hồ sơ được ghi vào hệ thống, ngoài thời gian ngừng hệ "
         "thống đã khai báo.", H, None, ends.signed_before_recorded),
    Rule("xong-qua-nhanh", "Có kết quả ngay sau tiếp nhận",
         "Từ lúc ghi tiếp nhận đến lúc ghi kết quả ngắn hơn ngưỡng, hoặc ngắn hơn 2 % thời hạn.",
         H, Threshold(10, "phút làm việc", 1, 240), ways.ended_at_once),
    Rule("buoc-qua-nhanh", "Các bước được chuyển liên tiếp",
         "Mọi bước sau bước tiếp nhận cộng lại ngắn hơn ngưỡng; thủ tục có thời hạn dài hơn một "
         "ngày.", M, Threshold(5, "phút", 1, 240), ways.steps_at_once),
    Rule("bo-buoc", "Không đi đủ quy trình đã duyệt",
         "Có kết quả khi một bước của quy trình nội bộ chưa được làm xong.", H, None,
         ways.step_left_out),
    Rule("dung-ngay-den-han", "Tạm dừng sát ngày đến hạn",
         "Yêu cầu bổ sung hoặc tạm dừng trong ngày đến hạn, hoặc trước đó không quá ngưỡng; thủ "
         "tục có thời hạn dài hơn hai ngày.", H, Threshold(0, _DAYS, 0, 5),
         ways.stopped_on_the_day),
    Rule("dung-nhieu-lan", "Tạm dừng nhiều lần",
         "Số lần tạm dừng của một hồ sơ từ ngưỡng trở lên, không kể lần đầu chờ nghĩa vụ tài "
         "chính.", M, Threshold(3, "lần", 2, 20), ways.stopped_often),
    Rule("dung-khong-van-ban", "Tạm dừng không có văn bản",
         "Yêu cầu bổ sung không kèm phiếu, hoặc tạm dừng không ghi số văn bản.", M, None,
         ways.stopped_without_paper),
    Rule("ghi-lui", "Khai lúc nhận sớm hơn lúc ghi nhiều ngày",
         "Lúc nhận được khai sớm hơn lúc ghi quá ngưỡng, ngoài thời gian ngừng hệ thống đã khai "
         "báo.", M, Threshold(2, _DAYS, 1, 20), ways.back_dated),
    Rule("mot-nguoi-lam-het", "Một người tiếp nhận, xử lý và trả",
         "Cùng một người tiếp nhận, xử lý, ghi kết quả và trả kết quả, ở cơ quan có số người từ "
         "ngưỡng trở lên.", H, Threshold(4, "người", 2, 100), ways.one_hand),
    Rule("ngoai-gio", "Nhiều thao tác ban đêm",
         "Số thao tác từ 21 giờ đến 5 giờ trên một hồ sơ từ ngưỡng trở lên.", L,
         Threshold(3, "thao tác", 1, 50), ways.worked_at_night),
    Rule("di-lai", "Trả đi trả lại giữa các đơn vị",
         "Số lần trả về bước trước hoặc không nhận bàn giao từ ngưỡng trở lên.", L,
         Threshold(4, "lần", 2, 20), ways.sent_back_and_forth),
    Rule("rut-sat-han", "Công dân rút đúng ngày đến hạn",
         "Ghi công dân rút hồ sơ trong ngày đến hạn, hoặc trước đó không quá ngưỡng.", H,
         Threshold(0, _DAYS, 0, 5), ends.withdrawn_on_the_day),
    Rule("rut-khong-don", "Rút hồ sơ không nêu đơn của công dân",
         "Căn cứ rút hồ sơ không nêu đơn, giấy hoặc số văn bản nào.", H, None,
         ends.withdrawn_without_paper),
    Rule("tra-khong-ro-nguoi-nhan", "Trả kết quả không rõ người nhận",
         "Người nhận không ghi đủ họ tên, hoặc trùng tên cán bộ trả kết quả.", H, None,
         ends.given_to_nobody),
    Rule("cham-ve-quay", "Kết quả chậm về quầy",
         "Từ lúc có kết quả đến lúc về quầy dài hơn ngưỡng.", L, Threshold(5, _DAYS, 1, 30),
         ends.kept_from_the_desk),
    Rule("xin-loi-sau-ket-thuc", "Xin lỗi lâu sau khi kết thúc",
         "Phiếu xin lỗi hoặc hẹn lại được ghi sau khi hồ sơ kết thúc quá ngưỡng.", L,
         Threshold(5, _DAYS, 0, 60), ends.apology_afterwards),
    Rule("ket-thuc-trong-su-co", "Khai kết thúc trong lúc ngừng hệ thống",
         "Ghi sau hạn, khai là đã kết thúc trước hạn trong thời gian ngừng hệ thống.", M, None,
         ends.end_claimed_in_outage),
    # Over many dossiers: reports.detectors.groups.
    Rule("so-ket-qua-trung", "Số kết quả dùng hai lần",
         "Cùng số, ký hiệu trong một năm cho hai hồ sơ của một thủ tục ở một cơ quan.", H),
    Rule("tep-trung", "Một tệp kết quả cho nhiều hồ sơ",
         "Các hồ sơ có số kết quả khác nhau nhưng cùng một tệp.", H),
    Rule("don-ket-thuc", "Nhiều hồ sơ được đẩy xong cùng lúc",
         "Trong 15 phút, một đơn vị ghi kết quả cho số hồ sơ từ ngưỡng trở lên mà bước dài nhất "
         "của chúng cũng bắt đầu trong 15 phút đó.", M, Threshold(8, "hồ sơ", 3, 200)),
    Rule("khoang-trong-so", "Sổ chứng thực có khoảng trống hoặc trùng số",
         "Giữa hai lần ghi liền nhau của thủ tục trả ngay có số chưa ghi từ ngưỡng trở lên, hoặc "
         "một số ghi hai lần.", M, Threshold(5, "số", 1, 500), immediate=True),
    Rule("tong-ngay", "Số bản chứng thực trong ngày rất cao",
         "Một người ghi trong một ngày nhiều bản hơn ngưỡng.", L,
         Threshold(600, "bản", 50, 9_999), immediate=True),
    Rule("khai-ngoai-he-thong", "Tiếp nhận ngoài hệ thống, đơn vị tự khai",
         "Đơn vị khai có hồ sơ tiếp nhận ngoài hệ thống trong tháng.", L),
    Rule("ty-le-dung", "Tỷ lệ dừng, rút, tạm dừng cao so với các cơ quan khác",
         "Trong 90 ngày, tỷ lệ hồ sơ dừng, rút hoặc tạm dừng của cơ quan chắc chắn gấp ngưỡng lần "
         "tỷ lệ chung; chỉ tính từ 30 hồ sơ trở lên.", L, Threshold(3, "lần", 2, 10)),
)  # fmt: skip

RULES: Mapping[str, Rule] = {rule.slug: rule for rule in _RULES}
OF_ONE = tuple(rule for rule in _RULES if rule.way is not None)


def evidence(rule: Rule, life: Life, threshold: int | None = None) -> list[Line]:
    """The lines of one rule over one dossier; none: nothing to explain."""
    if rule.way is None or (life.immediate and not rule.immediate):
        return []
    return list(rule.way(life, rule.default if threshold is None else threshold))
