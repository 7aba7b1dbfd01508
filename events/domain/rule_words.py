"""A rule of recurrence said in one plain French sentence."""

from collections.abc import Iterable
from datetime import date

from events.domain.recurrence import RuleSpec
from portal.words.french import DAY_NAMES, join_words, time_range_words, upper_first

_NUMBERS = ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
_PARITY = {"any": "", "even": " (semaines paires)", "odd": " (semaines impaires)"}
_SCHOOL = {"keep": "", "skip": ", hors vacances scolaires", "only": ", pendant les vacances scolaires"}


def told_on(rules: Iterable[RuleSpec], day: date) -> list[RuleSpec]:
    """The rules that have not ended, in their order: « tous les lundis » until last June is no longer true."""
    return [rule for rule in rules if rule.valid_until is None or rule.valid_until >= day]


def sentence(rule: RuleSpec) -> str:
    """« Tous les lundis, de 14 h à 17 h », « Un jeudi sur deux (semaines paires), de 9 h à 12 h »,
    « Le 2e et le 4e mardi du mois, de 10 h à 12 h », « Le 1er et le 15 du mois, de 9 h à 12 h ».

    For a valid rule. Says neither the period of validity nor public holidays: the dates shown beside it do.
    """
    hours = time_range_words(rule.start_time, rule.end_time)
    return f"{_days(rule)}, de {hours}{_SCHOOL[rule.school_holidays]}"


def rhythm(rule: RuleSpec) -> str:
    """`sentence` without the hours, for a list that shows them already: « Un jeudi sur deux (semaines paires) »."""
    return f"{_days(rule)}{_SCHOOL[rule.school_holidays]}"


def _days(rule: RuleSpec) -> str:
    days = {"week": _week, "month_nth": _month_nth, "month_day": _month_day}[rule.unit](rule)
    return upper_first(days)


def _every_other(rule: RuleSpec) -> str:
    """« deux » for every second week or month, empty for every one."""
    if rule.week_parity != "any":
        return "deux"
    return _NUMBERS[rule.interval - 2] if rule.interval > 1 else ""


def _week(rule: RuleSpec) -> str:
    days = sorted(set(rule.weekdays))
    names = [DAY_NAMES[day] for day in days]
    every = _every_other(rule)
    if len(days) == 1:
        return f"un {names[0]} sur {every}{_PARITY[rule.week_parity]}" if every else f"tous les {names[0]}s"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        listed = "tous les jours" if len(days) == 7 else f"du {names[0]} au {names[-1]}"
    elif every:
        listed = join_words([f"le {name}" for name in names])
    else:
        listed = f"tous les {join_words([f'{name}s' for name in names])}"
    return f"{listed}, une semaine sur {every}{_PARITY[rule.week_parity]}" if every else listed


def _of_the_month(parts: Iterable[str], rule: RuleSpec) -> str:
    every = _every_other(rule)
    return f"{join_words(list(parts))} du mois{f', un mois sur {every}' if every else ''}"


def _month_nth(rule: RuleSpec) -> str:
    ranks = sorted(set(rule.nth), key=lambda nth: (nth < 0, nth))
    words = ["le dernier" if nth < 0 else "le 1er" if nth == 1 else f"le {nth}e" for nth in ranks]
    names = [DAY_NAMES[day] for day in sorted(set(rule.weekdays))]
    if len(names) == 1:
        return _of_the_month([f"{join_words(words)} {names[0]}"], rule)
    return _of_the_month([f"{word} {name}" for word in words for name in names], rule)


def _month_day(rule: RuleSpec) -> str:
    days = ["1er" if day == 1 else str(day) for day in sorted(set(rule.month_days))]
    return _of_the_month([f"le {day}" for day in days], rule)
