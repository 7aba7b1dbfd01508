"""The names of intercommunalities, as people say them. Django-free."""

import re

_SORTS = {
    "CC": "Communauté de communes",
    "CA": "Communauté d’agglomération",
    "CU": "Communauté urbaine",
}
# « des Bastides » cannot stand alone; « Albret Communauté » can.
_HANGS = re.compile(r"(?:d’|de |du |des |et )")


def plain_name(official: str) -> str:
    """« CC Albret Communauté » → « Albret Communauté », « CC du Pays de Duras » → « Communauté de communes du Pays de
    Duras »; a name without abbreviation is left as it is."""
    name = official.replace("'", "’")
    sort, _, rest = name.partition(" ")
    if not rest or sort not in _SORTS:
        return name
    return f"{_SORTS[sort]} {rest}" if _HANGS.match(rest) else rest
