"""Whose month the team looks at: that of a help point which hosts dates or holds them elsewhere, of an organisation,
or of one activity that has neither."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, Q
from django.http import Http404, QueryDict
from django.urls import reverse

from directory.models import HelpPoint, Organisation
from events.models import Activity, Occurrence
from events.models.activity import ActivityQuerySet
from events.models.occurrence import OccurrenceQuerySet

NAME = "events_month"
PERMISSION = "events.change_occurrence"
# The parameter that names it, its model, and which activities are its own.
_KINDS: dict[str, tuple[type[Model], Callable[[int], Q]]] = {
    "lieu": (HelpPoint, lambda pk: Q(point=pk) | Q(operator=pk)),
    "organisme": (Organisation, lambda pk: Q(organisation=pk) | Q(operator__organisation=pk)),
    "activite": (Activity, lambda pk: Q(pk=pk)),
}


@dataclass(frozen=True)
class Whose:
    """`kind` is « lieu », « organisme » or « activite »; `pk` that of the model."""

    kind: str
    pk: int

    @classmethod
    def read(cls, asked: QueryDict) -> Whose | None:
        """None when the address names nobody."""
        for kind in _KINDS:
            if number := asked.get(kind, ""):
                if not number.isdecimal() or len(number) > 9:
                    raise Http404
                return cls(kind, int(number))
        return None

    @classmethod
    def of(cls, activity: Activity) -> Whose:
        """Where an activity is best looked at: among the dates of its host, else of who holds it. No query."""
        chosen = (
            ("lieu", activity.point_id), ("lieu", activity.operator_id), ("organisme", activity.organisation_id),
        )  # fmt: skip
        return next((cls(kind, pk) for kind, pk in chosen if pk is not None), cls("activite", activity.pk))

    def found(self) -> Any:
        """The place, organisation or activity; 404 for a number that is nobody's. One query."""
        found = _KINDS[self.kind][0]._default_manager.filter(pk=self.pk).first()
        if found is None:
            raise Http404
        return found

    def activities(self) -> ActivityQuerySet:
        own = _KINDS[self.kind][1]
        return Activity.objects.published().filter(own(self.pk)).select_related("commune", "point").distinct()

    def dates(self) -> OccurrenceQuerySet:
        return Occurrence.objects.public().filter(activity__in=self.activities().order_by().values("pk"))

    def address(self, month: date | None = None) -> str:
        """Without a month, the present one."""
        return _address("index", self._pairs(**({"mois": f"{month:%Y-%m}"} if month is not None else {})))

    def add_address(self, **said: Any) -> str:
        """The form of one more date; `said` (jour, comme) fills it in."""
        return _address("add", self._pairs(**said))

    def verb_address(self, verb: str, occurrence_pk: int) -> str:
        """Of « cancel » or « restore », which come back to this month."""
        return _address(verb, self._pairs(), occurrence_pk)

    def _pairs(self, **others: Any) -> dict[str, Any]:
        return {self.kind: self.pk, **others}


def _address(name: str, pairs: dict[str, Any], *arguments: int) -> str:
    return f"{reverse(f'{NAME}:{name}', args=arguments)}?{urlencode(pairs)}"
