"""What a file is and what it weighs, in words. Django-free."""

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
