"""The filters of the finder: what places may be chosen by, in which words, and how many each choice would leave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.contributions import contributions
from directory.domain import vocabulary
from directory.domain.place_kind import ANSWER_KINDS
from directory.domain.terms import Vocabulary
from directory.finder.facets import Facet, FacetSpec, FacetValue
from directory.finder.when import WHEN, when_facet, when_spec
from portal.words.zone import PARIS
from search.counting import worth_showing
from search.types import Counts, SpanFilter

OPEN = "ouvert"
OPEN_NOW = "maintenant"
TYPE = "type"
SERVICE = "service"
PUBLIC = "public"
_SHAPES = {kind.code: kind.shape for kind in ANSWER_KINDS}

# Group of filters → (words for people, field of the model, vocabulary, rank on the page).
CODED: tuple[tuple[str, object, str, Vocabulary, int], ...] = (
    (SERVICE, _("De quoi avez-vous besoin ?"), "services", vocabulary.SERVICES, 20),
    ("acces", _("Comment venir ?"), "access_modes", vocabulary.ACCESS_MODES, 40),
    ("public", _("Pour qui ?"), "publics", vocabulary.PUBLICS, 50),
    ("besoin", _("Accueil adapté"), "special_needs", vocabulary.SPECIAL_NEEDS, 60),
    ("prix", _("Prix"), "fees", vocabulary.FEES, 70),
    ("programme", _("Réseau"), "programmes", vocabulary.PROGRAMMES, 80),
)


def open_now(now: datetime) -> SpanFilter:
    return SpanFilter(OPEN, OPEN_NOW, (OPEN,), now, now)


def span_filters(now: datetime, zone: ZoneInfo = PARIS) -> list[tuple[SpanFilter, str]]:
    """Filters on time of their own group, by the clock of `zone`, and their words: those of addresses older than
    « Quand ? »."""
    own = [(open_now(now), gettext("Ouvert maintenant"))]
    return own + [pair for give in contributions.span_facets for pair in give(now, zone)]


@cache
def _lasting_specs() -> Mapping[str, FacetSpec]:
    """Those that no moment changes; the portal speaks one language, so their words are looked up once."""
    specs = {
        group: FacetSpec(str(label), dict(terms.plain_choices()), order) for group, label, _field, terms, order in CODED
    }
    specs[TYPE] = FacetSpec(gettext("Type de lieu"), {kind.code: kind.label for kind in ANSWER_KINDS}, 30)
    return specs


@lru_cache(maxsize=8)
def facet_specs(now: datetime, moments: frozenset[str] = frozenset()) -> Mapping[str, FacetSpec]:
    """The groups of filters and their words, those of the `moments` chosen too."""
    specs = dict(_lasting_specs())
    specs[WHEN] = when_spec(now, moments)
    timed: dict[str, dict[str, str]] = {}
    for found, words in span_filters(now):
        timed.setdefault(found.group, {})[found.value] = words
    for group, values in timed.items():
        specs[group] = FacetSpec(gettext("Horaires") if group == OPEN else gettext("Dates"), values, 11)
    return specs


def shown_facets(
    specs: Mapping[str, FacetSpec],
    counts: Counts,
    selected: Mapping[str, frozenset[str]],
    total: int,
    now: datetime,
) -> tuple[Facet, ...]:
    """The groups worth showing beside an answer of `total` places, in display order.

    « Quand ? » says more than the filters on time that came before it: these are shown only to be taken back.
    """
    older = {found.group for found, _words in span_filters(now)} - selected.keys()
    shown: list[Facet] = []
    for group, spec in sorted(specs.items(), key=lambda item: (item[1].order, item[0])):
        if group in older:
            continue
        borne, chosen = counts.get(group, {}), selected.get(group, frozenset())
        if group == WHEN:
            facet = when_facet(spec, borne, chosen, total, now)
            shown += [facet] if facet else []
        elif (facet := _facet(group, spec, borne, chosen, total)).values:
            shown.append(facet)
    return tuple(shown)


def _facet(group: str, spec: FacetSpec, counts: Mapping[str, int], selected: frozenset[str], total: int) -> Facet:
    return Facet(
        group,
        spec.label,
        tuple(
            FacetValue(
                value=code,
                label=spec.values[code],
                count=counts.get(code, 0),
                selected=code in selected,
                shape=_SHAPES.get(code, "") if group == TYPE else "",
            )
            for code in worth_showing(spec.values, counts, selected, total)
        ),
    )
