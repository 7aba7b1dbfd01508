"""Tables written as JSON: a list of objects, alone or under a name (`{"data": […]}`), read one object at a time."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NoReturn

from directory.standard.table.table import MAX_COLUMNS, MAX_ROWS, Table, UnreadableFile, cut, table_of
from directory.standard.table.text import encoding_of

# A number of more digits is no value of a place, and Python needs the square of its length to read it.
_DIGITS = 30
# Values in values, `{"adresse": {"rue": …}}`: beyond this it is no table any more. An empty list takes thirty times
# its two signs in memory, so that their number is limited too.
_DEPTH = 4
_MAX_BRACKETS = 2_000_000

_SPACE = re.compile(r"[ \t\r\n]*")
_SHAPE = 'Il faut une liste de lieux : [{…}, {…}] ou {"data": [{…}, {…}]}.'


def objects_table(content: bytes) -> Table:
    """The columns are all the names met, in their order; the first object is row 1."""
    codec, _ = encoding_of(content)
    text = content.decode(codec)
    if text.count("[") + text.count("{") > _MAX_BRACKETS:
        raise UnreadableFile(f"Ce fichier JSON contient trop de listes : ce n’est pas une liste de lieux. {_SHAPE}")
    titles: dict[str, None] = {}
    for number, item in enumerate(_items(text), start=1):
        titles.update(dict.fromkeys(_cells(item, number)))
        if number > MAX_ROWS:
            raise UnreadableFile(f"Ce fichier a plus de {MAX_ROWS // 1000}\u202f000 lieux : coupez-le en plusieurs.")
        if len(titles) > MAX_COLUMNS:
            raise UnreadableFile(f"Les lieux ont plus de {MAX_COLUMNS} champs différents : ce n’est pas un tableau.")

    def records() -> Iterator[list[str]]:
        yield list(titles)
        for number, item in enumerate(_items(text), start=1):
            cells = _cells(item, number)
            yield [cells.get(title, "") for title in titles]

    table = table_of("Fichier JSON", records, shifting=False)
    # Counted with titles above them, which no JSON has.
    return replace(table, rows=lambda: ((line - 1, cells) for line, cells in table.rows()))


def _items(text: str) -> Iterator[Mapping[str, Any]]:
    """The objects of the list. What follows it is read too, so that a file cut short is refused."""
    try:
        yield from _listed(text)
    except RecursionError:
        raise UnreadableFile(f"Ce fichier JSON est trop imbriqué pour être une liste de lieux. {_SHAPE}") from None
    except json.JSONDecodeError as error:
        raise UnreadableFile(
            f"Ce fichier JSON n’est pas bien écrit à la ligne {error.lineno}, signe {error.colno} : "
            "demandez à qui l’a produit de le refaire."
        ) from None


def _listed(text: str) -> Iterator[Mapping[str, Any]]:
    at = _skip(text, 0)
    found = False
    if text[at : at + 1] == "[":
        found = True
        at = yield from _list(text, at)
    else:
        opened = at
        at = _skip(text, at + 1)
        while text[at : at + 1] != "}":
            name, at = _DECODER.raw_decode(text, at)
            at = _expected(text, at, ":")
            if not isinstance(name, str):
                raise json.JSONDecodeError("name expected", text, opened)
            if not found and text[at : at + 1] == "[" and text[_skip(text, at + 1) :][:1] == "{":
                found = True
                at = yield from _list(text, at)
            else:
                _, at = _DECODER.raw_decode(text, at)
            at = _skip(text, at)
            if text[at : at + 1] != "}":
                at = _expected(text, at, ",")
        at += 1
    if _skip(text, at) != len(text):
        raise json.JSONDecodeError("end expected", text, at)
    if not found:
        raise UnreadableFile(f"Ce fichier JSON ne contient pas de liste de lieux. {_SHAPE}")


def _list(text: str, at: int) -> Any:
    """Yields the objects, returns where the list ends."""
    at = _skip(text, at + 1)
    while text[at : at + 1] != "]":
        item, at = _DECODER.raw_decode(text, at)
        if not isinstance(item, dict):
            raise UnreadableFile(f"La liste de ce fichier JSON contient autre chose que des lieux. {_SHAPE}")
        yield item
        at = _skip(text, at)
        if text[at : at + 1] != "]":
            at = _expected(text, at, ",")
    return at + 1


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _expected(text: str, at: int, sign: str) -> int:
    at = _skip(text, at)
    if text[at : at + 1] != sign:
        raise json.JSONDecodeError(f"{sign} expected", text, at)
    return _skip(text, at + 1)


def _cells(item: Mapping[str, Any], number: int) -> dict[str, str]:
    found: dict[str, str] = {}
    _flatten(item, "", number, _DEPTH, found)
    return found


def _flatten(item: Mapping[str, Any], before: str, number: int, depth: int, found: dict[str, str]) -> None:
    """`{"adresse": {"rue": "x"}}` gives the column « adresse.rue »."""
    for name, value in item.items():
        title = f"{before}{name}"
        if isinstance(value, dict) and depth:
            _flatten(value, f"{title}.", number, depth - 1, found)
            continue
        found[title] = cut(_text(value, number, title))


def _text(value: Any, number: int, title: str, depth: int = _DEPTH) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, str):
        return value.replace("\0", "")  # no database keeps it
    if isinstance(value, list) and depth:
        return "|".join(filter(None, (_text(one, number, title, depth - 1) for one in value)))
    if isinstance(value, _Number):
        return value.text
    raise UnreadableFile(
        f"Le champ « {title[:60]} » du lieu {number} contient des objets : il faut un texte ou une liste de textes."
    )


class _Number:
    """A number as it was written: « 0.10 » and « 47000 » keep their digits."""

    def __init__(self, text: str) -> None:
        self.text = text


def _number(text: str) -> _Number:
    if len(text) > _DIGITS:
        raise UnreadableFile(
            f"Ce fichier JSON contient un nombre de {len(text)} chiffres : écrivez-le entre guillemets."
        )
    return _Number(text)


def _no_number(text: str) -> NoReturn:
    raise UnreadableFile(f"Ce fichier JSON contient « {text} », qui n’est pas une valeur : laissez le champ vide.")


_DECODER = json.JSONDecoder(parse_int=_number, parse_float=_number, parse_constant=_no_number)
