"""Typed readers of the environment. An odd value stops the start instead of meaning something."""

import base64
import binascii
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
_FLAGS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


def text(name: str, default: str | None = None) -> str:
    """NAME, or the content of the file that NAME_FILE points to (container secrets)."""
    file = os.environ.get(f"{name}_FILE")
    value = Path(file).read_text().strip() if file else os.environ.get(name, default)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set")
    return value


def optional(name: str) -> str:
    """As `text`, but "" where nobody has set it, or set it to nothing."""
    return text(name) if os.environ.get(name) or os.environ.get(f"{name}_FILE") else ""


def key(name: str, *, refused: tuple[bytes, ...] = ()) -> str:
    """32 bytes as base64; none that begins like a development key."""
    written = text(name)
    try:
        found = base64.b64decode(written, validate=True)
    except binascii.Error as error:
        raise ImproperlyConfigured(f"{name} is not base64") from error
    if len(found) != KEY_BYTES:
        raise ImproperlyConfigured(f"{name} must hold {KEY_BYTES} bytes, not {len(found)}")
    if found.startswith(refused):
        raise ImproperlyConfigured(f"{name} is a development key")
    return written


def flag(name: str, *, default: bool) -> bool:
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.lower() not in _FLAGS:
        raise ImproperlyConfigured(f"{name} must be one of {sorted(_FLAGS)}, not {raw!r}")
    return _FLAGS[raw.lower()]


def number(name: str, default: int, *, at_least: int = 0) -> int:
    raw = os.environ.get(name, str(default))
    if not raw.isdecimal() or int(raw) < at_least:
        raise ImproperlyConfigured(f"{name} must be a whole number from {at_least}, not {raw!r}")
    return int(raw)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def address(name: str) -> str:
    """NAME_URL; a password kept apart in NAME_PASSWORD or NAME_PASSWORD_FILE is put in."""
    url = text(f"{name}_URL")
    if not {f"{name}_PASSWORD", f"{name}_PASSWORD_FILE"} & set(os.environ):
        return url
    parts = urlsplit(url)
    password = quote(text(f"{name}_PASSWORD"), safe="")
    place = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{parts.username or ''}:{password}@{place}").geturl()


def database(url: str) -> dict[str, Any]:
    """postgres://user:password@host:port/name?sslmode=require, as Django wants it."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("a database URL looks like postgres://user:password@host/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "NAME": unquote(parts.path.lstrip("/")),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 600,  # reconnecting for each request costs ten times
        "CONN_HEALTH_CHECKS": True,  # and a restarted server is noticed
    }


def databases(url: str | None, owner_url: str | None) -> dict[str, dict[str, Any]]:
    """`default` works as onecua_app; `owner` exists only where migrations run."""
    found = {}
    if url:
        found["default"] = database(url)
    if owner_url:
        found["owner"] = database(owner_url)
    return found


def caches(url: str) -> dict[str, dict[str, str]]:
    """One cache for all processes, beside the broker."""
    backend = "django.core.cache.backends.redis.RedisCache"
    return {"default": {"BACKEND": backend, "LOCATION": url, "KEY_PREFIX": "cache"}}
