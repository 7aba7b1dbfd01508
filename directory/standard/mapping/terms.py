"""Words sought in what people wrote freely, made values of the standard where the text says nothing against it."""

import re
from collections.abc import Mapping

from directory.standard.fields import BY_NAME, SEPARATOR
from directory.standard.mapping.line import Line
from directory.standard.mapping.texts import Read
from portal.words.folding import fold

# With one of these, a text says the contrary of its words, or says them of some people and days only: « N’est plus
# gratuit », « Interdit aux jeunes », « Tout public sauf enfants ». A « 65 ans et plus » is none.
_AGAINST = re.compile(
    r"\bn'|\b(?:pas|non(?!-| lucrati)|ne|ni|sans|aucune?s?|jamais|(?<!et )plus(?! de \d)|sauf|hors|sinon|si|selon|moins"
    r"|uniquement|seulement|exclusivement|anciens?|anciennes?|bientot|prochainement|a venir|en cours|en projet"
    r"|hormis|dehors|ailleurs|plutot|depourvus?|panne|travaux|etude|jusqu'|ex|futur(?:e|s|es)?|projet|candidat[a-z]*"
    r"|demande|depose[es]*|parti|voir|face|derriere|voisine?s?|renvoi[a-z]*|pres"
    r"|absence|manque|(?:coup|termin|annul|dissou|orient|evite|refus|impossib|indisponib|except|exclu|interdi|reserve|condition|limite|ferme|suspend"
    r"|suspens|suppri|arret)[a-z]*)\b"
)


# A label or a programme is a promise: with any other word beside it, it may be that of a neighbour, or of last year.
_PROMISES = frozenset({"dispositif_programmes_nationaux", "formations_labels"})
_PLAIN = re.compile(
    r"\b(?:labels?|labellise[es]*|reseau|maison|espace|structure|lieu|de|du|des|la|le|les|l|d|et)\b|[^a-z0-9]"
)


def terms(name: str, index: int, column: str, wanted: Mapping[str, str | None], *, quiet: bool) -> Read:
    """The values of the terms found (`rules.py`), part of the cell after part. A part where none is found, or that
    may say something else, gives nothing; that is said, as is what was found among other words, unless `quiet`."""
    # The longest first, and what was found is taken out: « gratuit sous condition » is not « gratuit » too.
    longest = sorted(wanted.items(), key=lambda one: (len(fold(one[0].removeprefix("="))), one[0][:1] == "="))
    patterns = [(*_pattern(term), value) for term, value in reversed(longest) if fold(term.removeprefix("="))]
    labels = {one: _label(name, one) for value in wanted.values() if value for one in value.split(SEPARATOR)}

    def read(line: Line) -> str:
        text = line.cell(index)
        found: dict[str, None] = {}
        for part in filter(None, map(str.strip, re.split(r"[;|\n]", text))):
            rest, values = fold(part), []
            for first, pattern, value in patterns:
                if first in rest:
                    rest, times = pattern.subn(" ", rest)
                    values += [value] if times else []
            given = dict.fromkeys(one for value in values if value for one in value.split(SEPARATOR))
            doubtful = _AGAINST.search(rest) or (name in _PROMISES and _PLAIN.sub("", rest))
            if values and None not in values and not doubtful:
                found |= given
                if given and (rest.strip() or len(values) > 1) and not quiet:
                    words = ", ".join(labels[one] for one in given)
                    line.say(name, f"« {part} » est devenu {words}.", "info", text, column)
            elif not quiet:
                why = "Négation, condition ou autre sens possible, laissé" if values else "Terme inconnu, laissé"
                line.say(name, f"{why} de côté : « {part} ».", "warning", text, column)
        return SEPARATOR.join(found)

    return read


def _pattern(term: str) -> tuple[str, re.Pattern[str]]:
    """Its first word, by which most texts are known not to hold it, and its whole words, each with a plural or without;
    never the end of a compound (« sage-femme »)."""
    words = fold(term.removeprefix("=")).split()
    sought = "s? ".join(map(re.escape, words)) + "s?"
    if term.startswith("="):
        return words[0], re.compile(rf"(?:^|(?<=[,/+&])|(?<= et)) *{sought}(?= *(?:$|[,/+&.])| et )")
    return words[0], re.compile(rf"(?<![a-z])(?<![a-z0-9]-){sought}(?![a-z0-9])")


def _label(name: str, value: str) -> str:
    """« Municipalités » rather than MUNI."""
    vocabulary = BY_NAME[name].vocabulary
    code = vocabulary.code_for(value) if vocabulary else None
    return vocabulary.by_code[code].label if vocabulary and code else value
