"""Whatever goes wrong is said on standard error, where the supervisor and containers listen."""

from typing import Any

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers mail the admins; nobody would read that here.
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
