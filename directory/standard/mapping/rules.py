"""The rules of a mapping: where each field of the standard is found in a file, kept as data (JSON).

One rule a field, a title alone or one of these, where `"default"` may be added to say what to take when nothing is
found (a text, or a rule):

- `"Nom"`, `{"column": "Nom"}`; with `"split": " - ", "item": 0` one part of the cell, with `"separators": [";", ","]`
  the parts made a multiple value, with `"prefix"` a beginning for what is found;
- `{"joined": [rules], "by": " "}`;
- `{"terms": {"mot": "Valeur du standard", "=seul": "Autre", "tel": "", "piège": null}, "in": "Activités"}`: words
  sought in the cell, the longest first, whatever their accents, in the plural too. One after « = » counts only where it
  stands alone or between commas: « emploi » is not « emploi du temps ». An empty value is a word known to mean nothing
  here; with null, it is one that leaves a doubt on all that stands beside it;
- `{"value": "Gratuit"}`, `{"date_of_file": true}`, `{"identifier_of": ["nom", "code_postal", "adresse"]}`;
- `{"address": "Adresse", "part": "street" | "postal_code" | "commune"}`;
- `{"hours": "Horaires"}`, `{"week": {"Mo": ["Lundi matin", "Lundi soir"], …}}`;
- `{"lambert93": ["X", "Y"], "axis": "latitude" | "longitude"}`,
  `{"point": "Coordonnées", "axis": …, "first": "latitude" | "longitude"}`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from directory.standard.mapping import places, terms, texts
from directory.standard.mapping.line import Line
from directory.standard.shapes.titles import key
from directory.standard.table.table import UnreadableFile

Read = Callable[[Line], str]


@dataclass(frozen=True)
class Rule:
    """A rule on a given file. `titles` are the columns it reads, `absent` those that the file lacks. `index` is the
    column where the rule is nothing but its text."""

    name: str
    titles: tuple[str, ...]
    absent: tuple[str, ...]
    read: Read
    index: int | None = None

    @property
    def gives(self) -> bool:
        """Whether it may find anything in this file."""
        return bool(self.titles) or not self.absent


def compiled(name: str, spec: Any, columns: Sequence[str]) -> Rule:
    """The rule of field `name` for a file with these columns. `UnreadableFile` for a rule that is not of the list."""
    return _Compiler(name, {key(title): index for index, title in reversed(list(enumerate(columns)))}, columns).rule(
        spec
    )


@dataclass
class _Compiler:
    name: str
    places: Mapping[str, int]
    columns: Sequence[str]

    def rule(self, spec: Any) -> Rule:
        if isinstance(spec, str):
            spec = {"column": spec}
        if not isinstance(spec, Mapping):
            raise self._wrong(spec)
        kind = next((kind for kind in _KINDS if kind in spec), None)
        if kind is None or set(spec) - _OPTIONS[kind] - {kind, "default"}:
            raise self._wrong(spec)
        try:
            rule = _KINDS[kind](self, spec)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._wrong(spec) from error
        return self._with_default(rule, spec["default"]) if "default" in spec else rule

    def _wrong(self, spec: Any) -> UnreadableFile:
        return UnreadableFile(
            f"La correspondance choisie pour « {self.name} » n’est pas écrite comme il faut : {str(spec)[:200]}. "
            "Choisissez de nouveau la colonne."
        )

    def _with_default(self, rule: Rule, spec: Any) -> Rule:
        other = self.rule({"value": spec} if isinstance(spec, str) else spec)
        first, second = rule.read, other.read
        return Rule(self.name, (*rule.titles, *other.titles), (), lambda line: first(line) or second(line))

    def _of(self, titles: Sequence[str], make: Callable[..., Read]) -> Rule:
        """A rule that reads these columns; `make` is given their places and the titles of the file."""
        if not all(isinstance(title, str) for title in titles):
            raise TypeError(titles)
        found = [self.places[key(title)] for title in titles if key(title) in self.places]
        absent = tuple(title for title in titles if key(title) not in self.places)
        read: Read = _nothing if absent else make(*found, column=" + ".join(self.columns[one] for one in found))
        return Rule(self.name, tuple(self.columns[one] for one in found) if not absent else (), absent, read)

    def column(self, spec: Mapping[str, Any]) -> Rule:
        separator, item = spec.get("split"), spec.get("item", 0)
        separators, prefix = tuple(spec.get("separators", ())), spec.get("prefix", "")
        rule = self._of([spec["column"]], lambda index, column: texts.cell(index, separator, item, separators, prefix))
        plain = not (separator or separators or prefix or rule.absent)
        return Rule(*_parts(rule), index=self.places[key(spec["column"])] if plain else None)

    def joined(self, spec: Mapping[str, Any]) -> Rule:
        rules, by = [self.rule(one) for one in spec["joined"]], spec.get("by", " ")
        titles = tuple(title for rule in rules for title in rule.titles)
        absent = () if titles else tuple(title for rule in rules for title in rule.absent)
        return Rule(self.name, titles, absent, texts.joined([rule.read for rule in rules], by))

    def terms(self, spec: Mapping[str, Any]) -> Rule:
        quiet = "default" in spec
        return self._of(
            [spec["in"]], lambda index, column: terms.terms(self.name, index, column, spec["terms"], quiet=quiet)
        )

    def value(self, spec: Mapping[str, Any]) -> Rule:
        text = str(spec["value"])
        return Rule(self.name, (), (), lambda line: text)

    def date_of_file(self, spec: Mapping[str, Any]) -> Rule:
        return Rule(self.name, (), (), lambda line: line.reading.day.isoformat())

    def identifier_of(self, spec: Mapping[str, Any]) -> Rule:
        return Rule(self.name, (), (), texts.identifier(tuple(spec["identifier_of"])))

    def address(self, spec: Mapping[str, Any]) -> Rule:
        part = places.PARTS.index(spec["part"])
        return self._of([spec["address"]], lambda index, column: places.address(self.name, index, column, part))

    def lambert93(self, spec: Mapping[str, Any]) -> Rule:
        axis = places.AXES.index(spec["axis"])
        x, y = spec["lambert93"]
        return self._of([x, y], lambda x, y, column: places.lambert(self.name, x, y, column, axis))

    def point(self, spec: Mapping[str, Any]) -> Rule:
        axis = places.AXES.index(spec["axis"])
        turned = places.AXES.index(spec["first"]) == 1
        return self._of(
            [spec["point"]], lambda index, column: places.point(self.name, index, column, axis, turned=turned)
        )

    def hours(self, spec: Mapping[str, Any]) -> Rule:
        return self._of([spec["hours"]], lambda index, column: texts.hours(index, column))

    def week(self, spec: Mapping[str, Any]) -> Rule:
        days = {day: [titles] if isinstance(titles, str) else titles for day, titles in spec["week"].items()}
        if set(days) - set(texts.DAYS):
            raise ValueError(days)
        found = {
            day: [self.places[key(title)] for title in titles if key(title) in self.places]
            for day, titles in days.items()
        }
        read = {self.columns[index]: None for indexes in found.values() for index in indexes}
        absent = tuple(title for titles in days.values() for title in titles if key(title) not in self.places)
        if not read:
            return Rule(self.name, (), absent, _nothing)
        return Rule(self.name, tuple(read), (), texts.week(found, self.columns))


def _nothing(line: Line) -> str:
    return ""


def _parts(rule: Rule) -> tuple[str, tuple[str, ...], tuple[str, ...], Read]:
    return rule.name, rule.titles, rule.absent, rule.read


_KINDS: Mapping[str, Callable[[_Compiler, Mapping[str, Any]], Rule]] = {
    "column": _Compiler.column,
    "joined": _Compiler.joined,
    "terms": _Compiler.terms,
    "value": _Compiler.value,
    "date_of_file": _Compiler.date_of_file,
    "identifier_of": _Compiler.identifier_of,
    "address": _Compiler.address,
    "lambert93": _Compiler.lambert93,
    "point": _Compiler.point,
    "hours": _Compiler.hours,
    "week": _Compiler.week,
}
_OPTIONS: Mapping[str, set[str]] = {kind: set() for kind in _KINDS} | {
    "column": {"split", "item", "separators", "prefix"},
    "joined": {"by"},
    "terms": {"in"},
    "address": {"part"},
    "lambert93": {"axis"},
    "point": {"axis", "first"},
}
