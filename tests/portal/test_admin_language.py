"""The screens of the admin speak French, and one that agrees: no English word, no « Aucun(e) lieux »."""

import ast
import gettext
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from directory.models import HelpPoint
from events.models import Activity
from home.models import ArticleIndexPage, ArticlePage
from portal.models import PortalImage
from tests.consistency.source_files import PROJECT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo", "admin_templates")]

FOLDER = PROJECT / "portal" / "roof" / "editing" / "locale" / "fr" / "LC_MESSAGES"
ENGLISH = re.compile(
    r"\b(?:the|and|with|your|this|that|from|has|have|been|was|were|are|not|None|name|password|root|site name|can|must|"
    r"title|published|draft|slug|add|edit|delete|new|search|choose|default|group|owner|created|updated|lock\w*|domain|"
    r"blog|yes|item|selected|what|how|when|where|of|to|by|is|you|we|it|be)\b"
)
CLUMSY = re.compile(r"\w\((?:e|s|es|x|la|te|ne)\)|my-slug|aucun fragment", re.IGNORECASE)
# The name of a column made of code, names that Django stores for the labels of check boxes, the journal of the very
# first page: no translation reaches them.
KNOWN = re.compile(r"Site name$|Can (?:add|change|delete) |Welcome to your new Wagtail site!")
FRENCH_TOO = re.compile(r"https?://\S+|\S+@\S+|[\w-]+\.(?:py|csv|ics|xml|html)\b")


def screens() -> list[str]:
    lists = [model.snippet_viewset for model in get_snippet_models()]
    article, index = ArticlePage.objects.first(), ArticleIndexPage.objects.get()
    place, activity = HelpPoint.objects.first(), Activity.objects.first()
    assert article and place and activity
    return [
        "/admin/",
        "/admin/account/",
        "/admin/pages/",
        f"/admin/pages/{index.pk}/",
        f"/admin/pages/{article.pk}/edit/",
        f"/admin/pages/{article.pk}/history/",
        f"/admin/pages/{article.pk}/copy/",
        f"/admin/pages/{article.pk}/delete/",
        f"/admin/pages/{article.pk}/move/",
        f"/admin/pages/add/home/articlepage/{index.pk}/",
        "/admin/pages/search/?q=zzzz",
        *(reverse(viewset.get_url_name("list")) for viewset in lists),
        *(f"{reverse(viewset.get_url_name('list'))}?q=zzzz" for viewset in lists),
        *(reverse(viewset.get_url_name("add")) for viewset in lists if viewset.model.__name__ != "ErrorReport"),
        reverse(HelpPoint.snippet_viewset.get_url_name("edit"), args=[place.pk]),
        reverse(Activity.snippet_viewset.get_url_name("edit"), args=[activity.pk]),
        "/admin/images/",
        f"/admin/images/{PortalImage.objects.first().pk}/",
        "/admin/images/add/",
        "/admin/documents/",
        "/admin/documents/add/",
        "/admin/users/",
        "/admin/users/new/",
        "/admin/groups/",
        "/admin/groups/new/",
        "/admin/redirects/",
        "/admin/redirects/add/",
        "/admin/sites/",
        "/admin/collections/",
        "/admin/workflows/list/",
        "/admin/workflows/add/",
        "/admin/reports/locked/",
        "/admin/reports/workflow/",
        "/admin/reports/site-history/",
        reverse("wagtailsettings:edit", args=["portal", "sitesettings"]),
    ]


def text_of(html: str) -> str:
    page = BeautifulSoup(html, "html.parser")
    for part in page.select("script, style, template, svg, code, option[value], [hidden]"):
        part.decompose()
    said = [page.get_text(" | ", strip=True)]
    said += [str(tag[name]) for name in ("placeholder", "aria-label", "title") for tag in page.select(f"[{name}]")]
    return FRENCH_TOO.sub("", " | ".join(said))


def test_no_english_and_no_bracketed_ending(admin_client: Client) -> None:
    found: dict[str, list[str]] = {}
    for address in screens():
        answer: Any = admin_client.get(address, follow=True)
        if answer.status_code != 200:
            found.setdefault(f"!! {answer.status_code}", []).append(address)
            continue
        for piece in text_of(answer.content.decode()).split(" | "):
            if not KNOWN.match(piece) and (ENGLISH.search(piece) or CLUMSY.search(piece)):
                found.setdefault(piece[:160], []).append(address)
    assert not found


def entries(po: str) -> dict[str, str]:
    """Our file holds one line a text: no more of the format is needed to read it."""
    found: dict[str, str] = {}
    for entry in po.split("\n\n")[1:]:
        lines = dict(line.split(" ", 1) for line in entry.strip().splitlines())
        found[unquoted(lines["msgid"])] = unquoted(lines.get("msgstr") or lines["msgstr[0]"])
    return found


def unquoted(text: str) -> str:
    return str(ast.literal_eval(text))


def test_what_is_compiled_is_what_is_written_and_nothing_of_it_is_lost() -> None:
    po = FOLDER / "django.po"
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    written = entries(po.read_text(encoding="utf-8"))
    assert len(written) > 90
    for said, translated in written.items():
        holes = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
        assert compiled.gettext(said) == translated or compiled.ngettext(said, "", 1) == translated, said
        assert set(holes.findall(translated)) <= set(holes.findall(said)), said
        assert not CLUMSY.search(translated), said
