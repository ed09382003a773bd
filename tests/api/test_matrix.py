"""Every address of the API × every role × own and foreign dossier. An address without a row fails.

The acts have no table of their own: the pages' matrix is theirs too, so both say the same.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from django.urls import get_resolver
from rest_framework import serializers

from cases.api.act_bodies import BODIES
from cases.api.fields import Body, Day
from cases.web.act_forms import BY_SLUG
from tests.api.test_refusals import send
from tests.architecture.test_permission_matrix import ACTS, WHO
from tests.support.calling import Caller
from tests.support.office import Office

pytestmark = pytest.mark.django_db(transaction=True)

# One letter a role, in the order of WHO. An empty body is posted: 8 is 422, nobody came further.
STATUS = {"2": 200, "3": 401, "F": 403, "N": 404, "9": 409, "8": 422}
READ: Mapping[str, tuple[str, str]] = {
    "dossiers": ("/api/v1/dossiers/", "222222223"),
    "dossier": ("/api/v1/dossiers/{code}/", "222N22NN3"),
    "procedures": ("/api/v1/procedures/", "222222223"),
    "procedure": ("/api/v1/procedures/1.001193/", "222222223"),
}
SENT: Mapping[str, tuple[str, str]] = {
    "dossiers": ("dossiers/", "8FFFFFFF3"),
    "open-guide": ("dossiers/guide/", "8FFFFFFF3"),
    "open-refuse_intake": ("dossiers/refuse-intake/", "8FFFFFFF3"),
    "open-complete_at_once": ("dossiers/complete-at-once/", "8FFFFFFF3"),
    "lookup": ("lookup/", "888888888"),
}
BY_HAND = {"files", "schema", "docs", "nothing-here"}
PRINTS = {"reception", "officer", "head"}  # from the slip itself, not from a page of the act
FILLED: tuple[tuple[type[serializers.Field[Any, Any, Any, Any]], Any], ...] = (
    (Day, "2021-03-31"),
    (serializers.BooleanField, True),
    (serializers.IntegerField, 1),
    (serializers.CharField, "Nội dung"),
)


def filled(body: Body) -> dict[str, Any]:
    """Something readable in every field; whether it is right, the service would say."""
    told: dict[str, Any] = {}
    for name, field in body.fields.items():
        if isinstance(field, Body):
            told[name] = filled(field)
        elif isinstance(field, serializers.ChoiceField):
            told[name] = next(iter(field.choices))
        elif name not in {"version", "file"}:
            told[name] = next(value for kind, value in FILLED if isinstance(field, kind))
    return told


def test_no_address_is_without_a_row() -> None:
    ours = {str(name) for name in get_resolver().namespace_dict["api"][1].reverse_dict
            if isinstance(name, str)}  # fmt: skip
    acts = {f"act-{name}" for name in BODIES}
    assert ours - acts == set(READ) | set(SENT) | BY_HAND


def test_who_reads_what(office: Office) -> None:
    code, wrong = str(office.with_officer()), {}
    for name, (address, row) in READ.items():
        for who, mark in zip(WHO, row, strict=True):
            status, _ = Caller(office, who).get(address.format(code=code))
            if status != STATUS[mark]:
                wrong[f"{name} {who}"] = status
    assert wrong == {}


def test_who_sends_what(office: Office) -> None:
    wrong = {}
    for name, (address, row) in SENT.items():
        for who, mark in zip(WHO, row, strict=True):
            status, _ = Caller(office, who).post(address)
            if status != STATUS[mark]:
                wrong[f"{name} {who}"] = status
    for who, mark in zip(WHO, "2222FFFF3", strict=True):
        status, _ = send(Caller(office, who), b"%PDF-1.7")
        if status != {"2": 201}.get(mark, STATUS[mark]):
            wrong[f"files {who}"] = status
    assert wrong == {}


def test_who_does_what_is_as_on_the_pages(office: Office) -> None:
    """What is allowed is offered; what is not offered is refused as the page refuses it."""
    code, wrong = str(office.with_officer()), {}
    for who in WHO:
        caller, column = Caller(office, who), WHO.index(who)
        _, seen = caller.get(f"dossiers/{code}/")
        offered = {act["name"] for act in seen.get("available_acts", ())}
        assert ("reprint" in offered) == (who in PRINTS), who
        allowed = {BY_SLUG[slug].act for slug, row in ACTS.items() if row[column] == "2"}
        assert offered - {"reprint", "keep_scan"} == allowed, who
        for slug, row in ACTS.items():
            name = BY_SLUG[slug].act
            if name in allowed:
                continue
            status, _ = caller.act(code, name.replace("_", "-"), **filled(BODIES[name]()))
            if status != STATUS[row[column]]:
                wrong[f"{name} {who}"] = status
    assert wrong == {}
