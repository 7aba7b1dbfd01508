"""Follows every link of the public site, as a visitor without script would."""

import re
import time
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

# Filters make endless addresses; of each list, enough are followed to see every shape.
FILTERED_PAGES = 12
# Calendars are read by tests of their own; a few of each kind show that links lead to them.
CALENDARS = 10
# One worker draws one PDF at a time, half a second each; tests of their own read them.
FILES = 1
# There are hundreds of communes: with places, with a permanence, with nothing but neighbours.
COMMUNES = 40
READERS = 4  # at once: the server has two workers
ADMIN = re.compile(r"^/(admin|documents)/")
# Numbers and names change from one page to the next of a kind, the rest of the address does not.
VARIABLE = re.compile(r"\d+(-[\w-]+)?|(?<=/a-z/)\w(?=/)|(?<=/type/)[\w-]+(?=/)")


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
    """From the home page and the site map, one wave of links after the other."""
    found = Crawl()
    ahead = [("/", "start"), *((path, "sitemap") for path in _sitemap(home))]
    seen: set[str] = set()
    met: Counter[str] = Counter()
    with ThreadPoolExecutor(READERS) as readers:
        while ahead:
            wave = [(path, source) for path, source in ahead if _is_new(path, seen, met)]
            answers = readers.map(_get, [urljoin(home, path) for path, _source in wave])
            ahead = []
            for (path, source), (media, body) in zip(wave, answers, strict=True):
                if media is None:
                    found.broken.append(f"{path} (named by {source}): {body}")
                elif media != "text/html":
                    found.others[path] = media
                else:
                    found.pages[path] = body
                    ahead += [(link, path) for link in _links(home, path, body)]
    return found


def _is_new(path: str, seen: set[str], met: Counter[str]) -> bool:
    """Whether to follow it; remembers it."""
    if path in seen or ADMIN.match(path):
        return False
    seen.add(path)
    limit = _limit(path)
    if limit is None:
        return True
    kind, most = limit
    met[kind] += 1
    return met[kind] <= most


def _limit(path: str) -> tuple[str, int] | None:
    """The kind of an address of which a few are enough, and how many."""
    if ".pdf" in path:
        return VARIABLE.sub("#", urlsplit(path).path), FILES
    if "?" in path:
        return VARIABLE.sub("#", urlsplit(path).path), FILTERED_PAGES
    if path.endswith(".ics"):
        return VARIABLE.sub("#", path), CALENDARS
    if path.startswith("/lieux/commune/"):
        return "/lieux/commune/", COMMUNES
    return None


def _get(url: str, patience: int = 3) -> tuple[str | None, str]:
    """Asked again later when the portal says so: one PDF is drawn at a time."""
    try:
        with urllib.request.urlopen(url, timeout=30) as response:  # noqa: S310 - an address of this machine
            return response.headers.get_content_type(), response.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        wait = error.headers.get("Retry-After", "")
        if error.code == 503 and wait.isdigit() and patience:
            time.sleep(min(int(wait), 10))
            return _get(url, patience - 1)
        return None, str(error.code)


def _links(home: str, path: str, html: str) -> list[str]:
    host = urlsplit(home).netloc
    reader = _Links()
    reader.feed(html)
    links = []
    for href in reader.found:
        address = urlsplit(urldefrag(urljoin(urljoin(home, path), href))[0])
        if address.scheme in ("http", "https") and address.netloc == host:
            links.append(address.path + (f"?{address.query}" if address.query else ""))
    return links


class _Links(HTMLParser):
    """Where the links of a page, and its alternate forms, lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        alternate = tag == "link" and "alternate" in values.get("rel", "").split()
        if (tag == "a" or alternate) and "href" in values:
            self.found.append(values["href"])


def _sitemap(home: str) -> list[str]:
    _kind, body = _get(urljoin(home, "/sitemap.xml"))
    return [urlsplit(url).path for url in re.findall(r"<loc>([^<]+)</loc>", body)]
