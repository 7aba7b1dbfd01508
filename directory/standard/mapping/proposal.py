"""The mapping of a table that nobody described: proposed from its titles, and from what its first rows hold."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from statistics import median
from typing import Any

from directory.domain.france import in_france
from directory.standard.fields import BY_NAME
from directory.standard.mapping.address import split_address
from directory.standard.mapping.columns import LOOKS, Column, by_title, columns_of, number_of
from directory.standard.mapping.lambert93 import plausible
from directory.standard.mapping.places import AXES, numbers_of
from directory.standard.shapes.shape import data_of
from directory.standard.table.table import Table
from portal.words.folding import fold

_SAMPLE = 200
_SEPARATORS = [";", ",", "|", " ", "\n"]
# What values alone betray, when no title does.
_BETRAYED = ("code_postal", "telephone", "courriels", "site_web")
_POINT = re.compile(r"\D*[-+]?\d{1,3}[.,]\d+[^\d+-]+[-+]?\d{1,3}[.,]\d+\D*")


def proposed(table: Table) -> Mapping[str, Any]:
    """Rules by field (`rules.py`); a field for which nothing is found has none."""
    rows = [cells for _, cells in islice(table.rows(), _SAMPLE)]
    return _Proposal(columns_of(table.columns, rows)).mapping()


class _Proposal:
    def __init__(self, columns: Sequence[Column]) -> None:
        self._data = data_of("any-table")
        self._columns = columns
        self._found = by_title(columns)
        self._rules: dict[str, Any] = {}
        for name in _BETRAYED:
            if name not in self._found and (column := self._free(lambda one, name=name: one.share(LOOKS[name]) >= 0.8)):
                self._found[name] = column

    def mapping(self) -> Mapping[str, Any]:
        self._position()
        self._address()
        self._hours()
        self._phones()
        for name, column in self._found.items():
            if name not in self._rules and (rule := self._rule(name, column)) is not None:
                self._rules[name] = rule
        return {name: self._rules[name] for name in BY_NAME if name in self._rules}

    def _free(self, test: Any) -> Column | None:
        taken = {column.index for column in self._found.values()}
        return next((one for one in self._columns if one.index not in taken and one.values and test(one)), None)

    def _rule(self, name: str, column: Column) -> Any:
        title = column.title
        if name == "id":
            return title if _identifies(column) else None
        if name == "date_maj":
            return {"column": title, "default": {"date_of_file": True}}
        if name in ("courriels", "site_web"):
            return {"column": title, "separators": _SEPARATORS}
        return title if BY_NAME[name].vocabulary is None else self._of_vocabulary(name, column)

    def _of_vocabulary(self, name: str, column: Column) -> Any:
        """The values of the standard as they are, or words sought in the cells; nothing when no word is known."""
        vocabulary = BY_NAME[name].vocabulary
        if vocabulary is None or not column.values:
            return None
        # Labels as they are: « Femmes » is no part of « Femmes de ménage ».
        official = {f"={term.label}": vocabulary.written_value(term.code) for term in vocabulary.terms}
        if column.share(lambda text: all(vocabulary.code_for(one) for one in re.split(r"[;|]", text) if one)) >= 0.7:
            return column.title
        terms = {**self._data["terms"].get(name, {}), **official}
        pieces = [fold(piece) for piece in column.values]
        known = any(fold(term.removeprefix("=")) in piece for term in terms for piece in pieces)
        return {"in": column.title, "terms": terms} if known else None

    # Where

    def _address(self) -> None:
        """The street, with the number of its own column before it; its town when they share a cell."""
        street = self._found.get("adresse")
        whole = street or self._free(lambda one: one.share(lambda text: split_address(text) is not None) >= 0.6)
        if whole and whole.share(lambda text: split_address(text) is not None) >= 0.5:
            for name, part in (("adresse", "street"), ("code_postal", "postal_code"), ("commune", "commune")):
                if name == "adresse" and street is None and not any(_street(text) for text in whole.values):
                    continue
                if name == "adresse" or name not in self._found:
                    self._rules[name] = {"address": whole.title, "part": part}
            return
        number = self._titled("street_number")
        way = street if street and street.key in self._data["street_name"] else self._titled("street_name")
        if number and way and street in (None, way):
            kind = self._titled("street_kind")
            self._rules["adresse"] = {"joined": [one.title for one in (number, kind, way) if one]}
        elif (town := self._free(lambda one: one.share(lambda text: split_address(text) is not None) >= 0.6)) and (
            "code_postal" not in self._found or "commune" not in self._found
        ):
            for field, part in (("code_postal", "postal_code"), ("commune", "commune")):
                if field not in self._found:
                    self._rules[field] = {"address": town.title, "part": part}

    def _titled(self, which: str) -> Column | None:
        names: Sequence[str] = self._data[which]
        return next((one for name in names for one in self._columns if one.key == name), None)

    # Whom to call

    def _phones(self) -> None:
        """A number is also in « Portable », where that is a column of its own."""
        first, names = self._found.get("telephone"), self._data["other_phone"]
        others = [one for one in self._columns if one.key in names and one is not first and one.values]
        if first and others:
            self._rules["telephone"] = {"joined": [one.title for one in (first, *others)], "by": " / "}

    def _position(self) -> None:
        x, y = self._found.get("longitude") or self._titled("x"), self._found.get("latitude") or self._titled("y")
        if x and y and x is not y and x.values and y.values:
            self._two_columns(x, y)
        elif point := self._point():
            column, first = point
            for axis in AXES:
                self._rules[axis] = {"point": column.title, "axis": axis, "first": first}
        for axis in AXES:
            self._found.pop(axis, None)

    def _two_columns(self, x: Column, y: Column) -> None:
        middle = [_middle(column) for column in (x, y)]
        if plausible(*middle) or plausible(*reversed(middle)):
            titles = [x.title, y.title] if plausible(*middle) else [y.title, x.title]
            for axis in AXES:
                self._rules[axis] = {"lambert93": titles, "axis": axis}
        elif max(map(abs, middle)) <= 180:
            self._rules |= {"longitude": x.title, "latitude": y.title}

    def _point(self) -> tuple[Column, str] | None:
        titled = [one for one in self._columns if one.key in self._data["point"]]
        for column in [*titled, *self._columns]:
            points = [numbers_of(text) for text in column.values if _POINT.fullmatch(text)]
            if points and len(points) >= 0.6 * len(column.values):
                pairs = [(float(one[0]), float(one[1])) for one in points if len(one) == 2]
                straight = sum(in_france(*pair) for pair in pairs)
                turned = sum(in_france(second, first) for first, second in pairs)
                if max(straight, turned):
                    return column, AXES[0] if straight >= turned else AXES[1]
        return None

    # When

    def _hours(self) -> None:
        days: dict[str, list[str]] = {}
        for column in self._columns:
            words = column.key.split()
            for day, names in self._data["days"].items():
                if names[0] in words or column.key in names:
                    days.setdefault(day, []).append(column.title)
                    break
        text = self._found.pop("horaires", None)
        if text and any(text.title in titles for titles in days.values()):
            text = None
        if len(days) >= 3:
            rule: dict[str, Any] = {"week": days}
            self._rules["horaires"] = rule | ({"default": {"hours": text.title}} if text else {})
        elif text:
            self._rules["horaires"] = {"hours": text.title}


def _identifies(column: Column) -> bool:
    """Numbers of a few digits are the rows of one table: « 12 » of two towns would be one place."""
    alone = len(set(column.values)) == len(column.values)
    return alone and column.share(lambda text: not re.fullmatch(r"\d{1,5}", text)) >= 0.9


def _street(text: str) -> bool:
    found = split_address(text)
    return bool(found and found.street)


def _middle(column: Column) -> float:
    numbers = [number for number in map(number_of, column.values) if number is not None]
    return median(numbers) if numbers else 0.0
