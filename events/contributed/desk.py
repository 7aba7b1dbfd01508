"""The month of a place, from where the place is kept up to date."""

from __future__ import annotations

from django.utils.translation import gettext as _

from directory.contributions import contributions
from events.whose import PERMISSION, Whose
from portal.ground.team import TeamLink


def contribute() -> None:
    contributions.desks.append(month_of)


def month_of(point_pk: int) -> TeamLink:
    return TeamLink(_("Le mois de ce lieu"), Whose("lieu", point_pk).address(), PERMISSION)
