"""Receiving a dossier over HTTP, as the page's form does, against a view that inserts one row.

Both sides go through Django's whole request handling with the same middleware and the same signed
session, and both end in a COMMIT to the same PostgreSQL.
"""

from collections.abc import Callable
from itertools import count

from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client
from django.test.utils import override_settings
from django.urls import include, path
from django.utils.crypto import get_random_string

from onecua.bench.office import PROCEDURE, bench_office
from onecua.bench.pairs import Ratio, measure
from onecua.ledger.office import real_now

PERSON = {"name": "Nguyễn Thị Hồng Vân", "address": "thị trấn Đắk Hà", "phone": "0905 000 101"}
COUNTER = PERSON | {
    "procedure": PROCEDURE, "identity": "062195379153", "born_on": "14/02/1995", "sex": "Nữ",
    "channel": "direct", "quantity": "1", "deed": "accept", "papers_shown": "1", "paper_1": "on",
    "original_1": "1", "copy_1": "0",
}  # fmt: skip


@login_required
def insert_one(request: HttpRequest) -> HttpResponse:
    """One row of a table of Django's own: a key, a text, an instant."""
    key, words = get_random_string(40), "\n".join(request.POST[name] for name in PERSON)
    Session.objects.create(session_key=key, session_data=words, expire_date=real_now())
    return redirect("cases:receive")


urlpatterns = [path("tran/", insert_one), path("", include("onecua.urls"))]


def receiving() -> Ratio:
    office = bench_office()
    keys = count(1)
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"]):
        client = Client()
        client.force_login(office.clerk)
        run = client.session.session_key
        return measure(
            _sends(client, "/tiep-nhan/", lambda: COUNTER | {"key": f"{run}-{next(keys)}"[-40:]}),
            _sends(client, "/tran/", lambda: PERSON),
            pairs=100,
            warm_up=10,
        )


def _sends(client: Client, address: str, form: Callable[[], dict[str, str]]) -> Callable[[], None]:
    def send() -> None:
        answer = client.post(address, form())
        if answer.status_code != 302:  # noqa: PLR2004 - sent on: it was done
            raise RuntimeError(f"{address}: {answer.status_code} {answer.content.decode()[:500]}")

    return send
