"""A list page for a restricted user among 100,000 dossiers, against the same rows by primary key.

Both sides are whole requests of the same signed-in client, through the same middleware. The bare
side is what one writes first in Django: fifty ids, one query with its joins, a plain table.
"""

import math
import re
from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.core.management import CommandError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.urls import include, path

from cases.models import Dossier, DossierAccess
from cases.permissions import SEES_UNITS
from cases.selectors.worklist import PAGE
from onecua.bench.pairs import Ratio, measure
from onecua.bench.stock import Volume, grow
from onecua.people.models import Post

SMALL, BIG = 10_000, 100_000
FLAT = 0.05  # slope of the log of time, as the ratio, on the log of volume
PAGES = ("/viec/?loc=tat-ca", "/bare/")
_LINK = re.compile(r'href="/ho-so/([^/"]+)/"')
_TABLE = """<!doctype html><title>Hồ sơ</title><table>{% for each in rows %}<tr>
<td><a href="/ho-so/{{ each.code }}/">{{ each.code }}</a></td>
<td>{{ each.procedure.short_title }}</td>
<td>{{ each.applicant.name }}</td><td>{{ each.get_state_display }}</td>
<td>{{ each.holder_unit.name }}</td><td>{{ each.holder_person.full_name }}</td>
<td>{{ each.received_at|date:"d/m" }}</td><td>{{ each.appointed_due|date:"d/m" }}</td></tr>
{% endfor %}</table>"""

_shown: list[int] = []  # the ids the bare page is given


@login_required
def bare(_request: HttpRequest) -> HttpResponse:
    rows = Dossier.objects.filter(pk__in=_shown).select_related(
        "procedure", "applicant", "holder_unit", "holder_person"
    )
    return HttpResponse(engines["django"].from_string(_TABLE).render({"rows": rows}))


urlpatterns = [path("bare/", bare), path("", include("onecua.urls"))]


def list_page() -> Ratio:
    """For one of the unit that sees most. Volumes and flatness stand in the note."""
    grow(0)
    post = _most_burdened()
    ratios: list[tuple[int, float]] = []
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"]):
        for size in (SMALL, BIG):
            volume = grow(size)
            ratio = _measure(post)
            ratios.append((volume.dossiers, ratio.value))
    ratio.note = _note(post, volume, ratios)
    return ratio


def _most_burdened() -> Post:
    """Of all who see a part of the province, one of the unit that sees the most open dossiers."""
    seen = DossierAccess.objects.filter(is_open=True).values("unit").annotate(seen=Count("pk"))
    for unit in seen.order_by("-seen").values_list("unit", flat=True):
        posts = Post.objects.filter(unit=unit, role__in=SEES_UNITS)
        if post := posts.select_related("person", "unit").order_by("pk").first():
            return post
    raise CommandError("Không đơn vị nào có người làm việc; bản minh họa chưa dựng xong.")


def _measure(post: Post) -> Ratio:
    client = Client()
    client.force_login(post.person)
    session = client.session
    session["post"] = post.pk
    session.save()
    page, plain = PAGES
    codes = _codes(client, page)
    _shown[:] = Dossier.objects.filter(code__in=codes).values_list("pk", flat=True)
    if len(_shown) != PAGE or _codes(client, plain) != set(codes):
        raise CommandError("Hai trang không liệt kê cùng 50 hồ sơ; phép đo không so được.")
    return measure(lambda: client.get(page), lambda: client.get(plain))


def _codes(client: Client, address: str) -> set[str]:
    return set(_LINK.findall(client.get(address).content.decode()))


def _note(post: Post, volume: Volume, ratios: Sequence[tuple[int, float]]) -> str:
    """Flatness by the ratios: the bare side meets the same noise, and is flat itself."""
    access = DossierAccess.objects.filter(unit=post.unit)
    (few, before), (many, after) = ratios
    slope = math.log(after / before) / math.log(many / few)
    return (
        f"{_n(volume.dossiers)} hồ sơ, {_n(volume.events)} sự kiện, {_n(volume.access)} dòng "
        f"quyền xem; {post.unit.name} thấy {_n(access.count())}, "
        f"{_n(access.filter(is_open=True).count())} đang mở; "
        f"độ dốc từ {_n(few)} đến {_n(many)} hồ sơ: {slope:+.3f} (mức {FLAT:g})"
    )


def _n(number: int) -> str:
    return f"{number:,}".replace(",", ".")
