"""A link of a page: its words and where it leads; the address of one as people write it."""

import re
from dataclasses import dataclass

_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)")


@dataclass(frozen=True)
class Link:
    label: str
    url: str


def with_scheme(address: str) -> str:
    """« www.exemple.fr » → « https://www.exemple.fr »; anything that does not begin with the name of a host stays."""
    return f"https://{address}" if _HOST.match(address) else address
