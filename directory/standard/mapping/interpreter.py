"""From the rows of any table to typed places, by the rules of a mapping."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from directory.standard.cleaning import decoded
from directory.standard.fields import BY_NAME, LINKS, NAMES, REQUIRED, UNKNOWN_PIVOT
from directory.standard.mapping.line import CellProblem, Line, Reading
from directory.standard.mapping.remedies import remedy_for
from directory.standard.mapping.rules import Rule, compiled
from directory.standard.rows import OVERFLOW, Parsed, Problem, parse_row
from directory.standard.table.table import Table, UnreadableFile

# What a table may lack: a place is recognised by what it is, a file is of the day it is given.
COMPLEMENTS: Mapping[str, Any] = {
    "pivot": {"value": UNKNOWN_PIVOT},
    "date_maj": {"date_of_file": True},
    "id": {"identifier_of": ["nom", "code_postal", "adresse"]},
}
# What spreadsheets leave where a formula failed.
_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#VALEUR!", "#NOM?", "#NOMBRE!"}


# « … » : « Ce n’est pas une date. Écrivez-la … »: a second sentence is what to do.
_TELLS = re.compile(r"[.»:] ?[EÉCMVR][a-zé]+ez\b|: [a-zé]+ez\b")


class Interpreter:
    """`missing` names the required fields for which the file has no column, `unused` the columns that nothing reads,
    `absent` those that the mapping names and the file lacks, `silent` the fields that it says nothing about. Raises
    `UnreadableFile` for a mapping that is not one."""

    def __init__(self, table: Table, mapping: Mapping[str, Any], reading: Reading) -> None:
        if strangers := [name for name in mapping if name not in BY_NAME]:
            raise UnreadableFile(f"La correspondance nomme des champs inconnus : {', '.join(strangers)[:200]}.")
        self.mapping = {**mapping, **{name: rule for name, rule in COMPLEMENTS.items() if name not in mapping}}
        self._table, self._reading = table, reading
        # Last, what is made of the other values.
        names = [name for name in NAMES if name in self.mapping and name != "id"] + ["id"]
        rules = [compiled(name, self.mapping[name], table.columns) for name in names]
        self._rules: dict[str, Rule] = {rule.name: rule for rule in rules}
        self._plain = [(rule.name, rule.index) for rule in rules if rule.index is not None]
        self._made = [rule for rule in rules if rule.index is None and rule.gives]
        read = {title for rule in rules for title in rule.titles}
        self.unused = tuple(title for title in table.columns if title not in read)
        self.missing = tuple(name for name in REQUIRED if name not in self._rules or not self._rules[name].gives)
        heard = {
            name for name, rule in self._rules.items() if rule.gives and self.mapping[name] != COMPLEMENTS.get(name)
        }
        self.silent = tuple(name for name in NAMES if name not in heard)
        self.absent = tuple(dict.fromkeys(title for rule in rules for title in rule.absent))

    def read(self, rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Parsed]:
        width = len(self._table.columns)
        for number, cells in rows:
            line = Line(number, cells, self._reading, dict.fromkeys(NAMES, ""))
            values, filled = line.values, len(cells)
            values.update((name, cells[index]) for name, index in self._plain if index < filled)
            for name, text in values.items():
                if "&" in text and name not in LINKS:  # of an address, `parse_row` knows what to decode
                    values[name] = decoded(text)
                elif text[:1] == "#":
                    values[name] = self._without_errors(name, text, line)
            for rule in self._made:
                values[rule.name] = self._without_errors(rule.name, rule.read(line), line)
            if filled > width and (extra := " ".join(cell for cell in cells[width:] if cell.strip())):
                self._beyond(line, extra)
            if line.notes:
                values["presentation_detail"] = "\n\n".join(filter(None, (values["presentation_detail"], *line.notes)))
            parsed = parse_row(values, number, today=self._reading.today, file_day=self._reading.day)
            if not (parsed.problems or line.problems):
                yield parsed
                continue
            said = [*line.problems, *(self._in_the_file(problem, line) for problem in parsed.problems)]
            yield replace(parsed, problems=tuple(map(_with_remedy, said)))

    def _without_errors(self, name: str, text: str, line: Line) -> str:
        if text.strip() not in _ERRORS:
            return text
        message = "Une formule du tableur n’a rien donné ici : case laissée de côté."
        line.say(name, message, "warning", text, self._column(name))
        return ""

    def _beyond(self, line: Line, extra: str) -> None:
        if self._table.width is not None and len(line.cells) > self._table.width:
            line.values[OVERFLOW] = extra
        else:
            message = "Des cases à droite du dernier titre sont remplies : elles ne sont pas lues."
            line.say("", message, "warning", extra, "")

    def _in_the_file(self, problem: Problem, line: Line) -> CellProblem:
        """The same problem, said of the columns and the cells of the file."""
        rule = self._rules.get(problem.field)
        titles = rule.titles if rule else ()
        places = [self._table.columns.index(title) for title in titles]
        cells = " ; ".join(filter(None, map(line.cell, places)))
        value = line.values[OVERFLOW] if not problem.field and OVERFLOW in line.values else cells or problem.value
        column = self._column(problem.field)
        return CellProblem(problem.line, problem.field, problem.message, problem.level, value, column)

    def _column(self, name: str) -> str:
        rule = self._rules.get(name)
        return " + ".join(rule.titles) if rule else ""


def _with_remedy(problem: CellProblem) -> CellProblem:
    """Where the message does not say already what to do."""
    told = problem.remedy or _TELLS.search(problem.message)
    return problem if told else replace(problem, remedy=remedy_for(problem))
