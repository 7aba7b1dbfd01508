"""The words of a partner's calendar, as they may be shown here: no markup, no way to reach a person, not too long."""

import re
from collections.abc import Collection
from html.parser import HTMLParser

from portal.words.phones import numbers_in

TITLE = 160
PLACE = 160
ADDRESS = 250
BODY = 3_000

_READ = 8_000  # characters looked through: the parser of the standard library is slow on what was made to be slow
_SILENT = frozenset(("script", "style", "head", "title", "template", "iframe", "object", "svg"))
_LINES = frozenset(("br", "p", "div", "li", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4"))
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&(?:[a-zA-Z]+|#\w+);")
_EMAIL = re.compile(r"(?:mailto:)?[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", re.IGNORECASE)
_PHONE = re.compile(r"(?:tel:)?(?<![\w/])(?:\+|\()?\d(?:[\d .\-()/\u00a0\u202f\u2009]{6,22})\d(?!\w)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069]")
_LEFT_ALONE = re.compile(r"[ \t]*(?:\(\s*\)|<\s*>|\[\s*\])")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _LINES:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _LINES:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def plain(text: str, length: int, public_numbers: Collection[str] = ()) -> str:
    """Paragraphs without markup, addresses of mail, nor telephone numbers but those of `public_numbers` (as they are
    stored, see `portal.words.phones`); cut at a word."""
    text = text[:_READ].replace("\r\n", "\n").replace("\r", "\n")
    if _MARKUP.search(text):
        words = _Words()
        words.feed(text)
        words.close()
        text = "".join(words.said)
    text = _without_people(_CONTROL.sub("", text), public_numbers)
    lines = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in text.split("\n"))
    return _cut(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), length)


def one_line(text: str, length: int) -> str:
    return _cut(re.sub(r"\s+", " ", plain(text, _READ)).strip(" ,;:–-"), length)


def _without_people(text: str, public_numbers: Collection[str]) -> str:
    def number(found: re.Match[str]) -> str:
        said = numbers_in(found[0].removeprefix("tel:"))
        return found[0] if not said or set(said) <= set(public_numbers) else ""

    return _LEFT_ALONE.sub("", _PHONE.sub(number, _EMAIL.sub("", text)))


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return f"{text[: length - 1].rsplit(None, 1)[0].rstrip()[: length - 1]}…"
