"""Trouble of the desk's own database, in words that fit behind a colon."""

from handlers.words.texts import Texts
from storage.errors import Cause


def books_trouble(t: Texts, cause: Cause | str) -> str:
    """The cause in words."""
    return t.plain(f"books-{cause}")
