"""Follows every link of the public site, as a visitor without script would."""

import re
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, SoupStrainer

# Filters make endless addresses; of each list, enough are followed to see every shape.
FILTERED_PAGES = 12
# Calendars are read by tests of their own; a few of each kind show that links lead to them.
CALENDARS = 10
ADMIN = re.compile(r"^/(admin|documents)/")
# Numbers and names change from one page to the next of a kind, the rest of the address does not.
VARIABLE = re.compile(r"\d+(-[\w-]+)?")


@dataclass
class Crawl:
    """`pages`: path → HTML. `broken`: addresses that did not answer 200, with the page that named them."""

    pages: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)

    def one_of_each(self) -> list[str]:
        """One path for each kind of page: same address but for numbers, same set of filters, same page class."""
        kinds: dict[str, str] = {}
        for path in sorted(self.pages):
            address = urlsplit(path)
            names = sorted({part.split("=")[0] for part in address.query.split("&") if part})
            kinds.setdefault(f"{VARIABLE.sub('#', address.path)}?{names}", path)
        return sorted(kinds.values())


def crawl(home: str) -> Crawl:
    """From the home page and the site map."""
    found = Crawl()
    queue = [("/", "start"), *((path, "sitemap") for path in _sitemap(home))]
    seen: set[str] = set()
    met: Counter[str] = Counter()
    while queue:
        path, source = queue.pop(0)
        if path in seen or ADMIN.match(path):
            continue
        seen.add(path)
        if (limit := _limit(path)) is not None:
            kind, most = limit
            met[kind] += 1
            if met[kind] > most:
                continue
        media, body = _get(urljoin(home, path))
        if media is None:
            found.broken.append(f"{path} (named by {source}): {body}")
        elif media != "text/html":
            found.others[path] = media
        else:
            found.pages[path] = body
            queue += [(link, path) for link in _links(home, path, body)]
    return found


def _limit(path: str) -> tuple[str, int] | None:
    """The kind of an address of which a few are enough, and how many."""
    if "?" in path:
        return urlsplit(path).path, FILTERED_PAGES
    if path.endswith(".ics"):
        return VARIABLE.sub("#", path), CALENDARS
    return None


def _get(url: str) -> tuple[str | None, str]:
    try:
        with urllib.request.urlopen(url, timeout=30) as response:  # noqa: S310 - an address of this machine
            return response.headers.get_content_type(), response.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return None, str(error.code)


def _links(home: str, path: str, html: str) -> list[str]:
    host = urlsplit(home).netloc
    links = []
    for tag in BeautifulSoup(html, "html.parser", parse_only=SoupStrainer(["a", "link"])).select(
        "a[href], link[rel~=alternate][href]"
    ):
        address = urlsplit(urldefrag(urljoin(urljoin(home, path), str(tag["href"])))[0])
        if address.scheme in ("http", "https") and address.netloc == host:
            links.append(address.path + (f"?{address.query}" if address.query else ""))
    return links


def _sitemap(home: str) -> list[str]:
    _kind, body = _get(urljoin(home, "/sitemap.xml"))
    return [urlsplit(url).path for url in re.findall(r"<loc>([^<]+)</loc>", body)]
