"""The landing page of everybody who works on dossiers: what to do, most urgent first."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.deadline_words import instant
from cases.models import Dossier
from cases.selectors.dossier import deadline
from cases.selectors.worklist import MOST_COUNTED, PAGE, TABS, count, listed, page_of
from cases.services.access import NEVER
from cases.states import State
from cases.web.dossier import acting_of
from onecua.ledger.office import office_now


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if request.acting is None:  # type: ignore[attr-defined]
        return redirect("people:choose-post")
    return redirect("cases:worklist")


@login_required
@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    acting, now = acting_of(request), office_now()
    words = request.GET.get("q", "").strip()
    fallback = "can-lam" if acting.role in {"reception", "officer", "head"} else "tat-ca"
    tab = TABS.get(request.GET.get("loc", fallback), TABS[fallback])
    rows = listed(acting, tab, now, words)
    page = page_of(rows, after_of(request))
    shown = page[:PAGE]
    context = {
        "tabs": TABS.values(),
        "tab": tab,
        "words": words,
        "rows": [row_of(dossier, now) for dossier in shown],
        "total": count(rows),
        "most": MOST_COUNTED,
        "next": next_of(request, shown[-1]) if len(page) > PAGE else "",
    }
    return render(request, "cases/worklist.html", context)


def row_of(dossier: Dossier, now: datetime) -> dict[str, object]:
    prefix, _, last = str(dossier).rpartition("-")
    return {
        "code": str(dossier),
        "prefix": prefix,
        "last": last,
        "deadline": deadline(dossier, now),
        "procedure": dossier.procedure.short_title,
        "applicant": dossier.applicant.name,
        "state": State(dossier.state).label,
        "holder": dossier.holder_unit.name if dossier.holder_unit else "–",
        "due": instant(dossier.appointed_due),
    }


def after_of(request: HttpRequest) -> tuple[datetime, int] | None:
    """Where the page begins; a broken link begins at the top."""
    due, _, pk = request.GET.get("sau", "").partition("/")
    try:
        return datetime.fromisoformat(due), int(pk)
    except ValueError:
        return None


def next_of(request: HttpRequest, last: Dossier) -> str:
    due = last.legal_due or NEVER
    query = request.GET.dict() | {"sau": f"{due.isoformat()}/{last.pk}"}
    return f"?{urlencode(query)}"
