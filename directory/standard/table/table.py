"""A table whatever its file was: titles, then rows of texts. Everything a file may hold at most stands here."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from openpyxl.utils import get_column_letter

MAX_BYTES = 20_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 500
MAX_CELL = 200_000

# Rows looked at to find the titles and the separator, and how far down the titles may stand.
SAMPLE = 60
_HIGHEST_TITLES = 20
_TITLE_LENGTH = 80
_LETTER = re.compile(r"[^\W\d_]")

Records = Callable[[], Iterator[Sequence[str]]]


def cut(cell: str) -> str:
    """One sign beyond what a cell may hold: enough for the reader of its row to refuse it, and the others stay."""
    return cell if len(cell) <= MAX_CELL else cell[: MAX_CELL + 1]


class UnreadableFile(Exception):
    """The file cannot be read; the message is a French sentence for its owner: what, where, what to do."""


@dataclass(frozen=True)
class Table:
    """`columns` are distinct: a title given twice is numbered, and named in `doubled`; an empty one is named by its
    letter. `rows` begins anew at each call; it raises `UnreadableFile` at the line where the file stops being a table.
    Its lists may be shorter or longer than `columns`; beyond `width`, a row is out of step with its titles (None: it
    cannot be).
    """

    words: str
    columns: tuple[str, ...]
    doubled: tuple[str, ...]
    width: int | None
    rows: Callable[[], Iterator[tuple[int, Sequence[str]]]]


def table_of(words: str, records: Records, *, shifting: bool) -> Table:
    """The table in these records, the first of the file first: titles may stand under other lines.

    Rows are numbered as a spreadsheet does, empty ones are left out. Raises `UnreadableFile` for a file without any.
    """
    first = list(islice(_filled(records()), SAMPLE))
    if not first:
        raise UnreadableFile("Le fichier est vide : choisissez le fichier qui contient la liste des lieux.")
    index = titles_among([cells for _, cells in first])[0]
    line, cells = first[index]
    titles = [" ".join(cell.split()) for cell in cells]
    del titles[max(map(_filled_width, (row for _, row in first[index:]))) :]
    if len(titles) > MAX_COLUMNS:
        raise UnreadableFile(f"Le tableau a plus de {MAX_COLUMNS} colonnes : gardez seulement celles des lieux.")
    columns, doubled = _distinct(titles)
    return Table(words, columns, doubled, len(cells) if shifting else None, lambda: _rows(records, line))


def titles_among(rows: Sequence[Sequence[str]]) -> tuple[int, float]:
    """Which of the first rows holds the titles, and how well the table stands under them (0 = not at all)."""
    scores = [(_score(rows, index), -index) for index in range(min(len(rows), _HIGHEST_TITLES))]
    score, index = max(scores, default=(0.0, 0))
    return -index, score


def _score(rows: Sequence[Sequence[str]], index: int) -> float:
    """Titles are words, and what follows has their width. A row further down has to be better by a tenth a row."""
    row, below = rows[index], rows[index + 1 :]
    width = len(row)
    titles = sum(1 for cell in row if len(cell) <= _TITLE_LENGTH and _LETTER.search(cell))
    fitting = sum(1 for other in below if len(other) == width) / len(below) if below else 0
    return (titles - 0.9) * (0.05 + fitting) * 0.9**index


def _rows(records: Records, titles_line: int) -> Iterator[tuple[int, Sequence[str]]]:
    for count, (line, cells) in enumerate(_filled(records(), titles_line)):
        if count == MAX_ROWS:
            raise UnreadableFile(
                f"Le tableau a plus de {MAX_ROWS:_} lignes : coupez-le en plusieurs fichiers.".replace("_", "\u202f")
            )
        yield line, cells


def _filled(records: Iterable[Sequence[str]], after: int = 0) -> Iterator[tuple[int, Sequence[str]]]:
    for line, cells in enumerate(records, start=1):
        if line > after and any(cell and not cell.isspace() for cell in cells):
            yield line, cells


def _filled_width(cells: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _distinct(titles: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found: dict[str, None] = {}
    doubled: dict[str, None] = {}
    seen: dict[str, int] = {}
    for index, title in enumerate(titles):
        if not title:
            title = f"Colonne {get_column_letter(index + 1)}"
        key = title.casefold()
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            doubled[title] = None
        name = title if seen[key] == 1 else f"{title} ({seen[key]})"
        while name in found:
            name += " bis"
        found[name] = None
    return tuple(found), tuple(doubled)
