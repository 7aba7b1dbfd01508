"""Reading the pages of the directory as a person does."""

import re
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup

from tests.strict_client import StrictClient


def finder(client: StrictClient, status: int = 200, **parameters: object) -> BeautifulSoup:
    """The finder's page for these parameters."""
    return page_at(client, f"/lieux/?{urlencode(parameters, doseq=True)}", status)


def page_at(client: StrictClient, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content.decode(), "html.parser")


def names(page: BeautifulSoup) -> list[str]:
    """The places listed, in order."""
    return [text(link) for link in page.select("ol.places :is(h3, h4) a")]


def text(tag: BeautifulSoup) -> str:
    """The words of an element, ordinary spaces between them."""
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


def main(page: BeautifulSoup) -> str:
    return text(page.select_one("main"))


def link(page: BeautifulSoup, words: str) -> str:
    """Where the first link with these words leads."""
    return next(found["href"] for found in page.select("main a") if words in text(found))


def notices(page: BeautifulSoup) -> list[str]:
    return [text(found) for found in page.select(".notices p")]


def distances(page: BeautifulSoup) -> list[int]:
    """Kilometres, as the cards tell them; 0 in the commune asked."""
    words = [text(tag) for tag in page.select("ol.places .top strong")]
    return [0 if "moins" in found or "votre commune" in found else int(re.search(r"\d+", found)[0]) for found in words]


def words(response: Any) -> str:
    """All the words of an answer, every space an ordinary one."""
    return text(BeautifulSoup(response.content.decode(), "html.parser"))
