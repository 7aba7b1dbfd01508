"""Tables written as text (CSV, TSV): which encoding, which separator, then rows as they come."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from directory.standard.table.table import MAX_CELL, SAMPLE, Table, UnreadableFile, cut, table_of, titles_among

_SEPARATORS = {",": "virgule", ";": "point-virgule", "\t": "tabulation", "|": "barre verticale"}
# Enough for the sixty rows that decide, too little to be slow on a file without any line end.
_SAMPLE_CHARACTERS = 300_000

# Five cells of the largest: a line of millions of separators would become as many cells.
_MAX_LINE = 5 * MAX_CELL
# The module's own limit, 131,072, stands below ours; it is one for the whole process.
csv.field_size_limit(_MAX_LINE)
# A few are slips of a program; a text in UTF-16 that does not say so has one in two.
_MOST_NULS = 0.1

AGAIN = "enregistrez-le de nouveau en CSV (UTF-8)"


def text_table(content: bytes) -> Table:
    codec, encoding = encoding_of(content)
    nuls = codec != "utf-16" and b"\0" in content
    if nuls:
        content = content.replace(b"\0", b"")
    separator = _separator(content, codec)
    words = f"Tableau CSV ({encoding}, {_SEPARATORS[separator]}{', caractères nuls retirés' if nuls else ''})"
    return table_of(words, lambda: _records(content, codec, separator), shifting=True)


def encoding_of(content: bytes) -> tuple[str, str]:
    """Python's codec and the name for people. A text that is not UTF-8 is Windows-1252, unless accents in UTF-8 came
    before: a file in two encodings would give wrong names without a word."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableFile(f"Ce fichier est en UTF-32, que le portail ne lit pas : {AGAIN}.")
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    codec, name = ("utf-16", "UTF-16") if utf16 else ("utf-8-sig", "UTF-8")
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if utf16:
            raise UnreadableFile(f"La ligne {line} de ce fichier UTF-16 ne peut pas être lue : {AGAIN}.") from None
        if not content[: error.start].isascii():
            raise UnreadableFile(f"La ligne {line} n’est pas en UTF-8 comme le début du fichier : {AGAIN}.") from None
        codec, name = "cp1252", "Windows-1252"
        text = _windows(content)
    nuls = text.count("\0")
    if nuls > _MOST_NULS * len(text) or (nuls and utf16):
        line = text.count("\n", 0, text.find("\0")) + 1
        raise UnreadableFile(f"Ce fichier n’est pas un fichier texte (caractère nul à la ligne {line}) : {AGAIN}.")
    return codec, name


def _windows(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(f"La ligne {line} ne peut pas être lue : {AGAIN}.") from None


def _separator(content: bytes, codec: str) -> str:
    """The one under which the titles are the most, and the rows have their width."""
    sample = _lines(content, codec).read(_SAMPLE_CHARACTERS)

    def standing(separator: str) -> float:
        records = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        try:
            return titles_among(list(islice(filter(any, records), SAMPLE)))[1]
        except csv.Error:
            return 0

    return max(_SEPARATORS, key=standing)


def _records(content: bytes, codec: str, separator: str) -> Iterator[list[str]]:
    # Strict: a quote never closed would otherwise swallow the rows that follow without a word.
    number = 0
    try:
        for cells in csv.reader(_short(_lines(content, codec)), delimiter=separator, strict=True):
            large = [cell for cell in cells if len(cell) > MAX_CELL]
            if any("\n" in cell for cell in large):  # the rows that follow, more likely
                raise csv.Error("field limit")
            number += 1
            yield list(map(cut, cells)) if large else cells
    except csv.Error as error:
        if "field limit" in str(error):
            trouble = f"une case dépasse {MAX_CELL // 1000} ko, ou des guillemets y sont ouverts et jamais fermés"
        else:
            trouble = "des guillemets y sont mal fermés"
        raise UnreadableFile(
            f"Le tableau n’est plus lisible à la ligne {number + 1} : {trouble}. "
            "Corrigez cette ligne, ou ouvrez le fichier dans un tableur et enregistrez-le de nouveau."
        ) from error


def _short(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if len(line) > _MAX_LINE:
            raise UnreadableFile(f"La ligne {number} est trop longue pour un tableau : {AGAIN}.")
        yield line


def _lines(content: bytes, codec: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding=codec, newline="")
