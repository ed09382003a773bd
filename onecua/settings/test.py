"""Tests. The database's address is filled in by tests/support/databases.py."""

from base64 import b64encode
from tempfile import gettempdir

from onecua.settings.base import *  # noqa: F403 - settings are layers
from onecua.settings.base import STORAGES as _STORAGES

SECRET_KEY = "tests-only"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "set-by-the-tests"}}
CELERY_BROKER_URL = "memory://"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
IDENTITY_KEY = b64encode(b"tests-only-identity-key-32-bytes").decode()
IDENTITY_INDEX_KEY = b64encode(b"tests-only-index-key-of-32-bytes").decode()
SEAL_KEY = b64encode(b"tests-only-seal-key-of-32-bytes!").decode()
SEAL_LOG = f"{gettempdir()}/onecua-test-seals.jsonl"
DEMONSTRATION = True
STORAGES = _STORAGES | {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": f"{gettempdir()}/onecua-test-files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None  # type: ignore[assignment] # nothing is collected for a test
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
