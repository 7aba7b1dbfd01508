"""The links from one page of a list to the next, as `components/pagination.html` asks for them."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class PageLinks:
    """`number` of `count` pages; an address is empty where there is no such page."""

    number: int
    count: int
    previous_url: str
    next_url: str
    total_words: str


def page_links(number: int, count: int, address: Callable[[int], str], total_words: str) -> PageLinks:
    """`address` gives that of a page by its number; `total_words` says how many rows there are in all."""
    return PageLinks(
        number=number,
        count=count,
        previous_url=address(number - 1) if number > 1 else "",
        next_url=address(number + 1) if number < count else "",
        total_words=total_words,
    )
