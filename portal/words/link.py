"""A link of a page: its words and where it leads."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    label: str
    url: str
