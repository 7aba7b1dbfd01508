"""The editorial space of the demo: articles, stories, simple pages, key figures and drawings, from `demo/data`.

Idempotent: what exists (same address) is left as the user made it; only what is missing is added.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.images import ImageFile
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.models import HelpPoint
from home.models import (
    ArticleCategory,
    ArticleIndexPage,
    ArticlePage,
    HomePage,
    KeyFigure,
    StandardPage,
    StoryIndexPage,
    SuccessStoryPage,
)
from home.models.editorial import EditorialPage
from portal.models import PortalImage, SiteSettings
from portal.models.changes import changes
from portal.roof.demo.paths import DATA

FRONT_PAGE = "la-poste"
FIGURES_ON_HOME = 3
# Which setting points at which simple page.
LINKED = {
    "aidants": "carers_page",
    "contact": "contact_page",
    "mots": "words_page",
    "mentions-legales": "legal_page",
    "accessibilite": "accessibility_page",
}

Row = Mapping[str, Any]
Raw = dict[str, Any]


def _rows(name: str) -> list[Row]:
    rows: list[Row] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return rows


class _Library:
    """What blocks refer to, by the names that the data files use."""

    def __init__(self, pages: Mapping[str, EditorialPage]) -> None:
        self.pages = pages
        self.figures = {row["key"]: _figure(row) for row in _rows("key_figures.json")}
        self.points = dict(HelpPoint.objects.values_list("standard_id", "pk"))

    def raw(self, blocks: Iterable[Row]) -> str:
        return json.dumps([self._block(block) for block in blocks])

    def _block(self, block: Row) -> Raw:
        shape: Callable[[Row], Any] = getattr(self, f"_{block['type']}")
        return {"type": block["type"], "value": shape(block)}

    def _rich_text(self, block: Row) -> str:
        return str(block["html"])

    def _heading(self, block: Row) -> Raw:
        return {"text": block["text"], "level": "2", "anchor": ""}

    def _contents(self, block: Row) -> None:
        """It lists the titles of the page."""

    def _key_figures(self, block: Row) -> Raw:
        return {"figures": [self.figures[key].pk for key in block["keys"]]}

    def _call_out(self, block: Row) -> Raw:
        return {"tone": block["tone"], "title": block["title"], "text": block["html"]}

    def _quote(self, block: Row) -> Raw:
        return {
            "text": block["text"],
            "role": block["role"],
            "name": block["name"],
            "organisation": "",
            "portrait": None,
            "fictional": block["fictional"],
        }

    def _help_points(self, block: Row) -> Raw:
        return {"title": _("Y aller"), "places": [self.points[key] for key in block["places"]]}

    def _upcoming_dates(self, block: Row) -> Raw:
        place = self.points[block["place"]] if "place" in block else None
        return {"title": "", "place": place, "commune": block.get("commune"), "count": 3}

    def _read_also(self, block: Row) -> Raw:
        return {"title": _("À lire aussi"), "pages": [self.pages[key].pk for key in block["keys"]]}


def load(now: datetime) -> str:
    """Add what is missing; dates of publication count back from `now`. Says in a few words what was added."""
    today = timezone.localdate(now)
    with changes():
        home = HomePage.objects.get()
        articles = _section(
            home, ArticleIndexPage, _("Articles"), "actualites", _("Des nouvelles du réseau, des conseils.")
        )
        stories = _section(
            home, StoryIndexPage, _("Récits"), "recits", _("Des personnes aidées, des personnes qui aident.")
        )
        rows = _rows("articles.json")
        parents = {"article": articles, "story": stories}
        # All exist before any is filled: they refer to one another.
        pages = {row["key"]: _editorial(parents[row["type"]], row, today) for row in rows}
        library = _Library(pages)
        added = 0
        for row in rows:
            page = pages[row["key"]]
            if page.first_published_at is None:
                _fill(page, row["blocks"], library)
                added += 1
        simple = {row["slug"]: _simple(home, row, library) for row in _rows("standard_pages.json")}
        _link(home, articles, simple, pages[FRONT_PAGE], library)
        added += sum(1 for _page, made in simple.values() if made)
        return f"{added} pages, {len(library.figures)} chiffres clés"


def _section(home: HomePage, kind: type[Any], title: str, slug: str, introduction: str) -> Any:
    found = kind.objects.child_of(home).first()
    if found is not None:
        return found
    page = home.add_child(instance=kind(title=title, slug=slug, introduction=introduction, live=False))
    page.save_revision().publish()
    return page


def _editorial(parent: Any, row: Row, today: date) -> EditorialPage:
    kind: type[Any] = ArticlePage if row["type"] == "article" else SuccessStoryPage
    found = kind.objects.child_of(parent).filter(slug=row["key"]).first()
    if found is None:
        found = parent.add_child(
            instance=kind(
                title=row["title"],
                slug=row["key"],
                live=False,
                introduction=row["lead"],
                in_brief=_one_idea_a_line(row["in_brief"]),
                search_description=row["search_description"],
                publication_date=today - timedelta(days=row["days_ago"]),
                signature=row["author"],
                category=ArticleCategory.objects.get_or_create(name=row["category"])[0],
                image=_image(row["illustration"]),
                is_fictional=row["fictional"],
            )
        )
    page: EditorialPage = found
    return page


def _fill(page: EditorialPage, blocks: list[Row], library: _Library) -> None:
    """A « à lire aussi » that ends an article is that of the page, not a block of its body."""
    last = blocks[-1]
    if last["type"] == "read_also":
        blocks = blocks[:-1]
        page.read_also = json.dumps([{"type": "page", "value": library.pages[key].pk} for key in last["keys"]])
    page.body = library.raw(blocks)
    page.save_revision().publish()


def _simple(home: HomePage, row: Row, library: _Library) -> tuple[StandardPage, bool]:
    found = StandardPage.objects.child_of(home).filter(slug=row["slug"]).first()
    if found is not None:
        return found, False
    page = home.add_child(
        instance=StandardPage(
            title=row["title"],
            slug=row["slug"],
            live=False,
            introduction=row["introduction"],
            in_brief=_one_idea_a_line(row["in_brief"]),
            search_description=row["search_description"],
            body=library.raw(row["blocks"]),
        )
    )
    page.save_revision().publish()
    return page, True


def _link(
    home: HomePage,
    articles: ArticleIndexPage,
    simple: Mapping[str, tuple[StandardPage, bool]],
    front: EditorialPage,
    library: _Library,
) -> None:
    """Menus and the home page point at what was just made; a choice already made is kept."""
    settings = SiteSettings.load()
    wanted = {"articles_page": articles, **{field: simple[slug][0] for slug, field in LINKED.items()}}
    for field, page in wanted.items():
        if getattr(settings, f"{field}_id") is None:
            setattr(settings, field, page)
    settings.save()
    if home.front_page_id is None and not home.figures:
        home.front_page = front
        figures = list(library.figures.values())[:FIGURES_ON_HOME]
        home.figures = json.dumps([{"type": "figure", "value": figure.pk} for figure in figures])
        home.introduction = home.introduction or _(
            "Près de chez vous, quelqu’un peut vous aider avec Internet, le téléphone ou vos papiers."
        )
        if home.field_hint == HomePage._meta.get_field("field_hint").get_default():
            home.field_hint = "Par exemple : carte grise à Agen, ou 47260"
        home.seo_title = home.seo_title or _("Où trouver de l’aide numérique en Lot-et-Garonne")
        home.save_revision().publish()


def _figure(row: Row) -> KeyFigure:
    figure, _made = KeyFigure.objects.get_or_create(
        value=row["value"],
        sentence=row["sentence"],
        defaults={
            "source": row["source"],
            "source_url": row["source_url"],
            "date": datetime.strptime(row["date"], "%Y-%m-%d").date(),
        },
    )
    return figure


def _image(name: str) -> PortalImage:
    row = next(row for row in _rows("images.json") if row["name"] == name)
    found: PortalImage | None = PortalImage.objects.filter(title=row["title"]).first()
    if found is not None:
        return found
    path = DATA / row["file"]
    with path.open("rb") as file:
        image = PortalImage(title=row["title"], description=row["description"], credit=row["credit"])
        image.file = ImageFile(file, name=path.name)
        image.save()
    return image


def _one_idea_a_line(text: str) -> str:
    """The data files write « en bref » in one paragraph; a sentence is an idea."""
    return text.replace(". ", ".\n")
