"""The form of every edit page of the admin: a save that would erase somebody else's newer save is stopped.

Wagtail 8 writes the second save over the first without a word (tested), although its form carries the revision that it
showed; what has no revision carries nothing. So the form carries a digest of each value it showed, whatever the model.
"""

import hashlib
import json
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.forms.models import model_to_dict
from django.forms.widgets import ChoiceWidget, Input
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import strip_tags
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks import StreamValue
from wagtail.log_actions import registry
from wagtail.models import RevisionMixin

from portal.words.folding import fold
from portal.words.french import hour_words

SEEN = "seen"
# Notes between editors: a new one erases nothing.
_NO_CONTENT = frozenset({"comments"})
_LONGEST_QUOTED = 300


class _SeenField(forms.CharField):
    """Never a change by itself."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class EditForm(WagtailAdminModelForm):
    """Says what changed since the form was drawn, keeps what the person wrote, and lets a second save through.

    A field that only the other person changed takes the newer value; one that both changed keeps this person's text
    and quotes the other's under it.
    """

    data: Any
    seen = _SeenField(required=False)

    def __init__(self, data: Any = None, files: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, files, *args, **kwargs)
        # A preview binds the form without files, a save always with them (Wagtail 8). A preview erases nothing.
        self._saves = data is not None and files is not None
        self.initial[SEEN] = self._digests(self._stored(self.instance)) if self.instance.pk and data is None else ""

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """What a background save wrote is known to the form that stays open."""
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()
        return [*updates, (self.add_prefix(SEEN), self._digests(self._stored(self.instance)))]

    def clean(self) -> Any:
        """Wagtail refuses an end that is past, even the one that has come: nothing of what has ended could be saved.

        It still refuses it to who publishes: the clock would take the page off within a minute.
        """
        cleaned = super().clean()
        if "action-publish" not in self.data and not {"go_live_at", "expire_at"} & set(self.changed_data):
            cleaned.pop("expire_at", None)
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        seen = _read(self.data.get(self.add_prefix(SEEN), ""))
        if self._saves and self.instance.pk and seen and (newer := self._newer()):
            self._stop_if_it_erases(seen, newer)

    def _newer(self) -> Any:
        """The object as it would be shown now; nobody else can save it before this request ends."""
        rows = type(self.instance)._base_manager.select_for_update(of=("self",))
        row: Any = rows.filter(pk=self.instance.pk).first()
        return row.get_latest_revision_as_object() if isinstance(row, RevisionMixin) else row

    def _stop_if_it_erases(self, seen: dict[str, str], newer: models.Model) -> None:
        now, mine = self._stored(newer), self._stored(self.instance)
        theirs = [name for name, value in now.items() if name in seen and seen[name] != _digest(value)]
        said: list[str] = []
        for name in theirs:
            if name in self.formsets:
                said.append(self._label(name))
            elif mine[name] != now[name]:
                both = _digest(mine[name]) != seen[name]
                if both or not self._take(name, newer):
                    self._quote(name, newer)
                said.append(self._label(name))
        self.data = self.data.copy()
        self.data[self.add_prefix(SEEN)] = self._digests(now)
        if said:
            self.add_error(None, self._sentence(said))

    def _sentence(self, said: list[str]) -> str:
        entry = registry.get_logs_for_instance(self.instance).order_by("-timestamp").first()
        who = entry.user_display_name if entry and entry.user_id else gettext("Quelqu’un d’autre")
        when = f" à {hour_words(timezone.localtime(entry.timestamp).time())}" if entry else ""
        sentence = gettext(
            "%(who)s a enregistré une autre version%(when)s, pendant que celle-ci était ouverte. "
            "Rien n’est écrasé, et ce que vous avez écrit est toujours là. "
            "Champs changés : %(fields)s. Relisez, puis enregistrez encore une fois."
        )
        return sentence % {"who": who, "when": when, "fields": ", ".join(said)}

    def _quote(self, name: str, newer: models.Model) -> None:
        words = _words(newer, name, self.fields[name])
        message = (
            gettext("L’autre version dit : « %(words)s ». Ici est resté ce que vous avez écrit.") % {"words": words}
            if words
            else gettext("L’autre version laisse ce champ vide. Ici est resté ce que vous avez écrit.")
        )
        # The error of a stream must name its block: this one is said above the form.
        stream = isinstance(getattr(newer, name), StreamValue)
        self.add_error(None if stream else name, f"{self._label(name)} : {message}" if stream else message)

    def _take(self, name: str, newer: models.Model) -> bool:
        """Put the newer value in the form; False for what has no single input."""
        field, key = self.fields[name], self.add_prefix(name)
        widget = field.widget
        value = field.prepare_value(model_to_dict(newer, [name]).get(name))
        data = self.data = self.data.copy()
        if isinstance(widget, forms.CheckboxInput):
            data.pop(key, None)
            if value:
                data[key] = "on"
        elif isinstance(widget, BaseChooser):
            data[key] = "" if value is None else str(value)
        elif isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
            data.setlist(key, widget.format_value(value))
        elif isinstance(widget, ChoiceWidget):
            data[key] = "".join(widget.format_value(value))
        elif isinstance(widget, Input | forms.Textarea):
            data[key] = widget.format_value(value) or ""
        else:
            return False
        return True

    def _stored(self, instance: models.Model) -> dict[str, Any]:
        """The values that this form shows, as they would be stored in a revision."""
        values = (
            instance.serializable_data()
            if isinstance(instance, ClusterableModel)
            else get_serializable_data_for_fields(instance)
        )
        return {
            name: values[name] for name in (*self.fields, *self.formsets) if name in values and name not in _NO_CONTENT
        }

    def _digests(self, values: dict[str, Any]) -> str:
        return json.dumps({name: _digest(value) for name, value in values.items()}, separators=(",", ":"))

    def _label(self, name: str) -> str:
        if name in self.formsets:
            return str(self.formsets[name].model._meta.verbose_name_plural)
        return str(self.fields[name].label or name)


class PageEditForm(EditForm, WagtailAdminPageForm):
    def clean_slug(self) -> str:
        """Letters without accents: an address with others is copied as « l%C3%A9t%C3%A9 » in a message."""
        return slugify(fold(self.cleaned_data["slug"]))


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _read(text: str) -> dict[str, str]:
    """What the form carried; nothing when it was sent by another program, or mangled."""
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _words(instance: models.Model, name: str, field: forms.Field) -> str:
    """A stored value as a person reads it."""
    value = getattr(instance, name)
    labels = dict(getattr(field, "choices", ()))
    if isinstance(value, StreamValue):
        words = " ".join(str(part) for part in value.stream_block.get_searchable_content(value))
    elif isinstance(value, bool):
        words = gettext("oui") if value else gettext("non")
    elif isinstance(value, list):
        words = ", ".join(str(labels.get(one, one)) for one in value)
    else:
        words = "" if value is None else strip_tags(str(labels.get(value) or localize(field.prepare_value(value))))
    return Truncator(words.strip()).chars(_LONGEST_QUOTED)
