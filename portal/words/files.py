"""What a file is and what it weighs, in words; whether it is what its name says. Django-free."""

from typing import BinaryIO
from zipfile import is_zipfile

FORMATS = {
    "pdf": "document PDF",
    "odt": "texte à modifier (ODT)",
    "docx": "texte à modifier (Word)",
    "ods": "tableau (ODS)",
    "xlsx": "tableau (Excel)",
    "csv": "tableau (CSV)",
    "odp": "présentation (ODP)",
    "pptx": "présentation (PowerPoint)",
    "txt": "texte simple",
    "mp3": "enregistrement (MP3)",
    "ics": "fichier d’agenda",
}


def format_words(extension: str) -> str:
    """``"pdf"`` → « document PDF »; an unknown extension is said as it is."""
    code = extension.lower()
    return FORMATS.get(code) or (f"fichier {code.upper()}" if code else "fichier")


def size_words(size: int) -> str:
    """Bytes → « 230 ko » or « 1,2 Mo » (decimal multiples, as telephones and browsers count)."""
    if size < 1_000:
        return "moins de 1 ko"
    if size < 999_500:
        return f"{size / 1_000:.0f} ko"
    megabytes = round(size / 1_000_000, 1)
    return f"{megabytes:g} Mo".replace(".", ",")


_LOOKED_AT = 4_096  # bytes, at either end


def is_what_it_says(extension: str, file: BinaryIO) -> bool:
    """Whether a file of this name could be opened, judged by its two ends; True for an extension not in `FORMATS`."""
    code = extension.lower()
    if code not in FORMATS:
        return True
    head = file.read(_LOOKED_AT)
    file.seek(max(0, file.seek(0, 2) - _LOOKED_AT))
    tail = file.read()
    if code == "pdf":  # readers look for both within the first and last thousand bytes (ISO 32000, annex H)
        return b"%PDF-" in head[:1_024] and b"%%EOF" in tail
    if code in ("csv", "txt", "ics"):
        utf_16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
        return (utf_16 or b"\x00" not in head + tail) and (code != "ics" or b"BEGIN:VCALENDAR" in head)
    return is_zipfile(file)
