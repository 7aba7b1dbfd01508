"""What the admin form of a help point adds to the model's own rules: only what a person has just changed is judged."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.admin.cancelling import ask_before_cancelling, cancel_box
from directory.domain.french_hours import read_hours
from directory.domain.freshness import OLDEST
from directory.models import Closure, HelpPoint
from directory.upkeep.position import too_far
from portal.models.edit_form import EditForm
from portal.words.departements import departement_of
from portal.words.french import join_words, of_place
from search.api import resolve
from search.question.gazetteer import Choices, Found


class HelpPointForm(EditForm):
    up_to_date = forms.BooleanField(
        label=_("Tout est-il à jour ?"),
        required=False,
        help_text=_(
            "Cochez si vous venez de vérifier le téléphone, l’adresse et les horaires : la fiche dira « Vérifié par le "
            "réseau » avec la date d’aujourd’hui."
        ),
    )
    cancel_dates = cancel_box()
    hours_to_note = forms.BooleanField(
        label=_("Ce ne sont pas des horaires : montrer ces mots en note"),
        required=False,
        help_text=_("Ils seront lus par les visiteurs, tels quels. La fiche dira « Horaires inconnus »."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered: set[str] = set()
        if self.instance.pk is None and "date_maj" in self.fields:
            self.fields["date_maj"].initial = timezone.localdate()
        if "postal_code" in self.fields:
            self.fields["postal_code"].required = False  # `clean` takes that of the commune

    def clean(self) -> dict[str, Any]:
        """`instance.said_on_saving` is what was changed besides what the person changed, in a sentence."""
        data: dict[str, Any] = super().clean()
        changed = set(self.changed_data)
        if not {"commune", "postal_code"}.isdisjoint(changed):
            self._judge("postal_code", self._postal_code, data, changed)
        if not {"latitude", "longitude"}.isdisjoint(changed):
            self.instance.position_precision = HelpPoint.Precision.EXACT
            self._judge("latitude", self._position, data, changed)
        elif "commune" in changed:
            self._follow(data)
        for name in {"date_maj", "verified_on"} & changed:
            if day := data.get(name):
                self._judge(name, _possible_day, day)
        if data.get("up_to_date"):
            data["verified_on"] = timezone.localdate()
        self._clean_hours(data)
        if "status" in changed and data.get("status") == HelpPoint.Status.CLOSED and self.instance.pk:
            ask_before_cancelling(self, "status", self.instance.pk)
        return data

    def _clean_hours(self, data: dict[str, Any]) -> None:
        """Stored for OpenStreetMap, or refused: what nobody could read was once published as unknown, in silence."""
        text = data.get("opening_hours", "")
        if data.get("hours_to_note") and text and not read_hours(text):
            data["opening_hours"] = ""
            data["hours_note"] = " ".join(filter(None, (data.get("hours_note"), text)))[: HelpPoint.HOURS_NOTE_LENGTH]
        else:
            _read(self, data, gettext("Sinon, cochez la case dessous : ces mots seront montrés en note."))
            if "opening_hours" in self.errors:
                self.offered.add("hours_to_note")

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """A background save that put position or postal code right shows it: sent again, the old ones were refused."""
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()
        for name in ("postal_code", "latitude", "longitude") if "commune" in self.changed_data else ():
            value = getattr(self.instance, name)
            updates.append((self.add_prefix(name), "" if value is None else str(value)))
        return updates

    def _judge(self, name: str, check: Any, *values: Any) -> None:
        try:
            check(*values)
        except ValidationError as error:
            self.add_error(name, error)

    def _postal_code(self, data: dict[str, Any], changed: set[str]) -> None:
        """One of the commune's, filled in when there is only one; or a code of its département that no commune bears,
        as post offices have for the letters of town halls (CEDEX)."""
        commune, code = data.get("commune"), data.get("postal_code") or ""
        if commune is None or code in commune.postal_codes:
            if not code:
                raise ValidationError(_("Donnez le code postal, ou choisissez la commune : il viendra avec elle."))
            return
        if (not code or "postal_code" not in changed) and len(commune.postal_codes) == 1:
            data["postal_code"] = commune.postal_codes[0]
            return
        own = {"town": of_place(commune.name), "codes": join_words(commune.postal_codes, "ou")}
        if not code:
            raise ValidationError(_("Donnez le code postal %(town)s : %(codes)s."), params=own)
        borne = isinstance(resolve(code), Found | Choices)
        if borne or departement_of(code) != departement_of(commune.insee):
            message = _("%(code)s n’est pas un code postal %(town)s : %(codes)s.")
            raise ValidationError(message, params={"code": code, **own})

    def _position(self, data: dict[str, Any], _changed: set[str]) -> None:
        commune, latitude, longitude = (data.get(name) for name in ("commune", "latitude", "longitude"))
        if commune is None or latitude is None or longitude is None:
            return
        if (far := too_far(commune, latitude, longitude)) is None:
            return
        if abs(longitude) <= 90 and too_far(commune, longitude, latitude) is None:
            message = gettext(
                "Latitude et longitude sont inversées : %(latitude)s en latitude, %(longitude)s en longitude."
            )
            raise ValidationError(message, params={"latitude": longitude, "longitude": latitude})
        message = gettext(
            "Cette position est à %(km)s km %(town)s. Déplacez le point sur la carte, ou videz les deux cases."
        )
        raise ValidationError(message, params={"km": round(far), "town": of_place(commune.name)})

    def _follow(self, data: dict[str, Any]) -> None:
        """What was at the centre of a commune, or outside the new one, comes to the centre of the new one."""
        commune, point = data.get("commune"), self.instance
        latitude, longitude = data.get("latitude"), data.get("longitude")
        if commune is None or latitude is None or longitude is None:
            return
        if not point.approximate and too_far(commune, latitude, longitude) is None:
            return
        data["latitude"] = data["longitude"] = None
        if not point.approximate:
            message = gettext(
                "L’ancienne position n’était pas dans la commune : le lieu est montré au centre %(town)s."
            )
            point.said_on_saving = message % {"town": of_place(commune.name)}


class ClosureForm(EditForm):
    cancel_dates = cancel_box()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered: set[str] = set()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        _read(self, data)
        point, first, last = (data.get(name) for name in ("point", "first_day", "last_day"))
        if point and first and last and data.get("kind") == Closure.Kind.LOCAL:
            ask_before_cancelling(self, "last_day", point.pk, first, last)
        return data


def _read(form: EditForm, data: dict[str, Any], otherwise: str = "") -> None:
    """Hours as people say them become those of OpenStreetMap, or an error."""
    text = data.get("opening_hours", "").strip()
    if found := read_hours(text):
        data["opening_hours"] = found.osm
    elif text:
        example = gettext(
            "Ces horaires ne sont pas compris, ou laissent un doute. Écrivez par exemple « du lundi au vendredi de 9h "
            "à 12h et de 14h à 17h, samedi 9h-12h »."
        )
        form.add_error("opening_hours", f"{example} {otherwise}".strip())


def _possible_day(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("Cette date est à venir."))
    if day < OLDEST:
        raise ValidationError(_("Cette date est trop ancienne : vérifiez l’année."))
