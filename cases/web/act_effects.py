"""What an act will do to the clock and to the dossier, said to the officer before he acts."""

from cases.deadline_words import instant
from cases.lanes import ends_own_lane
from cases.models import Dossier, Handover
from cases.services import step_runs
from cases.services.errors import NoNextStep
from cases.services.handover import step_after
from cases.services.look import newest_apology, planned
from cases.services.parts import others_open
from cases.services.proposal import propose
from cases.services.supplement import next_case
from cases.states import ACTS
from cases.web.act_scenes import Scene
from onecua.people.models import Unit
from procedures.selectors import PlannedStep

KEEPS = "Thời hạn vẫn tính."


def usual_effect(scene: Scene) -> str:
    return ACTS[scene.act].effect.value or KEEPS


def stopping(_scene: Scene) -> str:
    return "Thời hạn tạm dừng từ lúc này; ngày hẹn tính lại khi tiếp tục."


def going_on(_scene: Scene) -> str:
    return "Thời hạn tính tiếp từ ngày làm việc sau hôm nay; những ngày tạm dừng không tính."


def ending(scene: Scene) -> str:
    dossier = scene.dossier
    late = dossier.late_from is not None and dossier.late_from <= scene.now
    when = "quá hạn" if late else "trước hoặc đúng hạn"
    return f"Thời hạn dừng hẳn lúc này và được ghi nhận là {when}."


def supplement(scene: Scene) -> str:
    """By data, and said before acting: NĐ 61/2018 Đ19.4."""
    case = next_case(scene.dossier, scene.now)
    if case.restart:
        return "Lần đầu, trong hạn 03 ngày: thời hạn dừng lại và tính lại từ đầu khi nhận đủ."
    return (
        f"Lần {case.ordinal}, {case.why}: phải do lãnh đạo ký; thời hạn tạm dừng và chỉ tính tiếp "
        "khi nhận đủ, không tính lại từ đầu."
    )


def supplemented(scene: Scene) -> str:
    asked = scene.dossier.supplements.filter(received_at=None).first()
    if asked is None:
        return usual_effect(scene)
    if asked.restart:
        return "Thời hạn tính lại từ đầu; in giấy hẹn mới thay giấy cũ."
    return "Thời hạn tính tiếp, không tính lại từ đầu; in giấy hẹn mới thay giấy cũ."


def handing_over(scene: Scene) -> str:
    step = _next(scene.dossier)
    whom = f"Giao cho {_unit(step)} làm bước “{step.name}”. " if step else ""
    return f"{whom}Đến khi bên nhận xác nhận, hồ sơ vẫn do đơn vị bạn giữ. {KEEPS}"


def next_step(scene: Scene) -> str:
    step = _next(scene.dossier)
    if step is None:
        return KEEPS
    if waits_for_others(scene.dossier):
        return f"Phần của đơn vị bạn xong lúc này; hồ sơ chờ các cơ quan làm song song. {KEEPS}"
    if step.unit_id == scene.dossier.holder_unit_id:
        return f"Bước tiếp theo “{step.name}” do chính đơn vị bạn làm. {KEEPS}"
    return f"Giao cho {_unit(step)} làm bước “{step.name}”, chờ xác nhận. {KEEPS}"


def own_part(_scene: Scene) -> str:
    return (
        "Đồng hồ phần việc của đơn vị bạn dừng lúc này. Cơ quan chủ trì chuyển tiếp hồ sơ "
        f"khi các phần việc đã xong. {KEEPS}"
    )


def without_the_others(scene: Scene) -> str:
    still = scene.dossier.branches.filter(ended_at=None, lead=False).exclude(lane="")
    names = "; ".join(still.select_related("unit").values_list("unit__name", flat=True))
    return f"Chưa xong phần việc: {names}. Lý do được lưu vào sổ của hồ sơ. {KEEPS}"


def waits_for_others(dossier: Dossier) -> bool:
    return ends_own_lane(planned(dossier), dossier.step) and others_open(dossier)


def taking_over(scene: Scene) -> str:
    pending = _pending(scene.dossier)
    step = next((s for s in planned(scene.dossier) if pending and s.no == pending.step), None)
    if step is None:
        return KEEPS
    due = step_runs.own_due(scene.dossier, step, scene.now)
    if due is None:
        return f"Bạn giữ hồ sơ từ lúc này, bước “{step.name}”. {KEEPS}"
    return f"Bạn giữ hồ sơ từ lúc này; hạn của bước “{step.name}” là {instant(due)}."


def declining(scene: Scene) -> str:
    pending = _pending(scene.dossier)
    giver = f" {pending.from_unit.name}" if pending else ""
    return f"Hồ sơ trở lại bên giao{giver} từ lúc này. {KEEPS}"


def arriving(_scene: Scene) -> str:
    return "Thời hạn đã dừng. Từ lúc này công dân được mời đến nhận kết quả."


def returning(_scene: Scene) -> str:
    return "Hồ sơ kết thúc. Quá hạn hay không đã được ghi khi có kết quả, việc trả không đổi."


def accepting(_scene: Scene) -> str:
    return "Cấp mã hồ sơ, thời hạn bắt đầu tính từ lúc này; in giấy hẹn trả kết quả."


def drafting(scene: Scene) -> str:
    proposal = propose(scene.dossier, scene.now)
    if proposal.new_due is None:
        return f"{proposal.method}."
    return f"Đề nghị hẹn lại {instant(proposal.new_due)}. {proposal.method}. Hạn giữ nguyên."


def completing(scene: Scene) -> str:
    return f"{_method(scene)} Phiếu chưa phát hành cho đến khi lãnh đạo ký. Hạn giữ nguyên."


def signing(scene: Scene) -> str:
    return (
        f"{_method(scene)} Ký xong, phiếu được cấp số và in; quầy đổi ngày hẹn. "
        "Hạn theo quy định giữ nguyên, việc quá hạn không được xóa."
    )


def moving(scene: Scene) -> str:
    apology = newest_apology(scene.dossier)
    if apology is None:
        return usual_effect(scene)
    return (
        f"Ngày hẹn đổi từ {instant(scene.dossier.appointed_due)} sang {instant(apology.new_due)}; "
        "hạn theo quy định giữ nguyên. Mỗi hồ sơ chỉ đổi một lần."
    )


def _next(dossier: Dossier) -> PlannedStep | None:
    try:
        return step_after(dossier)
    except NoNextStep:
        return None


def _unit(step: PlannedStep) -> str:
    return Unit.objects.values_list("name", flat=True).get(pk=step.unit_id)


def _pending(dossier: Dossier) -> Handover | None:
    waiting = dossier.handovers.filter(outcome=Handover.Outcome.PENDING)
    return waiting.select_related("from_unit").first()


def _method(scene: Scene) -> str:
    draft = newest_apology(scene.dossier)
    if draft is None:
        return ""
    if scene.dossier.ended_at:
        return "Hồ sơ đã có kết quả: phiếu chỉ xin lỗi, không hẹn lại ngày trả."
    return f"Ngày đề nghị {instant(draft.new_due)}: {draft.method[:1].lower()}{draft.method[1:]}."
