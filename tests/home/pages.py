"""Pages for tests, in a few words."""

import json
from datetime import date, timedelta
from io import BytesIO
from itertools import count
from typing import Any

import pytest
from django.core.files.images import ImageFile
from PIL import Image

from home.models import (
    ArticleIndexPage,
    ArticlePage,
    HomePage,
    KeyFigure,
    StandardPage,
    StoryIndexPage,
    SuccessStoryPage,
)
from portal.models import PortalImage

# Wagtail leaves the temporary file of a new rendition to the garbage collector.
makes_renditions = pytest.mark.filterwarnings(
    "ignore:[Uu]nclosed file <(_io.BufferedRandom|tempfile.SpooledTemporaryFile):ResourceWarning"
)
_numbers = count(1)
DAY = date(2026, 11, 20)


def home() -> HomePage:
    page: HomePage = HomePage.objects.get()
    return page


def section(kind: type[Any] = ArticleIndexPage, **fields: Any) -> Any:
    """The list of articles (or of stories), made once."""
    slug = "actualites" if kind is ArticleIndexPage else "recits"
    title = "Articles" if kind is ArticleIndexPage else "Récits"
    return kind.objects.first() or home().add_child(instance=kind(title=title, slug=slug, **fields))


def _published(parent: Any, page: Any, blocks: list[Any], publish: bool) -> Any:
    page.body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    page.live = False
    parent.add_child(instance=page)
    if publish:
        page.save_revision().publish()
    page.refresh_from_db()
    return page


def article(
    title: str = "", *, blocks: list[Any] | None = None, days_ago: int = 0, publish: bool = True, **fields: Any
) -> Any:
    number = next(_numbers)
    fields.setdefault("publication_date", DAY - timedelta(days=days_ago))
    page = ArticlePage(title=title or f"Article {number}", slug=f"article-{number}", **fields)
    return _published(section(), page, blocks or [], publish)


def story(title: str = "", *, days_ago: int = 0, publish: bool = True, **fields: Any) -> Any:
    number = next(_numbers)
    fields.setdefault("publication_date", DAY - timedelta(days=days_ago))
    page = SuccessStoryPage(title=title or f"Récit {number}", slug=f"recit-{number}", **fields)
    return _published(section(StoryIndexPage), page, [], publish)


def simple(title: str, *, slug: str = "", blocks: list[Any] | None = None, parent: Any = None, **fields: Any) -> Any:
    page = StandardPage(title=title, slug=slug or f"page-{next(_numbers)}", **fields)
    return _published(parent or home(), page, blocks or [], True)


def figure(value: str = "823", **fields: Any) -> KeyFigure:
    fields = {"sentence": "détections", "source": "La Poste", "date": date(2023, 2, 24), **fields}
    return KeyFigure.objects.create(value=value, **fields)


def picture(description: str = "Un dessin de rivière.", credit: str = "Dessin original") -> PortalImage:
    data = BytesIO()
    Image.new("RGB", (1300, 700), "#3f8bc8").save(data, "PNG")
    data.seek(0)
    image = PortalImage(title=f"Image {next(_numbers)}", description=description, credit=credit)
    image.file = ImageFile(data, name="riviere.png")
    image.save()
    return image
