"""Invented contexts for the components: at least two faces of each, whole and bare."""

from types import SimpleNamespace as N
from typing import Any

from django.utils.safestring import mark_safe

EVIL = '<script>alert("x")</script> & co'


def card(**changes: Any) -> N:
    values: dict[str, Any] = {
        "anchor": "lieu-7",
        "url": "/lieux/7-exemple/",
        "name": "La Poste de Laplume",
        "kind": N(code="france-services", short="France services", shape="drop", icon="heart-handshake"),
        "address_line": "2 boulevard du Couchant",
        "postal_code": "47310",
        "commune": "Laplume",
        "distance_words": "à 2 km environ",
        "approximate": False,
        "state": N(code="open", sentence="Ouvert, ferme à 17 h", passing=""),
        "phone": "+33553878793",
        "access": [N(icon="circle-euro", label="Gratuit"), N(icon="door-open", label="Sans rendez-vous")],
        "phone_name": "La Poste de Laplume",
        "why": "Permanence : jeudi 26 novembre, 14 h à 17 h",
        "why_url": "/agenda/1-exemple/",
        "who": "avec La Poste de Laplume",
        "example": False,
        "audience_note": "",
        "stale_year": None,
        "closed_for_good": False,
        "number": 3,
    }
    return N(**values | changes)


BARE_CARD = card(
    name=EVIL,
    address_line="",
    distance_words="",
    approximate=True,
    state=N(code="unknown", sentence="Horaires inconnus", passing=""),
    phone="",
    access=[],
    why="",
    why_url="",
    who="",
    example=True,
    audience_note="Pour tout le monde",
    stale_year=2022,
    number=None,
)


def row(**changes: Any) -> N:
    values: dict[str, Any] = {
        "pk": 1,
        "url": "/agenda/1-exemple/",
        "ics_url": "/ical/date/1.ics",
        "kind": "permanence",
        "kind_label": "Permanence",
        "shape": "circle",
        "title": "Mairie d’Astaffort",
        "spoken": "Mairie d’Astaffort, jeudi 26 novembre",
        "day_name": "jeudi",
        "day_number": "26",
        "month_name": "novembre",
        "iso_date": "2026-11-26",
        "hours": "14 h à 17 h",
        "starts_iso": "2026-11-26T14:00:00+01:00",
        "ends_iso": "2026-11-26T17:00:00+01:00",
        "place_label": "Mairie",
        "commune": "Astaffort",
        "distance_words": "à 16 km environ",
        "operator_label": "avec La Poste de Laplume",
        "recurrence": "Une semaine sur deux : semaines paires",
        "cancelled": False,
        "reason": "",
        "ongoing": True,
        "ongoing_sentence": "En ce moment, jusqu’à 17 h",
        "places_left": 3,
        "places_sentence": "Il reste 3 places",
        "price_label": "Gratuit",
        "example": True,
        "note": "Apportez votre téléphone.",
    }
    return N(**values | changes)


CANCELLED = row(
    cancelled=True, reason="L’atelier n’aura pas lieu.", kind="workshop", kind_label="Atelier", shape="square"
)
BARE_ROW = row(
    title=EVIL, ics_url="", place_label="", commune="", distance_words="", operator_label="", recurrence="",
    ongoing=False, ongoing_sentence="", places_left=None, places_sentence="", price_label="", example=False, note="",
)  # fmt: skip

HOURS = [
    N(day_name="Lundi", is_today=False, morning="fermé", afternoon="fermé", reason="Noël, fermé",
      iso_date="2026-11-23", bars=[]),
    N(day_name="Mardi", is_today=True, morning="9 h à 12 h", afternoon="13 h 30 à 16 h 30", reason="",
      iso_date="2026-11-24", bars=[(100 / 11, 300 / 11), (50.0, 300 / 11)]),
]  # fmt: skip

FACETS = [
    N(group="type", label="Type de lieu", values=[
        N(value="fs", label="France services", count=5, selected=True, shape="drop"),
        N(value="autre", label=EVIL, count=3, selected=False, shape="house"),
    ]),
    {"group": "quand", "label": "Quand", "values": [
        {"value": "ouvert", "label": "Ouvert maintenant", "count": 7, "selected": False, "shape": ""},
    ]},
]  # fmt: skip

FORM = N(action="/lieux/", quoi="carte grise", ou='Agen "47"', rayon="20",
         rayon_choices=[("10", "10 km"), ("20", "20 km")], collapsed=True)  # fmt: skip

SITE = N(
    network_name="Coup de main 47", tagline="L’aide numérique en Lot-et-Garonne", phone="+33536490047",
    phone_hours="Appelez-nous, du lundi au vendredi, de 9 h à 17 h.", email="contact@exemple.fr", palette="fleuve",
    territory_name="Lot-et-Garonne", logo=None, accessibility_state_label="non conforme", lieux_url="/lieux/",
    agenda_url="/agenda/", search_url="/recherche/", articles_url="/articles/", aidants_url="/aidants/",
    contact_url="/contact/", legal_url="/mentions-legales/", accessibility_url="/accessibilite/",
    more_links=[N(label=EVIL, url="/partenaires/")],
)  # fmt: skip
FRAME = {"site_info": SITE, "today_line": "Jeudi 26 novembre 2026 · semaine paire",
         "printed_on": "jeudi 26 novembre 2026", "active_section": "lieux",
         "request": N(path="/lieux/")}  # fmt: skip
BARE_FRAME = FRAME | {
    "site_info": N(**vars(SITE) | {"phone": "", "tagline": "", "articles_url": "", "aidants_url": "", "contact_url": "",
                                   "legal_url": "", "accessibility_url": "", "more_links": []}),
    "active_section": "",
    "request": N(path="/"),
}  # fmt: skip

STATES = ["open", "closed", "unknown", "appointment", "ongoing", "full", "places", "over", "changed", "cancelled"]
TONES = ["info", "success", "warning", "danger"]

MAP_PICTURE = N(
    width=360, height=240, text=EVIL, neighbours="M0 0l9 9", department="M0 0l9 9 0 9z", groups="M0 0l9 9",
    rivers="M0 0l9 9", great_rivers="M0 0l9 9",
    ring=N(centre=N(x=180, y=120), radius=100, words="20 km", words_at=N(x=180, y=37)), asked=N(x=180, y=120),
    names=[N(text=EVIL, dot=N(x=9, y=9), words=N(x=9, y=28), anchor="middle", asked=False),
           N(text="Agen", dot=N(x=180, y=120), words=N(x=195, y=126), anchor="start", asked=True)],
    pins=[N(spot=N(x=50, y=60), shape="drop", number=1, approximate=False, count=1),
          N(spot=N(x=50, y=60), shape="circle", number=None, approximate=True, count=1),
          N(spot=N(x=150, y=60), shape="", number=None, approximate=False, count=3, words="3 lieux", half=38,
            width=76)],
)  # fmt: skip
BARE_MAP_PICTURE = N(width=360, height=240, text="Carte", neighbours="", department="", groups="", rivers="",
                     great_rivers="", ring=None, asked=None, names=[], pins=[])  # fmt: skip

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "agenda_day": [
        {"day": N(iso_date="2026-11-26", title="Jeudi 26 novembre", note="aujourd’hui", is_today=True,
                  rows=[row(), CANCELLED, BARE_ROW])},
        {"day": N(iso_date="2026-11-27", title="Vendredi 27 novembre", note="", is_today=False, rows=[])},
    ],
    "alert": [{"alert": N(tone=tone, title="Horaires modifiés", text=EVIL)} for tone in TONES]
    + [{"alert": N(tone="info", title="", text=mark_safe("<p>Un <strong>texte</strong>.</p>"))}],
    "calendar_panel": [
        {"panel": N(title="Ne manquez aucune date", text="Les dates arrivent.", subscribe_url="webcal://exemple.fr/a.ics",
                    https_url="https://exemple.fr/a.ics", download_url="/a.ics")},
        {"panel": N(title=EVIL, text="", subscribe_url="webcal://exemple.fr/a.ics", https_url="https://exemple.fr/a.ics",
                    download_url=""), "level": 3},
    ],
    "team_links": [{"links": [N(label=EVIL, url="/admin/")]}, {"links": []}],
    "banner": [
        {"banner": N(text=EVIL, link=N(label=EVIL, url="/fermeture/"))},
        {"banner": N(text="Tout est fermé.", link=None)},
    ],
    "team_bar": [{"links": [N(label=EVIL, url="/admin/")], "bar": ""}, {}],
    "around_me": [{"url": "/lieux/"}],
    "card": [
        {"card": N(title=EVIL, url="/a/", text=mark_safe("<p>Une phrase.</p>"),
                   picture=mark_safe('<img src="/media/p.webp" width="96" height="96" alt="">')), "level": 4},
        {"card": N(title=EVIL, url="", text="", picture="")},
    ],
    "chips": [
        {"facets": FACETS, "clear_url": "/lieux/?ou=agen", "chosen": [N(label=EVIL, url="/lieux/")] * 2},
        {"facets": FACETS, "clear_url": ""},
        {"facets": []},
    ],
    "crumbs": [{"crumbs": [N(label="Lieux", url="/lieux/"), N(label=EVIL, url="")]}],
    "date_details": [{"row": row()}, {"row": CANCELLED}, {"row": BARE_ROW}],
    "date_row": [{"row": row()}, {"row": CANCELLED, "level": 4}, {"row": BARE_ROW}, {"row": row(places_left=0)}],
    "date_slot": [{"row": row()}, {"row": CANCELLED}, {"row": BARE_ROW, "level": 4}],
    "empty_state": [
        {"empty": N(title="Rien à moins de 5 km", text=EVIL, action_url="/lieux/", action_label="Voir plus loin")},
        {"empty": N(title="Rien", text="", action_url="", action_label=""), "level": 3},
    ],
    "feed_link": [{"feed": N(url="/articles/flux/", title="Suivre les articles (RSS)")}],
    "figure": [
        {"figure": N(picture=mark_safe('<img src="/media/p.webp" width="96" height="96" alt="Le Lot">'), caption=EVIL,
                     credit="Dessin original")},
        {"figure": N(picture=mark_safe('<img src="/media/p.webp" width="96" height="96" alt="">'), caption="",
                     credit="")},
    ],
    "hours_table": [{"hours": HOURS}, {"hours": HOURS, "caption": "Semaine du 23 au 29 novembre"}],
    "key_figures": [
        {"figures": [
            N(value=6997, sentence="accompagnements", source="La Poste", source_url="https://exemple.fr",
              date="24 février 2023"),
            N(value="823", sentence=EVIL, source="La Poste", source_url="", date=""),
            N(value="347", sentence="stagiaires", source="", source_url="", date=""),
        ]},
    ],
    "need_stones": [
        {"needs": [N(label="Faire une démarche", url="/lieux/?quoi=demarche", icon="file-pen-line", tint="fs")]},
    ],
    "notices": [{"notices": ["Le rayon « abc » n’a pas été compris."]}, {"notices": []}],
    "map_credit": [{}],
    "map_picture": [{"picture": MAP_PICTURE}, {"picture": BARE_MAP_PICTURE}],
    "pagination": [
        {"page": N(number=2, count=4, previous_url="?page=1", next_url="?page=3", total_words="92 lieux")},
        {"page": N(number=1, count=1, previous_url="", next_url="", total_words=""), "label": "Pages de dates"},
    ],
    "place_card": [
        {"card": card()},
        {"card": BARE_CARD},
        {"card": card(closed_for_good=True), "level": 4},
        {"card": card(next_date_url="")},
    ],
    "quote": [
        {"quote": N(text=EVIL, name="", role="Une bénévole", organisation="", fictional=True, portrait="")},
        {"quote": N(text="Merci", name="Exemple", role="bénévole", organisation="Une association", fictional=False,
                    portrait=mark_safe('<img src="/media/p.webp" width="96" height="96" alt="">'))},
    ],
    "read_also": [
        {"items": [N(url="/a/", title=EVIL, category="Récit", date="24 novembre", lead="Une phrase.")] * 3, "level": 2},
        {"items": [N(url="/a/", title="Un titre", category="", date="", lead="")]},
    ],
    "search_form": [
        {"form": FORM, "facets": FACETS, "clear_url": "", "hidden": [("tri", "nom")]},
        {"form": FORM, "facets": [], "clear_url": "", "needs": [N(label=EVIL, url="/lieux/", count=3)]},
        {"form": N(**vars(FORM) | {"collapsed": False, "quoi": EVIL}), "facets": [], "clear_url": ""},
    ],
    "section_head": [
        {"title": "À la une", "id": "une", "text": "Une phrase.", "more_url": "/a/", "more_label": "Tous les articles"},
        {"title": EVIL, "id": "une"},
    ],
    "services": [
        {"services": [N(label="Faire vos démarches", examples="Impôts, retraite.", icon="file-pen-line")] * 2},
    ],
    "share": [
        {"share": N(text=EVIL, sms="sms:?&body=Bonjour", mail="mailto:?subject=Bonjour&body=Bonjour",
                    address="https://exemple.fr/lieux/7-exemple/")},
    ],
    "site_foot": [FRAME, BARE_FRAME],
    "site_head": [FRAME, BARE_FRAME, *(FRAME | {"active_section": name} for name in ("agenda", "articles", "aidants"))],
    "transcript": [{"transcript": EVIL}, {"transcript": mark_safe("<p>Bonjour.</p>")}],
}  # fmt: skip
