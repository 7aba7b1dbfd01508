"""The rules of an OpenStreetMap `opening_hours` text, and those of them that count on a day of some regime.

The grammar is that of the OpenStreetMap wiki (Key:opening_hours/specification, 0.7.2). The parser knows neither the
school holidays nor those of Alsace or overseas, takes « PH Su » for « PH,Su », a lone comment for an open door, and
forgets what follows `||` when holidays come after it: what it must be told apart is told apart here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from directory.domain.hours.days import Regime
from portal.words.folding import fold

_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_DAY = rf"(?:{'|'.join(_WEEKDAYS)}|PH|SH)"
_WRITTEN = {word.lower(): word for word in (*_WEEKDAYS, *_MONTHS, "PH", "SH", "off", "closed", "open", "unknown")}
_WORD = re.compile(rf"\b(?:{'|'.join(_WRITTEN)})\b", re.IGNORECASE)

# A comma followed by a space opens a new rule: « Tu, Th, Fr 13:30-18:00 » would open Tuesday and Thursday all day.
_SPACED = re.compile(
    rf"(?<=[a-zH\]])\s*,\s*(?={_DAY}\b)|(?<=\d:\d\d)\s*,\s*(?=\d{{1,2}}:\d\d)|(?<={_MONTH} \d)\s*,\s*(?={_MONTH} \d)"
    rf"|(?<={_MONTH} \d\d)\s*,\s*(?={_MONTH} \d)"
)
_RANGE = r"\d{1,2}:\d\d-\d{1,2}:\d\d"
_RANGES = re.compile(rf"{_RANGE}(?:,{_RANGE})*")
_QUOTED = re.compile(r'"[^"]*"')
_SEPARATOR = re.compile(r"\s*(;|\|\||,(?=\s))\s*")
_HOURS = re.compile(r"\d:\d\d|sunrise|sunset|dawn|dusk|24/7")
_MODIFIER = re.compile(r"\b(?:open|unknown|off|closed)$")
_CLOSING = re.compile(r"\b(?:off|closed)$")
_OPEN_END = re.compile(r"(?<![-\d])(\d{1,2}:\d\d)\+")
_EASTER = r"easter(?:\s*[+-]\d+\s*days?)?"
_LONE = rf"(?:\d{{4}}(?:-\d{{4}})?\s+)?(?:{_MONTH}\s+\d{{1,2}}|{_EASTER})(?!\d|:\d)"
# « Dec 25 », « Dec 25,Jan 1 », « easter +1 day »; neither « Dec 20-Jan 5 », nor « Dec 20+ ».
_LONE_DATES = re.compile(rf"{_LONE}(?:,{_LONE})*(?!\s*[-+,/])")
_ITEM = rf"{_DAY}(?:-{_DAY})?(?:\[[-\d,]+\])?(?:\s[+-]\d+\sdays?)?"
_SELECTOR = re.compile(rf"(?<![A-Za-z])(?P<first>{_ITEM}(?:,{_ITEM})*)(?:\s+(?P<second>{_ITEM}(?:,{_ITEM})*))?")
_HOLIDAY = re.compile(r"\b(?:PH|SH)\b")
_SHIFTED = re.compile(r"\b(?:PH|SH)\s[+-]\d")
_APPOINTMENT = re.compile(r"\brdv\b|rendez.?vous|appointment")
# What the comments of a text told to the parser mean, in the states that it gives back.
APPOINTMENT, SAID_CLOSED = "appointment", "closed"


@dataclass(frozen=True)
class Rule:
    """`separator` is what stands before it: `;` replaces on its days, `,` adds, `||` is said of all other time."""

    separator: str
    body: str
    comment: str = ""

    @property
    def closes(self) -> bool:
        return bool(_CLOSING.search(self.body))

    @property
    def unsure(self) -> bool:
        """Nobody knows whether one may come in then: said so, or nothing said but a comment."""
        return self.body.endswith("unknown") or (bool(self.comment) and not self._says_when)

    @property
    def by_appointment(self) -> bool:
        return bool(_APPOINTMENT.search(fold(self.comment)))

    @property
    def bare(self) -> bool:
        """Of every day."""
        return self.body in ("off", "closed", "24/7 off", "24/7 closed")

    @property
    def both(self) -> str:
        """« PH Su » of a rule on the holidays that are Sundays, a holiday *and* a weekday; else ""."""
        found = _SELECTOR.search(self.body)
        return found[0] if found and found["second"] and _HOLIDAY.search(found[0]) else ""

    @property
    def written(self) -> str:
        return f'{self.body} "{self.comment}"'.strip() if self.comment else self.body

    @property
    def told(self) -> str:
        """As the parser must read it; its comment is one of those above."""
        if self.closes:
            return f'{self.body} "{SAID_CLOSED}"'
        body = f"{self.body} unknown" if self.comment and not self._says_when else self.body
        return f'{body} "{APPOINTMENT}"'.strip() if self.by_appointment else body.strip()

    def of(self, regime: Regime) -> "Rule | None":
        """The same rule on a day of this regime, its holidays written as days of the week; None when it says nothing
        then.

        Closed on public holidays unless the text names them: `PH`, the very date alone, or `24/7`. What closes still
        closes.
        """
        found = _SELECTOR.search(self.body)
        named = set(_HOLIDAY.findall(found[0])) if found else set()
        if found and named:
            if _SHIFTED.search(found[0]):  # the day after a holiday: not known here
                return None
            today = {name for name, it_is in (("PH", regime.public), ("SH", regime.school)) if it_is}
            if regime.public and "PH" not in named and not self.closes:
                return None
            days = self._days(found, bool(named & today))
            return replace(self, body=self.body.replace(found[0], days, 1)) if days else None
        counts = not regime.public or self.closes or self.body == "24/7" or _LONE_DATES.match(self.body)
        return self if counts else None

    @staticmethod
    def _days(found: re.Match[str], holiday: bool) -> str:
        if found["second"]:
            weekdays = found["first"] if _HOLIDAY.search(found["second"]) else found["second"]
            weekdays = "Mo-Su" if _HOLIDAY.search(weekdays) else weekdays
            return weekdays if holiday else ""
        return "Mo-Su" if holiday else ",".join(i for i in found[0].split(",") if not _HOLIDAY.fullmatch(i))

    @property
    def _says_when(self) -> bool:
        return bool(_HOURS.search(self.body) or _MODIFIER.search(self.body))


def read_rules(text: str) -> tuple[list[Rule], list[str]]:
    """The rules, made readable, and what had to be said in French; no rule when a quote is left open."""
    comments = iter(_QUOTED.findall(text))
    plain = " ".join(_QUOTED.sub('"', text).split())
    if plain.count('"') != len(_QUOTED.findall(text)):
        return [], []
    plain = _SPACED.sub(",", _WORD.sub(lambda word: _WRITTEN[word[0].lower()], plain))
    said: list[str] = []
    rules: list[Rule] = []
    separator = ";"
    for number, part in enumerate(_SEPARATOR.split(plain)):
        if number % 2:
            # An empty rule, as after a final « ; », is nothing.
            separator = part
            continue
        body, quote, after = part.partition('"')
        comment = next(comments)[1:-1].strip() if quote else ""
        if after.strip():
            return [], []
        shorter = _RANGES.sub(_without_empty_ranges, body.strip())
        if shorter != body.strip():
            said.append(f"Une plage vide a été laissée de côté dans « {body.strip()} ».")
        if shorter or comment:
            rules.append(Rule(separator, shorter, comment))
    return rules, list(dict.fromkeys(said))


def layers(rules: Sequence[Rule], regime: Regime | None = None) -> list[str]:
    """What the parser is told: the rules, then what is said of all other time, each a text; "" where nothing is said.

    Without a regime, the rules as they are written.
    """
    texts: list[str] = [""]
    for rule in rules:
        if rule.separator == "||":
            texts.append("")
        kept = rule if regime is None else rule.of(regime)
        if kept is not None:
            separator = ", " if rule.separator == "," else "; "
            texts[-1] = f"{texts[-1]}{separator}{kept.told}" if texts[-1] else kept.told
    return texts


def open_ends(rules: Sequence[Rule]) -> Iterator[str]:
    """The hours from which it is open until nobody knows when: « 14:00 » of « 14:00+ »."""
    for rule in rules:
        yield from _OPEN_END.findall(rule.body)


def _without_empty_ranges(found: re.Match[str]) -> str:
    """Entry forms write a free morning as « 00:00-00:00 » (some forty texts of the national files), which the parser
    reads as twenty-four hours. A day left without any hour is closed."""
    ranges = [part.split("-") for part in found[0].split(",")]
    return ",".join(f"{start}-{end}" for start, end in ranges if start != end) or "off"
