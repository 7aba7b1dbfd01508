"""Makes Wagtail's publish, unpublish, move and delete atomic with what derives from them.

In Wagtail 8 the object is saved and the signal sent outside any transaction (tested): an exception in a `published`
receiver left the object published and its index row missing.
"""

from typing import Any

from portal.models.changes import changes


class AtomicPublishing:
    """Mixin for pages and draftable snippets; put it before Wagtail's classes."""

    def publish(self, *args: Any, **kwargs: Any) -> Any:
        with changes():
            return super().publish(*args, **kwargs)  # type: ignore[misc]  # the next class is Wagtail's

    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        with changes():
            return super().unpublish(*args, **kwargs)  # type: ignore[misc]

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        with changes():
            return super().delete(*args, **kwargs)  # type: ignore[misc]

    def move(self, *args: Any, **kwargs: Any) -> Any:
        with changes():
            return super().move(*args, **kwargs)  # type: ignore[misc]
