"""One row of a file while it is read by rules: its cells, and what has to be said about them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from directory.standard.cells import Level, Problem
from directory.standard.cleaning import decoded

# From words to an `opening_hours` text, None where it is not certain: of one text, of the cells of days (Mo to Su).
HoursOf = Callable[[str], str | None]
WeekOf = Callable[[Mapping[str, str]], str | None]


@dataclass(frozen=True)
class CellProblem(Problem):
    """`column` is the title in the file (« Tél. »), where `field` is the standard's name; `value` is the cell of the
    file. `remedy` says what to do, and is empty where nothing has to be done."""

    column: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Reading:
    """What all the rows share. `day` stands for the date of update that a file does not give, or not with certainty."""

    day: date
    today: date
    osm_hours: HoursOf
    osm_week: WeekOf


@dataclass
class Line:
    """`values` are the texts found so far, by field of the standard; `notes` go to the presentation of the place."""

    number: int
    cells: Sequence[str]
    reading: Reading
    values: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    def cell(self, index: int) -> str:
        """Stripped, runs of blanks made one; line ends stay."""
        text = decoded(self.cells[index]) if index < len(self.cells) else ""
        return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip() if text else ""

    def say(self, name: str, message: str, level: Level, value: str, column: str, remedy: str = "") -> None:
        """Without a remedy, the usual one of its field is said."""
        self.problems.append(CellProblem(self.number, name, message, level, value, column, remedy))
