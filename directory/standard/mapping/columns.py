"""The columns of an unknown table: their titles, and how the values of their first rows look."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from directory.standard.shapes.shape import data_of
from directory.standard.shapes.titles import key

_POSTAL = re.compile(r"\d{4,5}|\d{2} \d{3}|F-?\d{5}")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_PHONE = re.compile(r"(?:\+|00|\(0\)|0)?\d(?:[\s./-]*\d){8,}.*")
_LETTER = re.compile(r"[^\W\d_]")

# Objects of JSON that are there for what they hold; of « contact.nom », the first word is needed.
_HOLDERS = frozenset(data_of("any-table")["holders"])

Test = Callable[[str], bool]

LOOKS: Mapping[str, Test] = {
    "code_postal": lambda text: bool(_POSTAL.fullmatch(text)),
    "code_insee": lambda text: bool(re.fullmatch(r"\d{4,5}|2[AB]\d{3}", text)),
    "pivot": lambda text: len(re.sub(r"\W", "", text)) >= 9,
    "telephone": lambda text: bool(_PHONE.fullmatch(re.sub(r"^\D*?(?=[+(0-9])", "", text))),
    "courriels": lambda text: "@" in text,
    "site_web": lambda text: bool(re.match(r"https?://|www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#]|$)", text)),
    "fiche_acces_libre": lambda text: text.startswith("http"),
    "prise_rdv": lambda text: text.startswith(("http", "www.")),
    "latitude": lambda text: number_of(text) is not None,
    "longitude": lambda text: number_of(text) is not None,
    "date_maj": lambda text: bool(re.search(r"\d", text)),
    "nom": lambda text: bool(_LETTER.search(text)),
    "commune": lambda text: bool(_LETTER.search(text)),
    "adresse": lambda text: bool(_LETTER.search(text)),
}


def number_of(text: str) -> float | None:
    text = re.sub(r"\s", "", text).replace(",", ".")
    return float(text) if len(text) < 30 and _NUMBER.fullmatch(text) else None


@dataclass(frozen=True)
class Column:
    """`values` are those that are filled, stripped, among the first rows."""

    index: int
    title: str
    values: Sequence[str]

    @property
    def key(self) -> str:
        """Of « properties.adresse.voie », a value in values of JSON, « voie »: what only holds others says nothing."""
        *holders, name = self.title.split(".")
        return key(name if holders and _HOLDERS.issuperset(map(key, holders)) else self.title)

    def share(self, test: Test) -> float:
        """Which part of the values passes; 0 without values."""
        return sum(map(test, self.values)) / len(self.values) if self.values else 0


def columns_of(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Column]:
    return [
        Column(index, title, [row[index].strip() for row in rows if index < len(row) and row[index].strip()])
        for index, title in enumerate(titles)
    ]


def by_title(columns: Sequence[Column]) -> dict[str, Column]:
    """Field of the standard → the column whose title says so, and whose values do not contradict it. The best
    agreement is taken first; no column is given to two fields."""
    titles = data_of("any-table")["titles"]
    agreements = [
        (score, -column.index, name, column)
        for name, told in titles.items()
        for column in columns
        if (score := _agreement(column.key, told["is"], told.get("never", ())))
        and (not column.values or name not in LOOKS or column.share(LOOKS[name]) >= 0.5)
    ]
    found: dict[str, Column] = {}
    taken: set[int] = set()
    for _, _, name, column in sorted(agreements, key=lambda one: one[:2], reverse=True):
        if name not in found and column.index not in taken:
            found[name] = column
            taken.add(column.index)
    return found


def _agreement(title: str, names: Sequence[str], never: Sequence[str]) -> float:
    """100 for the very title, less for one that holds more words, 0 for another. The first names are the surest."""
    if title in names:
        return 100 - names.index(title) / 100
    words = f" {title} "
    if any(f" {word} " in words for word in never):
        return 0
    held = [name for name in names if len(name) > 2 and f" {name} " in words]
    longest = max(held, key=len, default="")
    return 50 + 40 * len(longest) / len(title) if longest else 0
