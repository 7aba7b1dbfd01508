"""What stands in the pattern library: each block and each component, with its name, its use and its sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock

from home.blocks.body import BodyBlock
from home.styleguide.components import Component
from portal.blocks.sample import Sampled


@dataclass(frozen=True)
class Field:
    """What an editor fills in; `required` is what cannot stay empty."""

    label: str
    help: str
    required: bool


@dataclass(frozen=True)
class Piece:
    """`name` is that of the block in a body, or of the template; `fields` are those of a block."""

    name: str
    label: str
    use: str
    shown: SafeString
    fields: Sequence[Field] = ()


def block_pieces(family: object) -> list[Piece]:
    """The blocks of a body that are of this family (`portal.blocks.families`), in the order of the picker."""
    return [
        Piece(name, str(block.label), str(block.meta.description), block.render_sample(), fields(block))
        for name, block in sampled(BodyBlock())
        if block.meta.group is family
    ]


def sampled(stream: StreamBlock) -> Iterator[tuple[str, Any]]:
    for name, block in stream.child_blocks.items():
        if isinstance(block, Sampled):
            yield name, block


def component_pieces(components: Sequence[Component]) -> list[Piece]:
    return [Piece(one.name, one.label, one.use, _faces(one)) for one in components]


def _faces(component: Component) -> SafeString:
    """Each face of a component, in the list that it needs around it, over the width of the page."""
    template = f"components/{component.name}.html"
    opening, closing = component.around
    faces = format_html_join("", "{}", ((render_to_string(template, dict(face)),) for face in component.faces))
    return SafeString(f'<div class="wide">{opening}{faces}{closing}</div>')


def fields(block: Block) -> list[Field]:
    """Those of a block, and of what it repeats."""
    if isinstance(block, ListBlock):
        return fields(block.child_block)
    if not isinstance(block, StructBlock):
        return []
    found: list[Field] = []
    for child in block.child_blocks.values():
        inner = fields(child)
        help_text = getattr(getattr(child, "field", None), "help_text", "") or getattr(child.meta, "help_text", "")
        found += inner or [Field(str(child.label), str(help_text or ""), child.required)]
    return found
