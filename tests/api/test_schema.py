"""The document says what the API does, and the page shows the document."""

import re

import pytest
import yaml
from django.conf import settings
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS

from cases.api.act_bodies import BODIES
from cases.api.docs import schema_text
from cases.api.intake_bodies import OPENINGS
from cases.services.registry import COMMANDS, OPENING
from cases.states import ACTS
from onecua.settings.base import ROOT

REMEDY = "chạy lại: manage.py spectacular --file docs/openapi.yaml"


def test_the_committed_document_is_the_one_the_code_makes() -> None:
    assert (ROOT / "docs/openapi.yaml").read_text() == schema_text(), REMEDY


def test_the_document_is_made_without_a_warning() -> None:
    schema_text.cache_clear()
    with GENERATOR_STATS.silence():
        schema_text()
    assert not GENERATOR_STATS


def test_every_act_but_the_citizens_own_has_a_service_a_body_and_an_address() -> None:
    ours = set(ACTS) - {"submit"}
    assert set(COMMANDS) | set(OPENING) == ours
    assert set(BODIES) == set(COMMANDS) == ours - {"complete_at_once"}
    assert set(OPENINGS) == set(OPENING)
    acts = {path for path in yaml.safe_load(schema_text())["paths"] if "/acts/" in path}
    assert len(acts) == len(COMMANDS)


def test_every_operation_says_in_vietnamese_what_it_does() -> None:
    paths = yaml.safe_load(schema_text())["paths"]
    told = [each for methods in paths.values() for each in methods.values()]
    assert [each["operationId"] for each in told if each["summary"].isascii()] == []


@pytest.mark.django_db
def test_the_page_shows_each_operation_and_asks_nobody_else() -> None:
    page = Client().get("/api/docs/")
    words = page.content.decode()
    assert page.status_code == 200
    assert words.count('class="operation"') == schema_text().count("operationId:")
    assert re.findall(r'(?:src|href|action)="https?://', words) == []
    assert re.findall(r"<script|<style|style=", words) == []


@pytest.mark.django_db
def test_the_document_can_be_fetched() -> None:
    answer = Client().get("/api/schema/")
    assert answer["Content-Type"].startswith("application/yaml")
    assert yaml.safe_load(answer.content)["info"]["title"] == settings.SPECTACULAR_SETTINGS["TITLE"]
