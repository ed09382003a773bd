"""Every act of the organisation that has a page, a row each; one view binds, calls, answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from onecua.kernel.errors import BadInput, Refusal
from onecua.ledger.office import office_now
from onecua.people.rights import administers
from onecua.people.web import admin_forms as make
from onecua.people.web import admin_runs as runs
from onecua.people.web import admin_scenes as scenes
from onecua.people.web.admin_runs import Done
from onecua.people.web.doors import Scene, acting_of, find, is_own, not_for, signed_in


@dataclass(frozen=True, slots=True)
class AdminAct:
    kind: str  # of the target, as `doors.FINDERS` names it
    slug: str
    label: str
    form: type[forms.Form]
    run: Callable[[Scene, dict[str, Any], forms.Form], Done]
    effect: str = ""
    prepare: Callable[[forms.Form, Scene], None] = scenes.nothing_to_prepare
    initial: Callable[[Scene], Mapping[str, Any]] = scenes.from_today
    own: bool = False  # the person himself may, without being an administrator


# fmt: off
ACTS: Mapping[tuple[str, str], AdminAct] = {
    (act.kind, act.slug): act
    for act in (
        AdminAct("co-quan", "lap-co-quan", "Lập cơ quan trực thuộc", make.NewAgencyForm,
                 runs.open_agency, "Cơ quan mới có sẵn đơn vị lãnh đạo để giao vị trí."),
        AdminAct("co-quan", "lap-don-vi", "Lập đơn vị", make.NewUnitForm, runs.open_unit),
        AdminAct("co-quan", "ket-thuc", "Kết thúc hoạt động cơ quan", make.ClosingForm,
                 runs.close_agency, prepare=scenes.successors_of_agency,
                 effect="Mọi đơn vị của cơ quan kết thúc cùng ngày. Trước đó phải không còn "
                 "vị trí, cơ quan trực thuộc hay hồ sơ chưa xong."),
        AdminAct("don-vi", "them-nguoi", "Thêm người mới", make.HireForm, runs.hire,
                 "Tài khoản có mật khẩu tạm, hiện một lần sau khi bấm; người dùng phải đổi khi "
                 "đăng nhập lần đầu."),
        AdminAct("don-vi", "giao-vi-tri", "Giao vị trí cho người đã có tài khoản",
                 make.AppointForm, runs.appoint),
        AdminAct("don-vi", "mo-quay", "Mở bộ phận một cửa", make.NewDeskForm, runs.open_desk,
                 "Mỗi đơn vị có một bộ phận một cửa, một sổ theo dõi mỗi năm."),
        AdminAct("don-vi", "ket-thuc", "Kết thúc hoạt động đơn vị", make.ClosingForm,
                 runs.close_unit, prepare=scenes.successors_of_unit,
                 effect="Trước đó đơn vị phải không còn vị trí và không còn giữ hồ sơ chưa xong."),
        AdminAct("vi-tri", "ket-thuc", "Kết thúc vị trí", make.EndPostForm, runs.end_post,
                 prepare=scenes.colleagues_of_post, initial=scenes.ends_today,
                 effect="Ủy quyền của vị trí này hết hiệu lực cùng lúc."),
        AdminAct("vi-tri", "uy-quyen", "Ủy quyền", make.DelegationForm, runs.delegate, own=True,
                 prepare=scenes.receivers,
                 effect="Người nhận chọn “thay” hoặc “ký” khi đăng nhập; mỗi thao tác ghi cả hai "
                 "người. Việc có thể ủy quyền tiếp trong thời gian này; chữ ký thì không."),
        AdminAct("nguoi-dung", "sua", "Sửa thông tin", make.CorrectForm, runs.correct,
                 initial=scenes.as_known),
        AdminAct("nguoi-dung", "mat-khau", "Đặt lại mật khẩu", make.Nothing, runs.reset_password,
                 "Mật khẩu cũ hết hiệu lực, mọi phiên đang mở đều thoát. "
                 "Mật khẩu tạm hiện một lần."),
        AdminAct("nguoi-dung", "chuyen-viec", "Chuyển hồ sơ đang giữ", make.HeirsForm,
                 runs.hand_on, "Mỗi hồ sơ có một dòng trong sổ cái.", prepare=scenes.heirs),
        AdminAct("nguoi-dung", "ngung", "Ngừng tài khoản", make.LeaveForm, runs.deactivate,
                 "Người này thoát ngay, mọi vị trí và ủy quyền kết thúc, "
                 "hồ sơ đang giữ được chuyển.",
                 prepare=scenes.heirs),
        AdminAct("nguoi-dung", "mo-lai", "Mở lại tài khoản", make.DecisionForm, runs.reactivate,
                 "Tài khoản mở với mật khẩu tạm và chưa có vị trí nào."),
        AdminAct("nguoi-dung", "vang-mat", "Ghi vắng mặt", make.AbsenceForm, runs.declare_absence,
                 own=True),
        AdminAct("uy-quyen", "thu-hoi", "Thu hồi ủy quyền", make.TakeBackForm,
                 runs.end_delegation, own=True, initial=scenes.ends_at_once),
        AdminAct("vang-mat", "bo", "Bỏ ngày vắng mặt", make.Nothing, runs.withdraw_absence,
                 own=True),
    )
}
# fmt: on


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, kind: str, pk: int, slug: str) -> HttpResponse:
    """GET says what the act will do; POST does it. Out of reach 404, not for this role 403."""
    page = ACTS.get((kind, slug))
    if page is None:
        raise Http404
    scene = Scene(find(request, kind, pk), acting_of(request), office_now())
    if not (administers(scene.acting) or (page.own and is_own(scene.target, scene.acting))):
        return not_for(request, page.label)
    if request.method != "POST":
        form = page.form(initial=dict(page.initial(scene)))
        page.prepare(form, scene)
        return _show(request, page, scene, form)
    form = page.form(request.POST)
    page.prepare(form, scene)
    if not form.is_valid():
        return _show(request, page, scene, form, status=422)
    return _do(request, page, scene, form)


def _do(request: HttpRequest, page: AdminAct, scene: Scene, form: forms.Form) -> HttpResponse:
    try:
        done = page.run(scene, dict(form.cleaned_data), form)
    except BadInput as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return _show(request, page, scene, form, status=refusal.status)
    except Refusal as refusal:
        return _show(request, page, scene, form, refusal=refusal.message, status=refusal.status)
    if done.secret:  # shown on this answer alone: never in a session, a cookie or a log
        return render(request, "people/secret.html", {"done": done, "act": page})
    messages.success(request, done.words)
    return redirect(done.back)


def _show(
    request: HttpRequest,
    page: AdminAct,
    scene: Scene,
    form: forms.Form,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "act": page,
        "about": scenes.about(scene),
        "form": form,
        "refusal": refusal,
        "back": scenes.back(scene),
    }
    return render(request, "people/act.html", context, status=status)
