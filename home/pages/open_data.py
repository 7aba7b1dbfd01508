"""`/donnees/`: what the portal gives to everybody, where, and under which terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.addresses import OPEN_DATA
from directory.exchange.open_data.forms import FORMS, Form, sizes
from directory.exchange.open_data.places import edition
from portal.ground.site import site_root, site_settings
from portal.words.files import size_words
from portal.words.french import date_words

LICENCE = "Licence Ouverte 2.0"
LICENCE_URL = "https://github.com/etalab/licence-ouverte/blob/master/LO.md"


@dataclass(frozen=True)
class File:
    """`address` is whole: people copy it into a program."""

    label: str
    whom: str
    size: str
    address: str
    media: str


@dataclass(frozen=True)
class Feed:
    label: str
    text: str
    address: str


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    held, site = edition(), site_settings()
    day = "" if held.changed_at is None else date_words(localtime(held.changed_at).date(), weekday=False)
    canonical = f"{site_root()}{OPEN_DATA}"
    files = [_file(form) for form in FORMS]
    source = _("%(network)s, annuaire des lieux, %(address)s") % {"network": site.network_name, "address": canonical}
    context = {
        "active_section": "",
        "crumbs": [{"label": _("Données ouvertes"), "url": OPEN_DATA}],
        "canonical": canonical,
        "places": held.places,
        "day": day,
        "licence": {"label": LICENCE, "url": LICENCE_URL},
        "files": files,
        "feeds": _feeds(),
        "quotation": f"{source}, {day}" if day else source,
        "structured_data": _dataset(files, canonical),
    }
    return render(request, "home/open_data.html", context)


def _file(form: Form) -> File:
    return File(
        label=str(form.label),
        whom=str(form.whom),
        size=_("environ %(size)s") % {"size": size_words(sizes()[form.extension])},
        address=f"{site_root()}{form.address}",
        media=form.media.partition(";")[0],
    )


def _feeds() -> list[Feed]:
    return [
        Feed(
            _("Toutes les dates (iCal)"),
            _("Les permanences et les ateliers. Chaque lieu et chaque commune ont aussi leur calendrier."),
            f"{site_root()}{reverse('ical-network')}",
        ),
        Feed(_("Articles et récits (RSS)"), _("Les dernières pages publiées."), f"{site_root()}{reverse('rss')}"),
    ]


def _dataset(files: list[File], address: str) -> dict[str, Any]:
    """https://schema.org/Dataset, as catalogues of data read it."""
    held, site = edition(), site_settings()
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": _("Lieux d’aide numérique de : %(network)s") % {"network": site.network_name},
        "description": _("Où l’on aide aux démarches et aux outils numériques : adresse, téléphone, horaires."),
        "license": LICENCE_URL,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": site.network_name, "url": site_root()},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": file.media, "contentUrl": file.address} for file in files
        ],
    }
    if site.territory_name:
        data["spatialCoverage"] = site.territory_name
    if held.changed_at is not None:
        data["dateModified"] = localtime(held.changed_at).date().isoformat()
    return data
