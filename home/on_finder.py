"""What the editorial space shows under the first page of the finder: the articles that explain the need."""

from __future__ import annotations

from datetime import datetime

from django.utils.html import strip_tags

from directory.contributions import Answered, Section, contributions
from home.models import ArticlePage
from home.search_documents import KIND
from portal.words.link import Link
from search.api import search, terms
from search.types import SearchRequest

MOST = 2
# Looked at to find those; an article that comes later says the words in passing.
FIRST = 8


def contribute() -> None:
    contributions.finder_sections.append(articles)


def articles(answered: Answered, now: datetime) -> Section | None:
    """« À lire : Refaire sa carte grise »; four queries when words were typed, none else."""
    wanted = set(terms(answered.need)) if answered.page == 1 else set()
    if not wanted:
        return None
    found = search(
        SearchRequest(text=answered.need, kinds=(KIND,), located=False, exact=True, sort="relevance", size=FIRST)
    )
    pages = ArticlePage.objects.shown().defer("body", "read_also").in_bulk([hit.pk for hit in found.hits])
    # What is found by a synonym or in the middle of the text is about something else.
    about = [pages[hit.pk] for hit in found.hits if hit.pk in pages and wanted <= _subject(pages[hit.pk])]
    links = tuple(Link(page.title, page.get_url() or "") for page in about[:MOST])
    return Section("home-articles", "home/to_read.html", {"links": links}, order=5) if links else None


def _subject(page: ArticlePage) -> set[str]:
    """The words that say what the article is about."""
    return set(terms(strip_tags(f"{page.title} {page.introduction} {page.search_description}")))
