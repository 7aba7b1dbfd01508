"""The components of the public pages with invented words: what each is for, and its faces.

A picture is a function, which the template calls: the names of files are known once they are collected.

Those of the frame (`site_head`, `site_foot`, `site_logo`, `crumbs`) are seen around every page of the library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from home.blocks.samples import CARDS, PAGES, ROWS
from portal.blocks.sample import sample_picture
from portal.words.link import Link


@dataclass(frozen=True)
class Component:
    """`name` is that of its template; `around` opens and closes the list that it stands in."""

    name: str
    label: Any
    use: Any
    faces: Sequence[Mapping[str, Any]]
    around: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Told:
    """A state of a place or of a date (`portal/templatetags/tones.py`)."""

    code: str
    sentence: str
    passing: str = ""


_CANCELLED = replace(
    ROWS[0],
    cancelled=True,
    reason="L’atelier n’aura pas lieu : la salle est fermée.",
    kind="workshop",
    kind_label="Atelier",
    shape="square",
    title="Ranger ses photos",
)
_FULL = replace(ROWS[1], places_left=0, places_sentence="Complet", distance_words="à 6 km environ")
_HOURS = (
    {"day_name": "Lundi", "is_today": False, "morning": "fermé", "afternoon": "fermé", "reason": "Noël, fermé",
     "iso_date": "2026-11-23", "bars": ()},
    {"day_name": "Mardi", "is_today": True, "morning": "9 h à 12 h", "afternoon": "13 h 30 à 16 h 30", "reason": "",
     "iso_date": "2026-11-24", "bars": ((100 / 11, 300 / 11), (50.0, 300 / 11))},
)  # fmt: skip
_FACETS = (
    {"group": "type", "label": "Type de lieu", "values": (
        {"value": "fs", "label": "France services", "count": 5, "selected": True, "shape": "drop"},
        {"value": "autre", "label": "Autre lieu d’aide", "count": 3, "selected": False, "shape": "house"},
    )},
    {"group": "quand", "label": "Quand", "values": (
        {"value": "ouvert", "label": "Ouvert maintenant", "count": 7, "selected": False, "shape": ""},
    )},
)  # fmt: skip
_TONES = (
    ("info", "À savoir", "La mairie de Rochebrune vous reçoit les vendredis des semaines paires."),
    ("success", "Merci", "Votre message est bien arrivé."),
    ("warning", "Horaires modifiés", "Le bureau ferme à 16 h vendredi."),
    ("danger", "Fermé", "Le bureau est fermé le 24 décembre."),
)
_DAY = {"iso_date": "2026-11-26", "title": "Jeudi 26 novembre", "note": "aujourd’hui", "is_today": True, "week": ""}

_MAP = {
    "width": 360, "height": 240, "text": "Carte : deux lieux autour de Bellerive", "neighbours": "",
    "department": "M40 30l280 20 20 150-240 30-80-90z", "groups": "", "rivers": "M40 200c80-60 160-20 280-110",
    "great_rivers": "", "asked": {"x": 180, "y": 120},
    "ring": {"centre": {"x": 180, "y": 120}, "radius": 90, "words": "20 km", "words_at": {"x": 180, "y": 44}},
    "names": [{"text": "Bellerive", "dot": {"x": 180, "y": 120}, "words": {"x": 195, "y": 126}, "anchor": "start",
               "asked": True}],
    "pins": [
        {"spot": {"x": 110, "y": 120}, "shape": "drop", "number": 1, "approximate": False, "count": 1},
        {"spot": {"x": 240, "y": 160}, "shape": "circle", "number": 2, "approximate": False, "count": 1},
    ],
}  # fmt: skip

STATES = (
    Told("open", "Ouvert, ferme à 17 h"),
    Told("closed", "Fermé, ouvre lundi à 9 h"),
    Told("unknown", "Horaires inconnus : appelez avant de venir"),
    Told("appointment", "Sur rendez-vous"),
    Told("full", "Complet"),
    Told("changed", "Horaires modifiés"),
    Told("cancelled", "Annulé"),
)

TOLD: Sequence[Component] = (
    Component(
        "alert",
        _("Message"),
        _("Dit ce qui change ou ce qui vient de se passer ; la couleur répète le pictogramme et les mots."),
        [{"alert": {"tone": tone, "title": title, "text": text}} for tone, title, text in _TONES],
        ('<div class="stack">', "</div>"),
    ),
    Component(
        "banner",
        _("Message sur toutes les pages"),
        _("Sous l’en-tête, jusqu’à la minute choisie dans les réglages du portail : une phrase, un lien au plus."),
        [{"banner": {"text": "Les lieux ferment à midi le 24 décembre.", "link": {"url": "#", "label": "Plus"}}}],
    ),
    Component(
        "notices",
        _("Ce qui n’a pas été compris"),
        _("En haut d’une liste : ce que l’on a laissé de côté dans l’adresse, en une phrase."),
        [{"notices": ["Le rayon « abc » n’a pas été compris : voici à 20 km."]}],
    ),
    Component(
        "empty_state",
        _("Rien à montrer"),
        _("Dit qu’il n’y a rien, et donne toujours une suite."),
        [
            {
                "empty": {
                    "title": "Rien à moins de 5 km",
                    "text": "Le lieu le plus proche est à Montclair, à 12 km environ.",
                    "action_url": "/lieux/",
                    "action_label": "Voir les 3 lieux les plus proches",
                },
                "level": 3,
            }
        ],
    ),
    Component(
        "quote",
        _("Citation"),
        _("Les mots de quelqu’un, son rôle avant son nom."),
        [
            {
                "quote": {
                    "text": "Je sais faire, maintenant.",
                    "name": "",
                    "role": "habitante",
                    "organisation": "",
                    "fictional": True,
                    "portrait": "",
                }
            }
        ],
    ),
    Component(
        "key_figures",
        _("Chiffres clés"),
        _("Le nombre se lit d’abord ; la phrase, la source et la date le rendent vrai."),
        [
            {
                "figures": [
                    {"value": 6997, "sentence": "accompagnements réalisés", "source": "La Poste",
                     "source_url": "", "date": "24 février 2023"},
                    {"value": "92 %", "sentence": "des habitants à moins de 10 km d’une aide", "source": "",
                     "source_url": "", "date": ""},
                ]
            }
        ],
    ),
    Component(
        "figure",
        _("Image"),
        _("Une image, sa légende, son crédit."),
        [
            {
                "figure": {
                    "picture": partial(sample_picture, "Une maison au bord de l’eau."),
                    "caption": "La rivière à Montclair",
                    "credit": "Dessin original",
                }
            }
        ],
    ),
    Component(
        "card",
        _("Carte"),
        _("Une entrée parmi d’autres : toute la carte se touche, son nom est son titre."),
        [
            {"card": {"title": "Refaire sa carte grise", "url": "#", "text": "Les papiers à préparer.",
                      "picture": sample_picture}},
            {"card": {"title": "S’équiper à petit prix", "url": "#", "text": "", "picture": ""}},
        ],
        ('<ul class="cards">', "</ul>"),
    ),
    Component(
        "transcript",
        _("Transcription"),
        _("Sous une vidéo ou un son : tout ce qui est dit."),
        [{"transcript": "Bonjour. Nous allons ouvrir le site ensemble."}],
    ),
    Component(
        "read_also",
        _("À lire aussi"),
        _("Trois pages au plus, de même importance."),
        [{"items": PAGES}],
    ),
    Component(
        "share",
        _("Imprimer ou envoyer"),
        _("Sur toute page que l’on donne à quelqu’un. Sur papier : l’adresse et son code."),
        [
            {
                "share": {
                    "text": "La Poste de Bellerive",
                    "sms": "sms:?&body=La%20Poste%20de%20Bellerive",
                    "mail": "mailto:?subject=La%20Poste%20de%20Bellerive",
                    "address": "https://exemple.fr/lieux/7/",
                }
            }
        ],
    ),
)  # fmt: skip

FOUND: Sequence[Component] = (
    Component(
        "search_form",
        _("Recherche d’un lieu"),
        _("Deux questions, quoi et où ; les filtres se déplient."),
        [
            {
                "form": {"action": "/lieux/", "quoi": "carte grise", "ou": "Bellerive", "rayon": "20",
                         "rayon_choices": [("10", "10 km"), ("20", "20 km")], "collapsed": False},
                "facets": _FACETS,
                "clear_url": "",
            }
        ],
    ),
    Component(
        "chips",
        _("Filtres choisis"),
        _("Ce que la liste a déjà de choisi, et de quoi l’enlever."),
        [
            {
                "facets": _FACETS,
                "clear_url": "/lieux/?ou=bellerive",
                "chosen": [Link("France services", "/lieux/"), Link("À moins de 10 km", "/lieux/")],
            }
        ],
    ),
    Component(
        "around_me",
        _("Autour de moi"),
        _("Paraît quand le navigateur sait dire où l’on est."),
        [{"url": "/lieux/"}],
    ),
    Component(
        "place_card",
        _("Lieu dans une liste"),
        _("Le nom, l’état du jour, le téléphone : de quoi choisir sans ouvrir la fiche."),
        [{"card": card} for card in (*CARDS, replace(CARDS[1], anchor="exemple-3", closed_for_good=True))],
        ('<ol class="places">', "</ol>"),
    ),
    Component(
        "services",
        _("Services d’un lieu"),
        _("Ce que l’on vient y faire, en mots de tous les jours."),
        [
            {
                "services": [
                    {"label": "Faire vos démarches", "examples": "Impôts, retraite.", "icon": "file-pen-line"},
                    {"label": "Vous servir du téléphone", "examples": "Photos, messages.", "icon": "smartphone"},
                ]
            }
        ],
    ),
    Component("hours_table", _("Horaires de la semaine"), _("Le jour d’aujourd’hui ressort."), [{"hours": _HOURS}]),
    Component(
        "need_stones",
        _("Les six besoins"),
        _("Sur l’accueil : une touche, une question posée à l’annuaire."),
        [
            {
                "needs": [
                    {"label": "Faire une démarche", "url": "#", "icon": "file-pen-line", "tint": "fs"},
                    {"label": "Me servir du téléphone", "url": "#", "icon": "smartphone", "tint": "atel"},
                ]
            }
        ],
    ),
    Component(
        "date_row",
        _("Date dans une liste"),
        _("La feuille de calendrier dit le jour ; annulée, elle est barrée et dit pourquoi."),
        [{"row": row} for row in (ROWS[0], _CANCELLED, _FULL)],
        ('<ol class="dates">', "</ol>"),
    ),
    Component(
        "date_slot",
        _("Date sous son jour"),
        _("Dans l’agenda, où le jour est déjà dit."),
        [{"row": ROWS[0]}],
        ('<ol class="slots">', "</ol>"),
    ),
    Component(
        "date_details",
        _("Ce que l’on sait d’une date"),
        _("Le lieu, qui reçoit, les places ; la fin de toute ligne de date."),
        [{"row": _FULL}],
        ('<div class="event"><div class="body">', "</div></div>"),
    ),
    Component(
        "agenda_day",
        _("Jour de l’agenda"),
        _("Les dates d’un jour, amarrées au fleuve."),
        [{"day": _DAY | {"rows": [ROWS[0], _CANCELLED]}}],
        ('<div class="jours">', "</div>"),
    ),
    Component(
        "calendar_panel",
        _("Abonnement au calendrier"),
        _("Recevoir les dates dans son agenda, sans compte."),
        [
            {
                "panel": {
                    "title": "Ne manquez aucune date",
                    "text": "Les dates arrivent dans votre agenda.",
                    "subscribe_url": "webcal://exemple.fr/a.ics",
                    "https_url": "https://exemple.fr/a.ics",
                    "download_url": "/a.ics",
                },
                "level": 3,
            }
        ],
    ),
    Component(
        "feed_link",
        _("Suivre par RSS"),
        _("En bas d’une liste d’articles."),
        [{"feed": {"url": "/actualites/rss.xml", "title": "Suivre les articles (RSS)"}}],
    ),
    Component(
        "pagination",
        _("Pages d’une liste"),
        _("Avant, après, où l’on est."),
        [{"page": {"number": 2, "count": 4, "previous_url": "#", "next_url": "#", "total_words": "92 lieux"}}],
    ),
    Component(
        "section_head",
        _("Tête de partie"),
        _("Comme dans un journal : une vague, un titre, un lien vers la suite."),
        [{"title": "À la une", "id": "une", "text": "Une phrase.", "more_url": "#", "more_label": "Tous les articles"}],
    ),
    Component(
        "map_picture",
        _("Carte dessinée"),
        _("Où sont les lieux de la liste ; les mêmes numéros, les mêmes formes."),
        [{"picture": _MAP}],
    ),
    Component("map_credit", _("Source de la carte"), _("Sous toute carte."), [{}]),
)  # fmt: skip
