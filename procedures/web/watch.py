"""Theo dõi công bố: decisions against their deadlines, our catalogue against the national lists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from procedures import watching
from procedures.web.doors import WATCHERS, keeps, only_for

SHOWN = 50


@only_for(*WATCHERS, what="Theo dõi công bố thủ tục")
@require_safe
def watch(request: HttpRequest) -> HttpResponse:
    lines = watching.decisions()
    context = {
        "lines": lines,
        "issued_late": sum(line.issued_late for line in lines),
        "entered_late": sum(line.entered_late for line in lines),
        "lists": watching.comparisons(),
        "most": SHOWN,
        "limit": f":{SHOWN}",
        "keeps": keeps(request),
    }
    return render(request, "procedures/watch.html", context)
