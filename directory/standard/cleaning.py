"""What machines do to a text on its way to a file, undone where that is certain."""

import html
import re
import unicodedata

# Named or numbered, with its semicolon: « ?a=1&copy=2 » is an address.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}[0-9]{0,2});")
# UTF-8 read as Windows-1252: « Ã© », « â€™ », « Å“ », « Â° ». French writes none of these pairs.
_LATER = re.escape(bytes(b for b in range(0x80, 0xC0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)).decode("cp1252"))
_MISREAD = re.compile(rf"[ÂÃÅ][{_LATER}]|â[€‚][{_LATER}]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# They turn the letters after them round: a name that is not what it looks like.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = re.compile("[\u00ad\u200b\ufeff]")


def clean(text: str) -> str:
    """The same `composed`, with ordinary spaces only."""
    return composed(_UNSEEN.sub("", _SPACES.sub(" ", text)))


def composed(text: str) -> str:
    """Stripped, composed (NFC), without control characters but line ends, nor those that change the way of writing."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in text if c == "\n" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _TURNING))
    return "".join(kept).strip()


def decoded(text: str) -> str:
    """Without HTML entities, escaped twice at most: « l&#39;&eacute;t&eacute; » → « l'été »."""
    for _ in range(2):
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return text


def well_read(text: str) -> str:
    """Accents that were encoded twice, put right: « MÃ©diathÃ¨que » → « Médiathèque »."""
    return _MISREAD.sub(_reread, text)


def _reread(found: re.Match[str]) -> str:
    try:
        return found[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return found[0]
