"""« Vérifications »: what Wagtail's checker looks at in a page being written, and what it says, in plain French.

Wagtail's rules are for screen readers; ours, evaluated by `static/js/writing-checks.js`, are for people who read with
difficulty.
"""

from __future__ import annotations

from typing import Any

from django.forms import Media, Script
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

# Running text only: in a card of a place or a table, « CCAS » is a name and three words are no sentence.
_PROSE = "main .lead, main .bref p, main .prose p, main .prose li"
LONGEST_SENTENCE = 25  # words
# What everybody reads as a word, and what the pages of the network cannot do without.
KNOWN_ACRONYMS = ("CAF", "CV", "GPS", "PDF", "QR", "RSA", "SMS", "TV", "USB")
EMPTY_TITLES = ("actualité", "accueil", "article", "bienvenue", "divers", "info", "information", "nouveauté", "page")
EMPTY_LINKS = ("cliquer ici", "cliquez ici", "en savoir plus", "ici", "lien", "lire la suite", "plus d’infos")


def _rule(check: str, selector: str) -> dict[str, Any]:
    return {"id": check, "impact": "moderate", "selector": selector, "any": [check], "enabled": True}


_CHECKS: dict[str, tuple[str, dict[str, Any]]] = {
    "short-sentences": (_PROSE, {"most": LONGEST_SENTENCE}),
    "known-acronyms": (_PROSE, {"known": KNOWN_ACRONYMS}),
    "telling-title": ("main h1", {"empty": EMPTY_TITLES}),
    "telling-link": ("main .prose a", {"empty": EMPTY_LINKS}),
}
_MESSAGES = {
    "short-sentences": (
        _("Une phrase est longue"),
        _("Plus de 25 mots : coupez-la en deux. Une idée par phrase."),
    ),
    "known-acronyms": (
        _("Un sigle n’est pas expliqué"),
        _("Écrivez les mots en entier, puis le sigle entre parenthèses."),
    ),
    "telling-title": (_("Le titre ne dit rien"), _("Dites ce que l’on trouvera dans la page, en quelques mots.")),
    "telling-link": (
        _("Un lien ne dit pas où il mène"),
        _("« Prendre rendez-vous à la mairie », et non « cliquez ici »."),
    ),
    "image-alt": (_("Une image n’a pas de description"), _("Dites ce qu’on y voit, pour qui ne la voit pas.")),
    "alt-text-quality": (_("La description d’une image est un nom de fichier"), _("Dites ce qu’on y voit.")),
    "button-name": (_("Un bouton est vide"), _("Dites ce qu’il fait.")),
    "empty-heading": (_("Un intertitre est vide"), _("Écrivez-le ou retirez-le.")),
    "heading-order": (_("Un niveau de titre est sauté"), _("Sous un titre 2 vient un titre 3, jamais un titre 4.")),
    "p-as-heading": (_("Une ligne en gras sert de titre"), _("Choisissez « Titre 2 » ou « Titre 3 » dans la barre.")),
    "empty-table-header": (_("L’en-tête d’un tableau est vide"), _("Dites ce que contient chaque colonne.")),
    "frame-title": (_("Un cadre n’a pas de titre"), _("Dites ce qu’il montre.")),
    "input-button-name": (_("Un bouton est vide"), _("Dites ce qu’il fait.")),
    "link-name": (_("Un lien est vide"), _("Écrivez où il mène.")),
    "empty-meta-description": (
        _("La page n’a pas de description"),
        _("Onglet « Promotion » : une phrase, que montrent les moteurs de recherche."),
    ),
}


class PlainChecksItem(ContentCheckerItem):
    axe_run_only = [*ContentCheckerItem.axe_run_only, "image-alt", *_CHECKS]
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        *(_rule(check, selector) for check, (selector, _options) in _CHECKS.items()),
    ]
    axe_custom_checks = [
        *ContentCheckerItem.axe_custom_checks,
        *({"id": check, "options": options} for check, (_selector, options) in _CHECKS.items()),
    ]
    axe_messages = {rule: {"error_name": name, "help_text": help_text} for rule, (name, help_text) in _MESSAGES.items()}

    @property
    def media(self) -> Media:
        return Media(js=[Script("js/writing-checks.js", type="module")])  # type: ignore[list-item]  # as map picker


def put_plain_checks(request: HttpRequest, items: list[Any], page: Any) -> None:
    """For the hook « construct_wagtail_userbar »: ours in the place of Wagtail's."""
    items[:] = [
        PlainChecksItem(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]
