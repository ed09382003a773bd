"""`make run` and `manage.py` on a developer's machine: the demonstration."""

import json
import os
from base64 import b64encode

from onecua.run import VAR
from onecua.settings import env
from onecua.settings.base import *  # noqa: F403 - settings are layers
from onecua.settings.base import INSTALLED_APPS, STORAGES
from onecua.settings.logs import LOGGING  # noqa: F401 - a setting

# Off, so that everybody sees the office's own pages for 404 and 500; DEBUG=1 shows the tracebacks.
DEBUG = env.flag("DEBUG", default=False)
INSTALLED_APPS = [*INSTALLED_APPS, "onecua.bench.apps.BenchConfig"]
DEMONSTRATION = env.flag("DEMONSTRATION", default=True)
DEMONSTRATION_PASSWORD = env.text("DEMONSTRATION_PASSWORD", "motcua-2021")  # printed, of all
KEPT_REGIME = "tt01-2018" if DEMONSTRATION else ""
# Production refuses every secret that begins like these.
SECRET_KEY = "development-only-and-refused-by-production"  # noqa: S105 - says so itself
IDENTITY_KEY = b64encode(b"development-only-identity-key-32").decode()
IDENTITY_INDEX_KEY = b64encode(b"development-only-index-key-is-32").decode()
_seal_key = VAR / "seal_key"  # made by `make run`, outside the database
SEAL_KEY = _seal_key.read_text() if _seal_key.exists() else ""
SEAL_LOG = VAR / "seals.jsonl"
SIGNERS = str(VAR / "signers" / "signers.json")  # made with the demonstration, for it only
SIGNING_ROOTS = str(VAR / "signers" / "roots.pem")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

# Static files straight from their folders: an edit shows on the next page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES = STORAGES | {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# While `make run` is running, its servers are known by this file; the environment goes first,
# and a database named there never meets the other one's owner.
_servers = VAR / "servers.json"
_found: dict[str, str] = json.loads(_servers.read_text()) if _servers.exists() else {}
if "DATABASE_URL" in os.environ:
    _found.pop("DATABASE_OWNER_URL", None)
_found |= {name: os.environ[name] for name in os.environ if name.endswith("_URL")}

DATABASES = env.databases(_found.get("DATABASE_URL"), _found.get("DATABASE_OWNER_URL"))
CELERY_BROKER_URL = _found.get("REDIS_URL", "memory://")
if "REDIS_URL" in _found:
    CACHES = env.caches(_found["REDIS_URL"])
