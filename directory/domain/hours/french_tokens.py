"""The words of opening hours as people write them in French, told apart."""

import re
from dataclasses import dataclass
from datetime import time

from portal.words.folding import fold

# From Monday; the two letters of OpenStreetMap are read too. Single letters are not: « M » is two days.
_DAYS = (
    r"lundis?|lun\.?|lu|mo",
    r"mardis?|mar\.?|ma|tu",
    r"mercredis?|merc?\.?|me|we",
    r"jeudis?|jeu\.?|je|th",
    r"vendredis?|ven(?:d\.?|\.)?|ve|fr",
    r"samedis?|sam\.?|sa",
    r"dimanches?|dim\.?|di|su",
)
_ORDINALS = (
    r"premiers?|1ers?|1re",
    r"deuxiemes?|seconds?|2(?:e|eme|nd)s?",
    r"troisiemes?|3(?:e|eme)s?",
    r"quatriemes?|4(?:e|eme)s?",
)
_KINDS = {
    "always": r"24 ?h(?:eures)? ?(?:/|sur) ?24(?: ?h(?:eures)?)?|jour et nuit",
    "daily": r"tous les jours(?! ouvr| de (?!\d|midi))|chaque jour|7 ?j(?:ours)? ?(?:/|sur) ?7(?: ?j(?:ours)?)?|tlj",
    "weekend": r"week ?-? ?ends?",
    "public": r"jours? feries?",
    "school": r"vacances scolaires",
    "appointment": r"(?:(?:uniquement|seulement) )?sur (?:rendez ?-? ?vous|rdv)",
    "except": r"sauf|hors|excepte|a l'exception (?:de|du|des)",
    "closed": r"fermee?s?|fermeture(?: hebdomadaire)?",
    "from": r"a partir de|des(?= \d)",
    "between": r"entre",
    "even": r"semaines? paires?",
    "odd": r"semaines? impaires?",
    "of_month": r"(?:du|de chaque|chaque|par) mois",
    "last": r"derniers?",
    **{f"ordinal{n}": pattern for n, pattern in enumerate(_ORDINALS, 1)},
    "hour": r"(?P<h>\d{1,2}) ?(?:h(?:eures?)?|:)(?P<m>[0-5]\d|(?: [0-5][05](?! ?h))?)(?!\d)|midi|minuit",
    "number": r"\d{1,2}(?![\d/])",
    **{f"day{n}": pattern for n, pattern in enumerate(_DAYS)},
    "morning": r"matin(?:s|ee)?",
    "afternoon": r"apres ?-? ?midis?",
    "evening": r"soirs?|soiree",
    "whole": r"sans interruption|en continu|non ?-? ?stop|journee continue|sans pause",
    "to": r"jusqu'a|au|a",
    "and": r"ainsi que|et|puis",
    "open": r"ouverte?s?|ouverture(?: au public)?",
    "noise": r"(?:les )?horaires?(?: d'ouverture)?(?: au public)?"
    r"|tous les|toutes les|chaque|pendant|du|des|de|les|le|la|en",
}
_MARKS = {"article": "l'", "dash": "-", "list": "[,&+/]", "colon": ":", "end": "[;.|()•]"}
_LIKE_WORDS = {"article": "noise", "dash": "to", "list": "and"}
_TOKEN = re.compile(
    "|".join(
        (
            *(rf"(?P<{kind}>(?<![a-z])(?:{pattern})(?![a-z]))" for kind, pattern in _KINDS.items()),
            *(rf"(?P<{kind}>{pattern})" for kind, pattern in _MARKS.items()),
            r"(?P<other>\S)",
        )
    )
)
# A new line ends a clause, an arrow is an interval.
_LIKE = str.maketrans({"\n": ";", "\r": ";", "→": "-", "\t": " "})


@dataclass(frozen=True)
class Token:
    """`number` is the day (0 is Monday), the rank in the month (-1 the last) or the hour written without « h »."""

    kind: str
    text: str
    number: int = 0
    hour: time | None = None


def tokens(text: str) -> list[Token]:
    """What is not known is of kind "other"."""
    return [_token(found) for found in _TOKEN.finditer(fold(text.translate(_LIKE)))]


def _token(found: re.Match[str]) -> Token:
    kind, text = found.lastgroup or "other", found[0]
    if text in ("midi", "minuit"):
        return Token("hour", text, hour=time(12 if text == "midi" else 0))
    if found["hour"]:
        hour, minute = int(found["h"]), int(found["m"].strip() or 0)
        if hour > 24 or (hour == 24 and minute):
            return Token("other", text)
        return Token("hour", text, hour=time(hour % 24, minute))
    if found["number"]:
        return Token("number", text, int(text)) if int(text) <= 24 else Token("other", text)
    for name in ("day", "ordinal"):
        if kind.startswith(name):
            return Token(name, text, int(kind.removeprefix(name)))
    if kind == "last":
        return Token("ordinal", text, -1)
    return Token(_LIKE_WORDS.get(kind, kind), text)
