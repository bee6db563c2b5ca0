"""Turning pages."""

from typing import Any

from handlers.frame.cards import AnyButton, Button
from handlers.words.texts import Texts
from services.page import Page


def pager(t: Texts, verb: str, page: Page[Any], *args: str | int) -> list[AnyButton]:
    """The row of Previous and Next; the page's number is the button's last argument."""
    row: list[AnyButton] = []
    if page.number > 1:
        row.append(Button(t.plain("button-previous"), verb, *args, page.number - 1))
    if page.number < page.pages:
        row.append(Button(t.plain("button-next"), verb, *args, page.number + 1))
    return row
