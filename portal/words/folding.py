"""French text without what people leave out when they type: accents, ligatures, typographic signs, case."""

import unicodedata

# Four apostrophe-like signs are met in real French records, plus the two accents typed in their place.
_SIGNS = str.maketrans(
    dict.fromkeys("’‘ʼʹ′`´", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"}
)


def fold(text: str) -> str:
    """Lower case without accents, ligatures, typographic signs nor control characters. Idempotent."""
    if text.isascii() and text.isprintable():  # two names in three, at a fifth of the cost
        return " ".join(text.lower().replace("`", "'").split())
    text = unicodedata.normalize("NFKC", text.translate(_SIGNS)).lower()
    text = unicodedata.normalize("NFKD", text)
    kept = (c if c.isprintable() else " " for c in text.translate(_SIGNS) if not unicodedata.combining(c))
    return " ".join("".join(kept).split())
