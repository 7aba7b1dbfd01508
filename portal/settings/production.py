"""Production profile: PostgreSQL by URL, behind a proxy that ends TLS."""

from urllib.parse import urlsplit

import dj_database_url
from django.http.request import validate_host
from environs import ValidationError

from portal.settings.base import *  # noqa: F403 - a profile is the base with a few lines changed
from portal.settings.env import env, second_factor_required

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")


def _public(address: str) -> None:
    """The address that people and search engines are given: a portal would else send them to 127.0.0.1."""
    parts = urlsplit(address)
    root = parts.scheme == "https" and address.rstrip("/") == f"https://{parts.hostname}"
    if not root or not validate_host(str(parts.hostname), ALLOWED_HOSTS):
        raise ValidationError(
            "donnez l’adresse publique du portail, par exemple https://portail.example.org, sans port ni chemin,"
            " avec un nom qui est dans ALLOWED_HOSTS."
        )


WAGTAILADMIN_BASE_URL = env.str("BASE_URL", validate=_public).rstrip("/")
DATABASES = {"default": dj_database_url.parse(env.str("DATABASE_URL"), conn_max_age=600, conn_health_checks=True)}
# Who waits longer is told to come back (503): threads that wait receive nobody else. Commands, an import among them,
# last as long as they must (`manage.py`); a change waits for its turn a little longer (`content_version.py`).
_PATIENCE = f"-c statement_timeout={env.int('STATEMENT_SECONDS', 5)}s -c lock_timeout=3s"
DATABASES["default"]["OPTIONS"] = {"options": _PATIENCE, **DATABASES["default"].get("OPTIONS", {})}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "portal.roof.mail.SmtpBackend"
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)

# Anybody may try a password here, and whoever administers can give every right and read every draft.
SECOND_FACTOR_REQUIRED = second_factor_required("required")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 1)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# W019: the preview panel of the editors frames our own pages.
# W021: preloading a domain is the domain owner's decision, not the application's.
SILENCED_SYSTEM_CHECKS = ["security.W019", "security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
