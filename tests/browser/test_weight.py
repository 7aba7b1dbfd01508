"""Budgets of a first visit: what an old phone on a slow line has to fetch before it shows the page."""

from typing import Any

import pytest

from tests.browser.conftest import Portal
from tests.browser.crawl import Crawl
from tests.browser.weight import weigh

KB = 1000
# kind of page: its path, or the beginning of it when it ends with 1, kilobytes in all, requests, kilobytes of script
BUDGETS = {
    "home": ("/", 150, 14, 8),
    "finder": ("/lieux/?ou=castelmoron", 90, 10, 12),
    "place": ("/lieux/1", 70, 8, 5),
    "agenda": ("/agenda/", 90, 10, 8),
    "activity": ("/agenda/1", 70, 8, 5),
    "article": ("/actualites/la-poste/", 150, 14, 8),
}


@pytest.mark.parametrize("kind", BUDGETS)
def test_a_page_stays_light(kind: str, browser: Any, portal: Portal, crawled: Crawl) -> None:
    prefix, kilobytes, requests, script = BUDGETS[kind]
    path = prefix if prefix[-1] != "1" else next(path for path in sorted(crawled.pages) if path.startswith(prefix))
    weight = weigh(browser, portal.at(path))
    print(f"{path}: {weight.total / KB:.1f} kB, {weight.requests} requests, {dict(weight.bytes_by_kind)}")
    assert weight.requests > 1
    assert weight.total <= kilobytes * KB
    assert weight.requests <= requests
    assert weight.bytes_by_kind["Script"] <= script * KB
