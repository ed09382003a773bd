"""What holds everywhere. Each environment imports this and adds its own facts."""

from pathlib import Path
from typing import Any

from celery.schedules import crontab

from onecua.settings import env

ROOT = Path(__file__).resolve().parent.parent.parent

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "onecua.ledger",
    "onecua.people",
    "procedures",
    "cases",
    "reports",
    "onecua.demonstration.apps.DemonstrationConfig",
]
AUTH_USER_MODEL = "people.Person"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "onecua.faults.readable",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "onecua.people.middleware.acting_post",
    "onecua.access_records.access_records",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "onecua.faults.SaidInWords",
]
ROOT_URLCONF = "onecua.urls"
WSGI_APPLICATION = "onecua.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "onecua.frame.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
DEBUG = False
LOGIN_URL = "people:sign-in"

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = ROOT / "var" / "static"
FORM_RENDERER = "onecua.forms.Renderer"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": ROOT / "var" / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LARGEST_UPLOAD = 25 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SESSION_COOKIE_AGE = 12 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "onecua.faults.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"  # a slip prints from a hidden frame of our own page
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'self'"],
        "form-action": ["'self'"],
    },
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["cases.api.parsing.JsonBody"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_FILTER_BACKENDS": [
        "cases.api.parameters.KnownParameters",
        "django_filters.rest_framework.DjangoFilterBackend",
    ],
    "DEFAULT_METADATA_CLASS": None,  # the document says what OPTIONS would
    "EXCEPTION_HANDLER": "cases.api.problems.as_problem",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Một cửa – giao diện lập trình",
    "DESCRIPTION": "Hồ sơ, thao tác và tra cứu; cùng một lớp dịch vụ với các trang của cán bộ.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "ApplicantKind": "cases.models.Applicant.Kind",
        "ProcedureKind": "procedures.models.ProcedureVersion.Kind",
        "Need": "procedures.models.Need",
    },
}

# A demonstration says so on every page foot and slip; production cannot set it.
DEMONSTRATION = False
DEMONSTRATION_PASSWORD = ""
KEPT_REGIME = ""  # the demonstration keeps one open beyond its end; else the day decides
PUBLIC_ADDRESS = env.text("PUBLIC_ADDRESS", "http://localhost:8000")  # printed in the QR
PROVINCE_NAME = "Kon Tum"

# Who signs slips by a key; "" or nobody listed: in ink, with a scan. See docs/production.md.
SIGNERS = env.optional("SIGNERS")
SIGNING_ROOTS = env.optional("SIGNING_ROOTS")  # PEM: whose certificates a signature may rest on
SIGNING_SERVICE_URL = env.optional("SIGNING_SERVICE_URL")
SIGNING_SERVICE_TOKEN = env.optional("SIGNING_SERVICE_TOKEN")
PKCS11_MODULE = env.optional("PKCS11_MODULE")  # the library of a token or HSM
PKCS11_PIN = env.optional("PKCS11_PIN")

# The broker carries hints, never facts: each job is a row, and a re-drive finds what was lost.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False  # a dead broker must not hold up a clerk; the re-drive follows
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 120  # a printer warms up before it answers; 4 s would kill it
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True  # they come again
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # longer than any task, shorter than anybody's patience
    "socket_connect_timeout": 2,
}

# Mail addresses outside this host that keep every seal; without one a seal proves little.
WITNESSES = env.words("WITNESSES")

OFFICE_TIME_MAY_TRAVEL = True  # production says False
OUTBOX_REDRIVE_SECONDS = env.number("OUTBOX_REDRIVE_SECONDS", 15, at_least=1)
OUTBOX_LEASE_SECONDS = env.number("OUTBOX_LEASE_SECONDS", 60, at_least=1)
SWEEP_SECONDS = env.number("SWEEP_SECONDS", 60, at_least=1)
KEEP_SECONDS = 60  # the first run of a day keeps its figures, the others find them kept
SWEEP_CHUNK = env.number("SWEEP_CHUNK", 5_000, at_least=1)  # dossiers in one transaction
SEAL_SECONDS = env.number("SEAL_SECONDS", 600, at_least=1)
CELERY_TIMEZONE = TIME_ZONE  # of the schedule below
# A tick that nobody took in time is worth nothing: without workers they must not pile up.
CELERY_BEAT_SCHEDULE = {
    name: {"task": task, "schedule": seconds, "options": {"expires": max(seconds, 10)}}
    for name, task, seconds in (
        ("redrive-outbox", "onecua.ledger.tasks.redrive_outbox", OUTBOX_REDRIVE_SECONDS),
        ("sweep", "cases.tasks.sweep", SWEEP_SECONDS),
        ("keep-figures", "reports.tasks.keep_figures", KEEP_SECONDS),
        ("carry-calendar-changes", "cases.tasks.carry_calendar_changes", SWEEP_SECONDS),
        ("carry-take-overs", "cases.tasks.carry_take_overs", SWEEP_SECONDS),
        ("carry-reorganisations", "cases.tasks.carry_reorganisations", SWEEP_SECONDS),
        ("carry-workflow-moves", "cases.tasks.carry_workflow_moves", SWEEP_SECONDS),
        ("seal-ledger", "onecua.ledger.tasks.seal", SEAL_SECONDS),
    )
} | {
    "forget-drafts": {
        "task": "cases.tasks.forget_drafts",
        "schedule": crontab(hour=1, minute=30),
    },
    "examine": {"task": "cases.tasks.examine_ledger", "schedule": crontab(hour=2, minute=30)},
    "step-history": {
        "task": "cases.tasks.draw_step_history",
        "schedule": crontab(hour=1, minute=30),
    },
    "detect": {"task": "reports.tasks.detect", "schedule": crontab(hour=3, minute=15)},
    "seal-the-day": {
        "task": "onecua.ledger.tasks.seal_the_day",
        "schedule": crontab(hour=23, minute=55),
    },
}

# What leaves the house. A way without an address is not taken, and no row is written for it.
EMAIL_HOST = env.optional("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.optional("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.optional("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "motcua@localhost")
MESSAGE_GATEWAY_URL = env.optional("MESSAGE_GATEWAY_URL")  # SMS or Zalo, see docs/production.md
MESSAGE_GATEWAY_TOKEN = env.optional("MESSAGE_GATEWAY_TOKEN")
WEBHOOK_URLS = env.words("WEBHOOK_URLS")
WEBHOOK_SECRET = env.optional("WEBHOOK_SECRET")
