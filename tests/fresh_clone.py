"""Tries the demo as a person who has just cloned the project: `make demo-check`.

Clones what is committed into a folder of its own, runs `make demo` there on a free port, reads the main pages, stops
it, starts it again and measures. Standard library only: nothing is installed when this starts.
"""

import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.running_portal import free_port, running

PROJECT = Path(__file__).resolve().parents[1]
SECOND_START = 10  # seconds
# address → what must be on the page
PAGES = {
    "/": ["Comment vous aider", "Coup de main 47", "05\u00a036\u00a049\u00a000\u00a047"],
    "/lieux/": ["Agen", "Villeneuve-sur-Lot"],
    "/lieux/?ou=castelmoron": ["Castelmoron-sur-Lot"],
    "/lieux/?ou=47310": ["Laplume"],
    "/lieux/?ou=ste+livrade": ["Sainte-Livrade-sur-Lot"],
    "/lieux/?ou=castelmoron&rayon=abc": ["Castelmoron-sur-Lot"],
    "/agenda/": ["semaine"],
    "/recherche/?q=impots": ["impôts"],
    "/admin/login/": ["password"],
    "/robots.txt": ["Sitemap:"],
}
READS_A_CALENDAR = (
    "import sys, icalendar; events = icalendar.Calendar.from_ical(sys.stdin.buffer.read()).walk('VEVENT');"
    "assert len(events) > 100 and all(event['UID'] for event in events); print(len(events))"
)


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as response:  # noqa: S310 - an address of this machine
        return str(response.read().decode("utf-8"))


def check_pages(url: str) -> int:
    """Read every main page; returns how many were read."""
    pages = {path: fetch(url.rstrip("/") + path) for path in PAGES}
    for path, words in PAGES.items():
        missing = [word for word in words if word not in pages[path]]
        assert not missing, f"{path} does not say {missing}"
    return len(pages) + check_links(url, pages)


def check_links(url: str, pages: dict[str, str]) -> int:
    """Pages that the main ones lead to: a place, an activity, an article, the news feed, everything of the site map."""
    place = _first(r'href="(/lieux/\d+-[^"]+/)"', pages["/lieux/?ou=castelmoron"])
    assert "application/ld+json" in fetch(url.rstrip("/") + place)
    activity = _first(r'href="(/agenda/(?:date/)?\d+[^"]*/)"', pages["/agenda/"])
    assert "<h1" in fetch(url.rstrip("/") + activity)
    rss = fetch(
        url.rstrip("/") + _first(r'type="application/rss\+xml"[^>]*href="([^"]+)"|href="([^"]+rss[^"]*)"', pages["/"])
    )
    assert "La Poste" in rss
    article = _first(r"<link>https?://[^/<]+(/[^<]+/)</link>", rss)
    assert "<h1" in fetch(url.rstrip("/") + article)
    listed = re.findall(r"<loc>https?://[^/<]+([^<]+)</loc>", fetch(url + "sitemap.xml"))
    assert len(listed) > 100, f"{len(listed)} addresses in the site map"
    for path in listed[:: max(1, len(listed) // 20)]:
        assert "<h1" in fetch(url.rstrip("/") + path), path
    return 4 + len(listed[:: max(1, len(listed) // 20)])


def check_calendar(url: str, folder: Path) -> str:
    feed = fetch(url + "ical/reseau.ics").encode()
    command = [str(folder / ".venv/bin/python"), "-c", READS_A_CALENDAR]
    return subprocess.run(command, input=feed, capture_output=True, check=True).stdout.decode().strip()


def _first(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, f"nothing like {pattern}"
    return next(group for group in match.groups() if group)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="coup-de-main-") as scratch:
        folder = Path(scratch) / "clone"
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(PROJECT), str(folder)], check=True)
        port = free_port()
        url, log = f"http://127.0.0.1:{port}/", Path(scratch) / "log.txt"
        command = ["make", "demo", f"PORT={port}"]
        with running(command, folder=folder, url=url, log=log, environment={}) as seconds:
            print(f"first start: {seconds:.1f} s", flush=True)
            print(f"pages read: {check_pages(url)}")
            print(f"events in the network's calendar: {check_calendar(url, folder)}")
            assert "editrice / " in log.read_text(encoding="utf-8"), "the login was not printed"
            assert (folder / "var/identifiants.txt").stat().st_mode & 0o077 == 0
        time.sleep(0.5)
        with running(command, folder=folder, url=url, log=log, environment={}) as seconds:
            print(f"second start: {seconds:.1f} s")
            assert log.read_text(encoding="utf-8").count("editrice / ") == 1, "the password was printed twice"
        assert seconds < SECOND_START, f"a second start takes {seconds:.1f} s"
    print("demo-check: all is well")


if __name__ == "__main__":
    main()
