"""What was tried with a password in the last minutes, so that nobody can guess one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

WINDOW = timedelta(minutes=10)
PER_NAME, PER_ADDRESS = 5, 20
KEPT = timedelta(days=7)
_LENGTH = 254


def account(name: str) -> str:
    """One account, however its name was typed."""
    return name.strip().casefold()[:_LENGTH]


@dataclass(frozen=True)
class Locked:
    """An account (`name`) or a visitor (`address`), the other "", refused from `since` on, until `until` at most."""

    kind: str
    name: str
    address: str
    since: datetime
    until: datetime


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Selections, as verbs."""

    def recent(self, now: datetime) -> AttemptQuerySet:
        return self.filter(at__gt=now - WINDOW)

    def old(self, now: datetime) -> AttemptQuerySet:
        return self.filter(at__lte=now - KEPT)

    def locked(self, now: datetime) -> list[Locked]:
        """Who may try no more for now, the latest first; one query."""
        tries: dict[tuple[str, str, str], list[datetime]] = defaultdict(list)
        for kind, name, address, at in self.recent(now).order_by("at").values_list("kind", "name", "address", "at"):
            tries[kind, "", address].append(at)
            if name:
                tries[kind, name, ""].append(at)
        found = []
        for (kind, name, address), times in tries.items():
            most = PER_NAME if name else PER_ADDRESS
            if len(times) >= most:
                found.append(Locked(kind, name, address, since=times[most - 1], until=times[-most] + WINDOW))
        return sorted(found, key=lambda one: one.since, reverse=True)

    def unlock(self, kind: str, name: str, address: str) -> int:
        """Forget the tries of an account, or without its name of a visitor; gives their number."""
        count, _each = self.filter(kind=kind, **({"name": name} if name else {"address": address})).delete()
        return count


class Attempt(models.Model):
    """One try; those of a name are forgotten once it succeeds.

    `name` is the account or the mail address asked, in small letters, "" where a password belongs to nobody; `address`
    is the visitor's, of IPv6 the network (`portal.ground.attempts`).
    """

    class Kind(models.TextChoices):
        SIGN_IN = "connexion", _("Connexion")
        RESET = "courriel", _("Mot de passe oublié")
        PAGE = "page", _("Mot de passe d’une page")

    kind = models.CharField(_("genre"), max_length=10, choices=Kind)
    name = models.CharField(_("compte"), max_length=_LENGTH, blank=True)
    address = models.CharField(_("adresse du visiteur"), max_length=45)
    at = models.DateTimeField(_("le"))

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("essai de mot de passe")
        verbose_name_plural = _("essais de mot de passe")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "at"], name="portal_attempt_recent")]

    def __str__(self) -> str:
        return f"{self.name or self.address}, {self.at:%d/%m/%Y %H:%M}"

    def succeeded(self) -> None:
        """The tries of this name count no more. Of a shared password this one alone: whoever knows that of one page
        could else guess another one for ever."""
        same = {"kind": self.kind, "name": self.name} if self.name else {"pk": self.pk}
        Attempt.objects.filter(**same).delete()

    def taken_back(self) -> None:
        """This one counts no more, those before do: it was right, and more is asked."""
        Attempt.objects.filter(pk=self.pk).delete()
