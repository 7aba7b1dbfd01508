"""Where the directory stands in the site, and the name of its kind of thing in search and permanent addresses."""

from django.utils.text import slugify

from portal.words.folding import fold

PLACE = "lieu"
FINDER = "/lieux/"
GUIDE = "/guide/"
OPEN_DATA = "/donnees/"


def named(code: str, name: str) -> str:
    """« 47001-agen »: the code decides, the name may change."""
    return f"{code}-{slugify(fold(name).replace(chr(39), ' '))}"


def commune_page(insee: str, name: str) -> str:
    return f"{FINDER}commune/{named(insee, name)}/"
