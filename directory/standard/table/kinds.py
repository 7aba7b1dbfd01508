"""Which kind of file these bytes are. Their beginning tells; the name of a file tells what somebody wished."""

import codecs

from directory.standard.table.objects import objects_table
from directory.standard.table.table import MAX_BYTES, Table, UnreadableFile
from directory.standard.table.text import text_table
from directory.standard.table.workbook import workbook_table

_SPREADSHEET = "Enregistrez le tableau en CSV (UTF-8) ou en Excel (.xlsx), puis choisissez ce fichier."
_OTHERS = (
    ((b"%PDF",), f"C’est un document PDF, pas un tableau. {_SPREADSHEET}"),
    (
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM6", b"II*\0", b"MM\0*"),
        f"C’est une image, pas un tableau. {_SPREADSHEET}",
    ),
    (
        (b"\xd0\xcf\x11\xe0",),
        "C’est un ancien fichier Excel (.xls) ou un classeur protégé par un mot de passe. Ouvrez-le, puis "
        "« Enregistrer sous » : classeur Excel (.xlsx), sans mot de passe.",
    ),
    ((b"{\\rtf",), f"C’est un texte mis en forme (.rtf), pas un tableau. {_SPREADSHEET}"),
    (
        (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh"),
        "C’est une archive. Décompressez-la, puis choisissez le fichier qu’elle contient.",
    ),
)
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<body")


def open_table(content: bytes) -> Table:
    """Raises `UnreadableFile` for anything that is not a CSV, TSV, JSON or XLSX table within the limits."""
    if len(content) > MAX_BYTES:
        raise UnreadableFile(f"Ce fichier pèse plus de {MAX_BYTES // 1_000_000} Mo : coupez-le en plusieurs fichiers.")
    for beginnings, sentence in _OTHERS:
        if content.startswith(beginnings):
            raise UnreadableFile(sentence)
    if content.startswith(b"PK"):
        return workbook_table(content)
    start = content[:400].removeprefix(codecs.BOM_UTF8).replace(b"\0", b"").removeprefix(b"\xff\xfe").strip()
    if start.lower().startswith(_MARKUP):
        raise UnreadableFile(f"C’est une page web ou un fichier XML, pas un tableau. {_SPREADSHEET}")
    if start.startswith((b"[", b"{")):
        return objects_table(content)
    return text_table(content)
