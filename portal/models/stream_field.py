"""A field of blocks whose migrations say nothing of its blocks."""

from typing import TYPE_CHECKING, Any

from wagtail.fields import StreamField


class BlocksField(StreamField):
    """Wagtail's field, written in migrations without its tree of blocks.

    The column is text whatever the blocks are, and Wagtail would write the whole tree anew at each change of a label
    (three times 3,900 characters in one migration). A data migration reads `raw_data`, which needs no block.
    """

    if TYPE_CHECKING:  # a page's attribute is the value of the field, and takes JSON text too

        def __get__(self, page: Any, kind: Any = None) -> Any: ...
        def __set__(self, page: Any, value: Any) -> None: ...

    def deconstruct(self) -> Any:
        name, path, _blocks, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
