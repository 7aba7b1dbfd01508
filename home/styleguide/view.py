"""`/styleguide/`: the pattern library, for who writes and for who designs; one page a family."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from home.styleguide import components, pieces
from portal.blocks.families import FAMILIES

SIGNS = "signes"
_COMPONENTS = {
    "composants": (_("Composants : ce que l’on dit"), components.TOLD),
    "composants-annuaire": (_("Composants : lieux et dates"), components.FOUND),
}
TITLES = {SIGNS: _("Signes"), **FAMILIES, **{code: title for code, (title, _all) in _COMPONENTS.items()}}


@require_safe
def styleguide(request: HttpRequest, family: str = "") -> HttpResponse:
    """Who may open the admin; nothing here is secret, but nothing is for visitors either."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
    if family and family not in TITLES:
        raise Http404
    shown: dict[str, Any] = {
        "title": TITLES.get(family, _("Bibliothèque de modèles")),
        "family": family,
        "families": [{"label": title, "code": code} for code, title in TITLES.items()],
        "crumbs": _crumbs(family),
        "pieces": _pieces(family),
        "states": components.STATES,
        "active_section": "",
    }
    template = "home/styleguide/signs.html" if family == SIGNS else "home/styleguide/family.html"
    return render(request, template, shown)


def _pieces(family: str) -> list[pieces.Piece]:
    if family in FAMILIES:
        return pieces.block_pieces(FAMILIES[family])
    return pieces.component_pieces(_COMPONENTS[family][1]) if family in _COMPONENTS else []


def _crumbs(family: str) -> list[dict[str, Any]]:
    top = {"label": _("Bibliothèque de modèles"), "url": reverse("styleguide")}
    here = [{"label": TITLES[family], "url": ""}] if family else []
    return [top, *here]
