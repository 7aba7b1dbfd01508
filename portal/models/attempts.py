"""What was tried with a password in the last minutes, so that nobody can guess one."""

from __future__ import annotations

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


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Selections, as verbs."""

    def recent(self, now: datetime) -> AttemptQuerySet:
        return self.filter(at__gt=now - WINDOW)

    def old(self, now: datetime) -> AttemptQuerySet:
        return self.filter(at__lte=now - KEPT)


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
