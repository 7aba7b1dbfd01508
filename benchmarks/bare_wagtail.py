"""The peer: a bare Wagtail site with one listing page of 50 children, made in a folder from the packages of the lock.

Nothing of ours is in it. `plain` renders the listing at each request; `cached` has Django's own whole-page cache.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CHILDREN = 50
LISTING = "/liste/"

_SETTINGS = """
from pathlib import Path
BASE = Path(__file__).resolve().parent.parent
SECRET_KEY = "bare"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bare.urls"
WSGI_APPLICATION = "bare.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "listing", "wagtail.contrib.redirects", "wagtail.embeds", "wagtail.sites", "wagtail.users", "wagtail.snippets",
    "wagtail.documents", "wagtail.images", "wagtail.search", "wagtail.admin", "wagtail", "modelcluster", "taggit",
    "django_filters", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware", "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware", "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages"]},
}]
DATABASES = {"default": {
    "ENGINE": "django.db.backends.sqlite3", "NAME": BASE / "bare.sqlite3", "CONN_MAX_AGE": 600,
    "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"},
}}
USE_TZ = True
STATIC_URL = "/static/"
WAGTAIL_SITE_NAME = "bare"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
"""
_CACHED = """
from bare.settings import *
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MIDDLEWARE = ["django.middleware.cache.UpdateCacheMiddleware", *MIDDLEWARE,
              "django.middleware.cache.FetchFromCacheMiddleware"]
CACHE_MIDDLEWARE_SECONDS = 600
"""
_URLS = """
from django.http import HttpResponse
from django.urls import include, path
from wagtail import urls
urlpatterns = [path("-/ready", lambda request: HttpResponse("ok")), path("", include(urls))]
"""
_WSGI = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bare.settings")
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""
_MODELS = """
from django.db import models
from wagtail.models import Page

class ListingPage(Page):
    introduction = models.TextField(blank=True)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["children"] = ListingPage.objects.child_of(self).live()
        return context
"""
_TEMPLATE = """<!doctype html>
{% load wagtailcore_tags %}<html lang="fr"><head><meta charset="utf-8"><title>{{ page.title }}</title></head>
<body><header><a href="/">Accueil</a></header><main><h1>{{ page.title }}</h1>{{ page.introduction }}
<ul>{% for child in children %}
<li><a href="{% pageurl child %}">{{ child.title }}</a><p>{{ child.introduction }}</p></li>
{% endfor %}</ul></main><footer>Pied de page</footer></body></html>
"""
_FILL = f"""
from wagtail.models import Page, Site
from listing.models import ListingPage
root = Page.get_first_root_node()
home = root.add_child(instance=ListingPage(title="Accueil", slug="bare"))
listing = home.add_child(instance=ListingPage(title="Liste", slug="liste"))
for number in range({CHILDREN}):
    listing.add_child(instance=ListingPage(title=f"Page {{number}}", slug=f"page-{{number}}", introduction="Un texte."))
Site.objects.update(root_page=home, hostname="127.0.0.1", is_default_site=True)
"""


def make(folder: Path) -> Path:
    """Write, migrate and fill the site; gives its folder, to be served with `bare.settings` or `bare.cached`."""
    for name, text in {
        "bare/__init__.py": "",
        "bare/settings.py": _SETTINGS,
        "bare/cached.py": _CACHED,
        "bare/urls.py": _URLS,
        "bare/wsgi.py": _WSGI,
        "listing/__init__.py": "",
        "listing/migrations/__init__.py": "",
        "listing/models.py": _MODELS,
        "listing/templates/listing/listing_page.html": _TEMPLATE,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for arguments in (["makemigrations", "listing"], ["migrate"], ["shell", "-c", _FILL]):
        _manage(folder, *arguments)
    return folder


def _manage(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "django", *arguments, *([] if arguments[0] == "shell" else ["-v", "0"])]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "bare.settings", "PYTHONPATH": str(folder)}
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
