"""A block as it looks with invented words, without the database: in the admin's picker and in the pattern library."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

PREVIEW_TEMPLATE = "wagtailadmin/block_preview.html"


class Sampled:
    """Mixed into the class of a block that editors choose; it has a template."""

    meta: Any

    def sample(self) -> Mapping[str, Any]:
        """What `get_context` gives to the template, in plain values."""
        raise NotImplementedError

    def as_stored(self, stored: Any) -> Mapping[str, Any]:
        """The same for a block that asks nothing of the database: what a page that holds this would give."""
        block: Any = self
        context: Mapping[str, Any] = block.get_context(block.to_python(stored))
        return context

    def render_sample(self) -> SafeString:
        return render_to_string(self.meta.template, dict(self.sample()))

    def get_preview_template(self, value: Any, context: Any = None) -> str:
        return PREVIEW_TEMPLATE

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return {**(parent_context or {}), "shown": self.render_sample()}


def sample_picture(description: str = "") -> SafeString:
    """A drawing of the river in the place of a picture of the library; decorative without a description."""
    return format_html(
        '<img src="{}" width="1200" height="675" alt="{}" loading="lazy">', static("img/sample.svg"), description
    )
