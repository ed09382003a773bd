"""One endpoint an act, all from one table: act -> body (BODIES) -> service (COMMANDS)."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, path
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api.act_bodies import BODIES, arguments
from cases.api.answers import Answered
from cases.api.doing import acting_of, done_once, find
from cases.api.intake_bodies import Opening
from cases.api.schema import CODE, CONFLICTS, KEY_HEADER
from cases.models import Dossier
from cases.permissions import who_may
from cases.services.errors import NotAllowed
from cases.services.registry import COMMANDS, OPENING
from cases.states import ACTS, Act
from onecua.ledger.office import office_now
from onecua.people.acting import Acting
from onecua.people.models import Desk
from procedures.api.schema import UNREADABLE, problems

Endpoint = Callable[..., Any]


def act_endpoint(act: Act) -> Endpoint:
    """POST: find visible, read the body, call the service, answer."""

    @extend_schema(
        operation_id=f"act_{act.name}",
        tags=["Thao tác"],
        summary=act.label,
        description=_says(act),
        parameters=[CODE, KEY_HEADER],
        request=BODIES[act.name],
        responses={200: OpenApiResponse(Answered, "Đã thực hiện.")} | problems(*CONFLICTS),
    )
    @api_view(["POST"])
    def endpoint(request: Request, code: str) -> Response:
        acting = acting_of(request)
        dossier = find(acting, code)
        body = BODIES[act.name](data=request.data)
        body.is_valid(raise_exception=True)
        given = arguments(body.validated_data)

        def run() -> Dossier:
            return COMMANDS[act.name](
                dossier_id=dossier.pk, acting=acting, at=office_now(), **given
            )

        return Response(done_once(request, acting, run))

    return endpoint


def opening_endpoint(opening: Opening) -> Endpoint:
    """POST: the acts that make a dossier, at the acting desk."""

    def post(request: Request) -> Response:
        acting = acting_of(request)
        desk = _desk_of(acting, ACTS[opening.act])
        body = opening.body(data=request.data)
        body.is_valid(raise_exception=True)
        given = opening.arguments(body.validated_data)

        def run() -> Dossier:
            return OPENING[opening.act](desk=desk, acting=acting, at=office_now(), **given)

        return Response(done_once(request, acting, run), status=201)

    return post


def opening_schema(opening: Opening) -> Callable[[Endpoint], Endpoint]:
    act = ACTS[opening.act]
    return extend_schema(
        operation_id=f"open_{act.name}",
        tags=["Tiếp nhận"],
        summary=act.label,
        description=_says(act),
        parameters=[KEY_HEADER],
        request=opening.body,
        responses={201: OpenApiResponse(Answered, "Đã ghi nhận.")}
        | problems(*UNREADABLE, 401, 403, 409, 422),
    )


def act_urls() -> Iterator[URLPattern]:
    for name in COMMANDS:
        address = f"dossiers/<code:code>/acts/{name.replace('_', '-')}/"
        yield path(address, act_endpoint(ACTS[name]), name=f"act-{name}")


def _desk_of(acting: Acting, act: Act) -> Desk:
    """Raises NotAllowed: dossiers are made only at a desk."""
    if acting.desk_id is None:
        raise NotAllowed(label=act.label, who=who_may(act.name))
    return Desk.objects.select_related("unit__agency__parent").get(pk=acting.desk_id)


def _says(act: Act) -> str:
    effect = act.effect.value or "Không tác động đến thời hạn."
    return f"{effect} Người làm: {who_may(act.name)}."
