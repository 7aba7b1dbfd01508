"""The text boxes of the admin where a day, an hour or both are typed as people write them; read by
`portal.words.typed_moment`, and said back underneath.

Instead of Wagtail's (measured on 8.0): the calendar that opens under those writes another value over what it cannot
read, « 14/12 » became 1 December 2014 and « 14 h » the present hour.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.forms.widgets import DateTimeBaseInput, Script
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from portal.words.french import clock_words, date_words
from portal.words.typed_moment import read_date, read_moment, read_time

ADDRESS = "typed_moment"  # the name of the address that says what is being typed
SAID = "wagtailadmin/typed_moment.html"


class TypedInput(DateTimeBaseInput):
    """`kind` names it for the script and for the address; `written` is how it shows a value (strftime); `unread` says
    that what was typed cannot be read; `past`: a day without its year is the last one, not the next."""

    kind: ClassVar[str]
    written: ClassVar[str]
    unread: ClassVar[str | Promise]
    past = False

    def __init__(self, attrs: dict[str, Any] | None = None, format: str | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})}, format or self.written)

    def read(self, text: str) -> Any:
        """A date, a time, or a naive datetime of the portal's zone; None when it cannot be read."""
        raise NotImplementedError

    def words(self, value: Any) -> str:
        """How a person would say it."""
        raise NotImplementedError

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed, read; left as it was typed when it cannot be, for the field to refuse."""
        typed = super().value_from_datadict(data, files, name)
        if not isinstance(typed, str):
            return typed
        read = self.read(typed)
        return typed.strip() if read is None else read

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)  # type: ignore[arg-type]
        given = context["widget"]["attrs"]
        given["data-typed-moment"] = self.kind
        given["data-typed-moment-url"] = reverse(ADDRESS)
        if self.past:
            given["data-typed-moment-past"] = True
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        words = self.words(value) if isinstance(value, date | time) else ""
        return mark_safe(box + render_to_string(SAID, {"words": words, "unread": ""}))  # noqa: S308 - two rendered templates

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=[Script("js/typed-moment.js", type="module")])  # type: ignore[list-item]  # as map picker


class TypedDateInput(TypedInput):
    kind = "jour"
    written = "%d/%m/%Y"
    unread = _("Cette date n’est pas comprise, ou n’existe pas. Écrivez-la comme 14/12/2026 ou 14 décembre 2026.")

    def read(self, text: str) -> date | None:
        return read_date(text, timezone.localdate(), past=self.past)

    def words(self, value: date) -> str:
        return date_words(value)


class PastDateInput(TypedDateInput):
    """For what has been: « Vérifié le », the lists of what was done."""

    past = True


class TypedTimeInput(TypedInput):
    kind = "heure"
    written = "%H:%M"
    unread = _("Cette heure n’est pas comprise. Écrivez-la comme 9h30 ou 14h.")

    def read(self, text: str) -> time | None:
        return read_time(text)

    def words(self, value: time) -> str:
        return clock_words(value)


class TypedDateTimeInput(TypedInput):
    kind = "moment"
    written = "%d/%m/%Y %H:%M"
    unread = _("Ce moment n’est pas compris, ou n’existe pas. Écrivez le jour puis l’heure, comme 14/12/2026 9h30.")

    def read(self, text: str) -> datetime | None:
        """None too for the hour that clocks skip in spring, and the one that they show twice in autumn."""
        moment = read_moment(text, timezone.localdate(), past=self.past)
        if moment is None:
            return None
        try:
            from_current_timezone(moment)
        except ValidationError:
            return None
        return moment

    def words(self, value: datetime) -> str:
        return f"{date_words(value)} à {clock_words(value.time())}"
