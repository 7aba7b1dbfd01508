"""Titles of columns as they are compared."""

import re

from portal.words.folding import fold


def key(title: str) -> str:
    """Letters and digits without accents, one space between words: « Nom_de la Structure* » is « nom de la structure ».
    What camel case joins stays joined."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(title)))
