"""Production. It refuses to start on anything that belongs to development.

Secrets may come as NAME or as a file named by NAME_FILE. The office-time offset is refused by the
system check `onecua.E001`, since it lives in the database.
"""

import json
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from onecua.settings import env
from onecua.settings.base import *  # noqa: F403 - settings are layers
from onecua.settings.base import (
    MESSAGE_GATEWAY_URL,
    SIGNERS,
    SIGNING_SERVICE_URL,
    STATIC_ROOT,
    STORAGES,
    WEBHOOK_SECRET,
    WEBHOOK_URLS,
)
from onecua.settings.logs import LOGGING  # noqa: F401 - a setting

SHORTEST_SECRET = 50
NOT_SECRET = ("development-", "tests-")


def _refuse(problem: str) -> None:
    raise ImproperlyConfigured(f"Production refuses to start: {problem}")


if env.flag("DEBUG", default=False):
    _refuse("DEBUG is set")
if env.flag("DEMONSTRATION", default=False):
    _refuse("DEMONSTRATION is set")
DEMONSTRATION = False

SECRET_KEY = env.text("SECRET_KEY")
if len(SECRET_KEY) < SHORTEST_SECRET or SECRET_KEY.startswith(NOT_SECRET):
    _refuse(f"SECRET_KEY must be {SHORTEST_SECRET} random characters or more")

_not_keys = tuple(word.encode() for word in NOT_SECRET)
IDENTITY_KEY = env.key("IDENTITY_KEY", refused=_not_keys)
IDENTITY_INDEX_KEY = env.key("IDENTITY_INDEX_KEY", refused=_not_keys)
SEAL_KEY = env.key("SEAL_KEY", refused=_not_keys)
if len({IDENTITY_KEY, IDENTITY_INDEX_KEY, SEAL_KEY}) < 3:  # noqa: PLR2004 - there are three
    _refuse("IDENTITY_KEY, IDENTITY_INDEX_KEY and SEAL_KEY must differ")

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    _refuse("ALLOWED_HOSTS must name this site's hosts")

PUBLIC_ADDRESS = env.text("PUBLIC_ADDRESS")
if not PUBLIC_ADDRESS.startswith("https://"):
    _refuse("PUBLIC_ADDRESS is printed on every slip and must be the site's https:// address")

DATABASES = env.databases(
    env.address("DATABASE"),
    env.address("DATABASE_OWNER") if env.flag("MIGRATES", default=False) else None,
)
if DATABASES["default"]["USER"] == "onecua_owner":
    _refuse("DATABASE_URL must log in as onecua_app; onecua_owner only migrates")

CELERY_BROKER_URL = env.address("REDIS")
CACHES = env.caches(CELERY_BROKER_URL)
OFFICE_TIME_MAY_TRAVEL = False

SEAL_LOG = Path(env.text("SEAL_LOG", f"{env.text('FILES_ROOT')}/seals.jsonl"))

for _url in (*WEBHOOK_URLS, *filter(None, [MESSAGE_GATEWAY_URL])):
    if not _url.startswith("https://"):
        _refuse("WEBHOOK_URLS and MESSAGE_GATEWAY_URL carry what citizens entrust: https:// only")
if WEBHOOK_URLS and len(WEBHOOK_SECRET) < SHORTEST_SECRET:
    _refuse(f"WEBHOOK_SECRET signs what leaves and must be {SHORTEST_SECRET} characters or more")

if SIGNING_SERVICE_URL and not SIGNING_SERVICE_URL.startswith("https://"):
    _refuse("SIGNING_SERVICE_URL signs for the heads of agencies: https:// only")
if SIGNERS:
    for _who, _key in json.loads(Path(SIGNERS).read_text(encoding="utf-8")).items():
        if _key["way"] == "pkcs12":
            _refuse(f"{_who} of SIGNERS has a PKCS#12 key, which is for the demonstration only")

STATIC_ROOT = Path(env.text("STATIC_ROOT", str(STATIC_ROOT)))
STORAGES = STORAGES | {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.text("FILES_ROOT"), "base_url": None},
    },
}

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
