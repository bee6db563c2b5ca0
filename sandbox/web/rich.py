"""Rich messages for the page: blocks as JSON objects, their texts plain with entities, never HTML."""

from collections.abc import Iterable
from typing import Any

from sandbox.telegram.entities import Entity, FormattedText
from sandbox.telegram.rich import RichBlock

View = dict[str, Any]


def rich_view(blocks: Iterable[RichBlock], href: str) -> list[View]:
    """The blocks; pictures are counted in their order and fetched below ``href``."""
    return _Blocks(href).views(blocks)


def text_view(body: FormattedText) -> View:
    """A text with its entities."""
    return {"text": body.text, "entities": [entity_view(entity) for entity in body.entities]}


def entity_view(entity: Entity) -> View:
    """An entity with its place."""
    place = {"type": entity.type, "offset": entity.offset, "length": entity.length}
    return place | entity.details()


class _Blocks:
    def __init__(self, href: str) -> None:
        self._href = href
        self._pictures = 0

    def views(self, blocks: Iterable[RichBlock]) -> list[View]:
        return [self._view(block) for block in blocks]

    def _view(self, block: RichBlock) -> View:
        picture = None
        if block.picture is not None:
            picture = f"{self._href}/{self._pictures}"
            self._pictures += 1
        return {
            "kind": block.kind,
            "text": text_view(block.text),
            "size": block.size,
            "open": block.is_open,
            "picture": picture,
            "blocks": self.views(block.blocks),
            "cells": [
                [
                    {"text": text_view(cell.text), "align": cell.align, "head": cell.is_header}
                    for cell in row
                ]
                for row in block.cells
            ],
        }
