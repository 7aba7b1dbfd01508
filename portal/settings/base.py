"""What both profiles share. A profile is a small file that imports this one; no `if` on the profile lives here."""

import re
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.settings.env import ALLOWED_HOSTS as ALLOWED_HOSTS
from portal.settings.env import BASE_DIR as BASE_DIR
from portal.settings.env import BASE_URL, KEPT_ANSWERS_MB, second_factor_required
from portal.settings.env import ELASTICSEARCH_API_KEY as ELASTICSEARCH_API_KEY
from portal.settings.env import ELASTICSEARCH_CA as ELASTICSEARCH_CA
from portal.settings.env import ELASTICSEARCH_INDEX as ELASTICSEARCH_INDEX
from portal.settings.env import ELASTICSEARCH_PASSWORD as ELASTICSEARCH_PASSWORD
from portal.settings.env import ELASTICSEARCH_URL as ELASTICSEARCH_URL
from portal.settings.env import ELASTICSEARCH_USER as ELASTICSEARCH_USER
from portal.settings.env import VAR_DIR as VAR_DIR

DEBUG = False
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    # First, so that its redirects are made before ours looks at them (`portal.roof.serving.redirects`).
    "wagtail.contrib.redirects",
    "home",
    "events",
    "directory",
    "search",
    "portal",
    "leaflet",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    # The Django admin is left out: with `leaflet` installed its autodiscovery needs GDAL (django-leaflet issue 336).
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.roof.serving.answers.PublicAnswers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.roof.serving.middleware.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "portal.roof.serving.middleware.AdminPolicy",
    "portal.roof.serving.middleware.HostilePaths",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.roof.serving.middleware.SmallBodies",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.roof.signing_in.second_factor.middleware.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.roof.serving.redirects.LivingRedirects",
    "portal.roof.serving.middleware.AtomicAdmin",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.roof.serving.context_processors.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "django.templatetags.static",
                "portal.templatetags.icons",
                "portal.templatetags.sharing",
                "portal.templatetags.team",
                "portal.templatetags.tones",
                "portal.templatetags.typography",
            ],
        },
    },
]

# Whether the demo may be loaded here, and erased; see `portal.roof.demo.erasing`.
HOLDS_A_DEMO = False

# Accounts
AUTH_USER_MODEL = "portal.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
WAGTAILADMIN_USER_LOGIN_FORM = "portal.roof.signing_in.forms.LimitedLoginForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "portal.roof.signing_in.forms.LimitedPasswordResetForm"  # noqa: S105
# Every account may have a second factor; whether administrators must. See decision 19.
SECOND_FACTOR_REQUIRED = second_factor_required("offered")
OTP_TOTP_ISSUER = urlsplit(BASE_URL).hostname  # the name in the application: that of one portal among several
OTP_TOTP_SYNC = False  # half a minute early or late and no more, whatever was typed before
# How many proxies stand in front, each of which adds the address of whoever asked it; see `portal.ground.attempts`.
TRUSTED_PROXIES = 0
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# Language and time
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français"))]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale", BASE_DIR / "portal" / "roof" / "editing" / "locale"]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# The sender when the network gave no address of its own (`portal.roof.mail`).
DEFAULT_FROM_EMAIL = f"ne-pas-repondre@{urlsplit(BASE_URL).hostname}"

# Files. Collected files live under var/: `static/` at the top level is the source, not the output.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "portal.roof.files.css_bundle.BundleFinder",
    "portal.roof.files.base_map.BaseMapFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.roof.files.storage.PortalStaticStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's editor sends one field per StreamField value.
WHITENOISE_MAX_AGE = 3600


def immutable_file_test(path: str, url: str) -> bool:
    """Hashed names never change content, so browsers may keep them for ever (WhiteNoise's own rule misses none)."""
    return bool(re.search(r"\.[0-9a-f]{12}\.", url))


WHITENOISE_IMMUTABLE_FILE_TEST = immutable_file_test

# Wagtail
WAGTAIL_SITE_NAME = "Coup de main"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_APPEND_SLASH = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_IMAGE_MODEL = "portal.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "portal.PortalDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.roof.files.picture_form.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
# A 121-megapixel PNG of 0.4 MB costs +500 MiB to decode (measured); 16 Mpx is a generous phone picture.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 16_000_000
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "gif"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.roof.files.document_form.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx", "csv", "txt", "ics", "mp3"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # adds `default-src 'none'` to what it serves
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # no third-party frame from a page
# Serves the Wagtail admin only: the public search is ours, in `search/`.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.roof.admin_search"}}
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h2", "h3", "bold", "ol", "ul", "link", "document-link"]},
    }
}

# Map: no tile layer, the base map is our own contours. See docs/decisions/ on django-leaflet's templates.
LEAFLET_CONFIG = {
    "TILES": [],
    "MIN_ZOOM": 7,
    "MAX_ZOOM": 16,  # markercluster and zoom controls fail without it when there is no tile layer
    "RESET_VIEW": False,  # its button is blank in 0.34 (issue 390)
    "ATTRIBUTION_PREFIX": "",
    "SCALE": "metric",
}

# Finished pages kept in memory by each worker; 0 keeps none.
KEPT_ANSWERS_BYTES = KEPT_ANSWERS_MB * 1024 * 1024
# See `portal.ground.remembered`.
REMEMBERS_CONTENT = True
# Seconds after which a worker writes the words of searches without answer (`search.unknown`); 0 never, by itself.
UNKNOWN_WORDS_SECONDS = 60

# Always at the root of its address: gunicorn would take a SCRIPT_NAME from any header of that name, and every link of a
# kept page would bear what one visitor sent.
FORCE_SCRIPT_NAME = ""

# Headers
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview panel frames our own pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # One line for each task and each page would drown what matters; Wagtail keeps its own history in the database.
    "loggers": {
        "fontTools": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        # Anybody may forge one: fourteen lines each, in a log that must be read.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django_tasks": {"level": "WARNING"},
        # Two lines a request; `search.engines.replica` says when it comes and goes.
        "elastic_transport": {"level": "ERROR"},
        "wagtail": {"level": "WARNING"},
    },
}
