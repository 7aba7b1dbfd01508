"""What an editor must be told of an opening-hours text that can be read: the traps of its language."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import combinations

from opening_hours import OpeningHours, State, validate

from directory.domain.hours.days import ORDINARY
from directory.domain.hours.rules import Rule, layers
from portal.words.french import DAY_NAMES, clock_words, join_words

# A Monday: rules are compared over the seven days that follow.
_SAMPLE_MONDAY = datetime(2001, 1, 1)
_RANGE = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")

_Week = list[list[tuple[datetime, datetime]]]


def advice(rules: Sequence[Rule]) -> list[str]:
    """French sentences, none twice."""
    told = [*_lost_hours(rules), *_whole_days(rules), *_backwards(rules), *_both(rules), *_comments(rules)]
    return list(dict.fromkeys(told))


def _week(text: str) -> _Week:
    """Open intervals of each day of a week without holiday."""
    days = [_SAMPLE_MONDAY + timedelta(days=n) for n in range(7)]
    if not (text and validate(text)):
        return [[] for _ in days]
    calendar = OpeningHours(text)
    return [
        [(a, b) for a, b, state, _ in calendar.intervals(day, day + timedelta(days=1)) if state == State.OPEN]
        for day in days
    ]


def _lost_hours(rules: Sequence[Rule]) -> Iterator[str]:
    """In OpenStreetMap a rule after `;` replaces the earlier ones on its days, it does not add to them.

    Shortening a day that way is usual (« Mo-Fr 09:00-17:00; We 09:00-12:00 »); hours apart from the earlier
    ones (« Mo 09:00-12:00; Mo 14:00-17:00 ») are the sign of a forgotten morning.
    """
    compared = [rule for rule in rules if rule.separator == ";" and "[" not in rule.body and rule.of(ORDINARY) == rule]
    weeks = [(rule.body, _week(rule.told)) for rule in compared]
    for (earlier, first), (later, second) in combinations(weeks, 2):
        days = [
            name
            for name, kept, new in zip(DAY_NAMES, first, second, strict=True)
            if kept and new and not any(a < d and c < b for a, b in kept for c, d in new)
        ]
        if days:
            yield (
                f"{_days_words(days)}, « {later} » remplace « {earlier} » : "
                "pour garder toutes les heures, écrivez-les dans une seule règle, avec une virgule."
            )


def _whole_days(rules: Sequence[Rule]) -> Iterator[str]:
    """Days without hours are open from midnight to midnight, seldom what was meant."""
    if any("24/7" in rule.body or "00:00-24:00" in rule.body for rule in rules):
        return
    days = []
    for number, (name, found) in enumerate(zip(DAY_NAMES, _week(layers(rules, ORDINARY)[0]), strict=True)):
        midnight = _SAMPLE_MONDAY + timedelta(days=number)
        if found == [(midnight, midnight + timedelta(days=1))]:
            days.append(name)
    if days:
        yield f"{_days_words(days)}, ouvert jour et nuit : il manque sans doute des heures."


def _backwards(rules: Sequence[Rule]) -> Iterator[str]:
    for rule in rules:
        for start_hour, start_minute, end_hour, end_minute in _RANGE.findall(rule.body):
            start, end = (int(start_hour), int(start_minute)), (int(end_hour), int(end_minute))
            if end < start and end != (0, 0) and max(start, end) < (24, 0):
                words = [clock_words(time(*moment)) for moment in (start, end)]
                yield f"« {words[0]} à {words[1]} » finit avant de commencer : c’est lu comme une nuit entière."


def _both(rules: Sequence[Rule]) -> Iterator[str]:
    for rule in rules:
        if rule.both:
            comma = rule.both.replace(" ", ",")
            yield (
                f"« {rule.both} » ne vaut que les jours de congé qui tombent ces jours-là. "
                f"Pour les uns et les autres, écrivez « {comma} »."
            )


def _comments(rules: Sequence[Rule]) -> Iterator[str]:
    if any(rule.comment and not rule.by_appointment for rule in rules):
        yield "Le texte entre guillemets n’est pas montré : écrivez-le dans la note des horaires."


def _days_words(days: Sequence[str]) -> str:
    """« Le lundi et le jeudi »."""
    return join_words([f"le {day}" for day in days]).capitalize()
