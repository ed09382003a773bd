import json
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from onecua.settings.base import ROOT


def key(start: bytes) -> str:
    return b64encode(start.ljust(32, b"x")).decode()


SOUND = {
    "DJANGO_SETTINGS_MODULE": "onecua.settings.production",
    "SECRET_KEY": "x9" * 30,
    "IDENTITY_KEY": key(b"one"),
    "IDENTITY_INDEX_KEY": key(b"another"),
    "SEAL_KEY": key(b"a third"),
    "ALLOWED_HOSTS": "dichvucong.example.vn",
    "PUBLIC_ADDRESS": "https://dichvucong.example.vn",
    "FILES_ROOT": "/var/lib/onecua/files",
    "DATABASE_URL": "postgres://onecua_app:secret@db/onecua",
    "REDIS_URL": "redis://redis/0",
}


def start(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "import django; django.setup()"]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_production_starts_on_sound_settings() -> None:
    assert start(SOUND).returncode == 0


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"SECRET_KEY": "development-only-and-refused-by-production" * 2}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"IDENTITY_KEY": ""}, "IDENTITY_KEY"),
        ({"IDENTITY_KEY": "not base64!"}, "not base64"),
        ({"IDENTITY_KEY": b64encode(b"short").decode()}, "32 bytes, not 5"),
        ({"IDENTITY_KEY": key(b"development-only")}, "development key"),
        ({"IDENTITY_INDEX_KEY": key(b"tests-only")}, "development key"),
        ({"IDENTITY_INDEX_KEY": key(b"one")}, "must differ"),
        ({"SEAL_KEY": ""}, "SEAL_KEY"),
        ({"SEAL_KEY": key(b"tests-only")}, "development key"),
        ({"SEAL_KEY": key(b"one")}, "must differ"),
        ({"PUBLIC_ADDRESS": "http://localhost:8000"}, "PUBLIC_ADDRESS"),
        ({"FILES_ROOT": ""}, "FILES_ROOT"),
        ({"MESSAGE_GATEWAY_URL": "http://sms.example.vn"}, "https:// only"),
        ({"SIGNING_SERVICE_URL": "http://ky.example.vn"}, "https:// only"),
        ({"WEBHOOK_URLS": "https://a.example.vn,http://b.example.vn"}, "https:// only"),
        ({"WEBHOOK_URLS": "https://a.example.vn", "WEBHOOK_SECRET": "short"}, "WEBHOOK_SECRET"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"DEBUG": "on"}, "must be one of"),
        ({"DEMONSTRATION": "1"}, "DEMONSTRATION"),
        ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"DATABASE_URL": "sqlite:///x"}, "database URL"),
        ({"DATABASE_URL": "postgres://onecua_owner:x@db/onecua"}, "onecua_app"),
        ({"REDIS_URL": ""}, "REDIS_URL"),
        ({"SECURE_HSTS_SECONDS": "-1"}, "whole number"),
    ],
)
def test_production_refuses(bad: dict[str, str], said: str) -> None:
    answer = start(SOUND | bad)
    assert answer.returncode != 0
    assert said in answer.stderr


def test_no_key_of_development_or_the_tests_could_pass() -> None:
    for settings in ("dev", "test"):
        code = (
            "import os, django; from django.conf import settings as s;"
            "print(s.SECRET_KEY, s.IDENTITY_KEY, s.IDENTITY_INDEX_KEY)"
        )
        told = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"DJANGO_SETTINGS_MODULE": f"onecua.settings.{settings}"},
            capture_output=True,
            text=True,
            check=True,
        )
        secret, *keys = told.stdout.split()
        assert "SECRET_KEY" in start(SOUND | {"SECRET_KEY": secret * 2}).stderr
        for each in keys:
            assert "development key" in start(SOUND | {"IDENTITY_KEY": each}).stderr


def test_a_secret_may_be_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    file.write_text("x9" * 30 + "\n")
    environment = {name: value for name, value in SOUND.items() if name != "SECRET_KEY"}
    assert start(environment | {"SECRET_KEY_FILE": str(file)}).returncode == 0
    file.write_text("")
    assert "SECRET_KEY is not set" in start(environment | {"SECRET_KEY_FILE": str(file)}).stderr


def test_production_refuses_a_signer_whose_key_is_a_file(tmp_path: Path) -> None:
    row = {"way": "remote", "certificates": "chutich.pem", "key": "thue-bao-17"}
    (tmp_path / "signers.json").write_text(json.dumps({"chutich": row}))
    environment = SOUND | {"SIGNERS": str(tmp_path / "signers.json")}
    assert start(environment).returncode == 0
    (tmp_path / "signers.json").write_text(json.dumps({"chutich": row | {"way": "pkcs12"}}))
    refused = start(environment)
    assert refused.returncode == 1
    assert "chutich of SIGNERS has a PKCS#12 key, which is for the demonstration only" in (
        refused.stderr
    )


def test_static_files_get_their_hashed_names(tmp_path: Path) -> None:
    """What the image does once: every address in a style sheet must lead to a file."""
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    told = subprocess.run(
        command,
        cwd=ROOT,
        env=SOUND | {"STATIC_ROOT": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert (tmp_path / "staticfiles.json").exists()
