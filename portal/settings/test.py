"""Tests: the embedded profile with quick passwords, or PostgreSQL when DATABASE_URL is given."""

import atexit
import shutil
import tempfile
from pathlib import Path

import dj_database_url

from portal.settings.base import *  # noqa: F403 - a profile is the base with a few lines changed
from portal.settings.env import DATABASE_URL

HOLDS_A_DEMO = True
SECRET_KEY = "only-for-tests"  # noqa: S105 - never used outside the test run
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
_scratch = Path(tempfile.mkdtemp(prefix="portal-tests-"))
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)
VAR_DIR = _scratch
MEDIA_ROOT = _scratch / "media"
STATIC_ROOT = _scratch / "static"
STATIC_ROOT.mkdir()  # WhiteNoise warns when it is missing, and a warning is an error here
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# That of the environment is for the tests that ask for a server (tests/judges/elasticsearch.py).
ELASTICSEARCH_URL = []
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECOND_FACTOR_REQUIRED = False
if DATABASE_URL:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": ":memory:",
            "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
        }
    }
# A test that is rolled back leaves no trace in the database: neither must it in what is kept of its pages.
KEPT_ANSWERS_BYTES = 0
REMEMBERS_CONTENT = False
UNKNOWN_WORDS_SECONDS = 0
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "⟦undefined:%s⟧"  # noqa: F405 - from the base; the strict client fails on it
LOGGING = {"version": 1, "disable_existing_loggers": False}
