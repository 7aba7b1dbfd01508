"""What is asked beside a password: a code, or a proof of who is there. Each try counts among those of the account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.ground.attempts import guess
from portal.models import Attempt, User
from portal.roof.signing_in.second_factor.devices import accepts, is_code, slowed_down_until


class _Limited(forms.Form):
    def __init__(self, request: HttpRequest, user: User, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request, self.user = request, user

    def tried(self, typed: str, right: Callable[[str], bool], wrong: str) -> str:
        """`typed`, or the sentence to show; nothing is looked at once too many were tried."""
        attempt = guess(Attempt.Kind.SIGN_IN, self.user.get_username(), self.request).written_down(timezone.now())
        if attempt is None:
            raise ValidationError(_("Trop d’essais. Attendez dix minutes, puis recommencez."), code="too_many")
        if until := slowed_down_until(self.user, typed):
            raise ValidationError(_too_quick(timezone.localtime(until), timezone.now()), code="slowed_down")
        if not right(typed):
            raise ValidationError(wrong, code="wrong")
        attempt.succeeded()
        return typed


def _too_quick(until: datetime, now: datetime) -> str:
    """A second after one wrong code, nine minutes after ten, six days after twenty."""
    if until - now < timedelta(minutes=1):
        return _("Trop vite après un code faux. Attendez une minute, puis recommencez.")
    sentence = _("Trop de codes faux à la suite. Attendez jusqu’au %(moment)s, ou demandez à un administrateur.")
    return sentence % {"moment": date_format(until, "j F à H:i")}


_DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"}


class CodeForm(_Limited):
    """The second page of signing in."""

    code = forms.CharField(
        label=gettext_lazy("Code affiché par votre application"),
        help_text=gettext_lazy("Six chiffres. Téléphone perdu ? Écrivez un de vos codes de secours."),
        max_length=20,
        widget=forms.TextInput(attrs={**_DIGITS, "autofocus": ""}),
    )

    def clean_code(self) -> str:
        wrong = _("Ce code est faux ou a déjà servi. Attendez que l’application en montre un autre, puis recommencez.")
        return self.tried(self.cleaned_data["code"], lambda typed: accepts(self.user, typed), wrong)


class FirstCodeForm(forms.Form):
    """Shows that the application has the key. Nothing to guess: the key is on the same page."""

    code = forms.CharField(
        label=gettext_lazy("Code affiché par votre application"),
        help_text=gettext_lazy("Six chiffres, qui changent toutes les trente secondes."),
        max_length=20,
        widget=forms.TextInput(attrs=_DIGITS),
    )


class ProofForm(_Limited):
    """Before the second factor is changed: somebody else may sit in front of an open session."""

    proof = forms.CharField(
        label=gettext_lazy("Votre mot de passe, ou le code de votre application"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_proof(self) -> str:
        wrong = _("Ce n’est ni votre mot de passe, ni le code affiché en ce moment.")
        return self.tried(self.cleaned_data["proof"], self._proves, wrong)

    def _proves(self, typed: str) -> bool:
        return accepts(self.user, typed) if is_code(typed) else self.user.check_password(typed)
