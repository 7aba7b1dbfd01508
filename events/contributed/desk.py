"""The month of a place, from where the place is kept up to date."""

from __future__ import annotations

from django.utils.translation import gettext as _

from directory.contributions import contributions
from events.admin.month.whose import Whose
from portal.words.link import Link


def contribute() -> None:
    contributions.desks.append(
        lambda pk: Link(_("Le mois de ce lieu : permanences et ateliers"), Whose("lieu", pk).address())
    )
