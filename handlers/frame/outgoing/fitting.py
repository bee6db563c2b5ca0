"""The guard before Telegram: whatever a card holds, what is sent keeps within Telegram's limits.

Pages are how long lists are shown; this is for what nobody has thought of. A text that is too long is
cut and says how much is missing; so is a keyboard, of which the last two rows stay, where the ways
back are. Every cut is an error in the log, without the words that were cut.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog
from aiogram.types import InlineKeyboardMarkup

from handlers.frame.callback import CallbackTooLongError, fits_button
from handlers.frame.cards import (
    MOST_CHARACTERS,
    MOST_IN_CAPTION,
    MOST_TO_COPY,
    AnyButton,
    Button,
    Card,
    CopyButton,
    UrlButton,
)
from handlers.words import cutting
from handlers.words.lengths import cut, units, whole
from handlers.words.markup import Html, is_blank, join
from handlers.words.texts import Texts

MOST_BUTTONS = 100
MOST_IN_ROW = 8
"""Of one keyboard and of one row of it: what Telegram's server takes, and what its clients show."""
MOST_IN_LABEL = 64
"""Nothing is said of a label's length; a phone shows about thirty characters of one."""
MOST_IN_URL = 2048
MOST_IN_FILE_NAME = 60
_UNFIT_FOR_FILES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LAST_ROWS = 2
_FOR_NOTE = 160
"""Units kept free for the lines that say what is missing."""
_WEB_ADDRESS = re.compile(
    r"(?:https?://(?:[\w-]+\.)+[\w-]{2,}(?::\d{1,5})?(?:[/?#][^\s\x00-\x1f]*)?|tg://[\w?=&/-]+)\Z",
    re.ASCII | re.IGNORECASE,
)
"""What Telegram takes for a button: a host with a dot, no blanks."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A card as Telegram will take it."""

    text: Html
    markup: InlineKeyboardMarkup | None


def fit(t: Texts, card: Card, asker: int | None) -> Fitted:
    """Bring a card within Telegram's limits. What is cut is counted on the card."""
    most = MOST_CHARACTERS if card.file is None else MOST_IN_CAPTION
    text = Html(whole(card.text))
    rows, missing = card.rows, 0
    if not all(map(_row_fits, rows)) or sum(map(len, rows)) > MOST_BUTTONS:
        rows, missing = _fitting_rows(card)
    try:
        markup = replace(card, rows=rows).markup(asker)
    except CallbackTooLongError:
        rows, missing = _fitting_rows(card)
        markup = replace(card, rows=rows).markup(asker)
    if is_blank(text) and card.file is None:
        log.error("an empty card", steps=_steps(card))
        text = t.get("card-empty")
    lines = 0
    if not cutting.fits(text, most if not missing else most - _FOR_NOTE):
        shortened = cutting.cut(text, most - _FOR_NOTE - 1)
        text, lines = shortened.text, shortened.lines
    if lines or missing:
        log.error("a card was cut", lines=lines, buttons=missing, steps=_steps(card))
        notes = [t.get("card-lines-cut", count=lines)] if lines else []
        notes += [t.get("card-buttons-cut", count=missing)] if missing else []
        text = join([text, *notes] if text else notes)
    return Fitted(text, markup)


def file_name(name: str) -> str:
    """A name that every file system takes, its ending kept."""
    stem, dot, ending = _UNFIT_FOR_FILES.sub("_", whole(name)).rpartition(".")
    if not dot:
        stem, ending = ending, ""
    return (cut(stem, MOST_IN_FILE_NAME).strip(". ") or "file") + dot + ending[:8]


def _steps(card: Card) -> list[str]:
    """What the card's buttons do: by this its maker is found."""
    return sorted({each.tap.name for row in card.rows for each in row if isinstance(each, Button)})[
        :8
    ]


def _row_fits(row: Sequence[AnyButton]) -> bool:
    return len(row) <= MOST_IN_ROW and all(map(_good, row))


def _good(button: AnyButton) -> bool:
    """Whether Telegram takes the button; callback data is looked at when it is written."""
    label = button.label
    if not label or label.isspace() or whole(label) != label:
        return False
    if len(label) * 2 > MOST_IN_LABEL and units(label) > MOST_IN_LABEL:
        return False
    if isinstance(button, CopyButton):
        return 0 < units(button.text) <= MOST_TO_COPY and whole(button.text) == button.text
    if isinstance(button, UrlButton):
        return len(button.url) <= MOST_IN_URL and _WEB_ADDRESS.match(button.url) is not None
    return True


def _fitting_rows(card: Card) -> tuple[list[list[AnyButton]], int]:
    """The rows with what Telegram takes of them, and how many buttons are missing."""
    rows: list[list[AnyButton]] = []
    missing = 0
    for row in card.rows:
        kept = [found for each in row if (found := _mended(each)) is not None]
        missing += len(row) - len(kept)
        rows.extend(kept[at : at + MOST_IN_ROW] for at in range(0, len(kept), MOST_IN_ROW))
    total = sum(map(len, rows))
    if total <= MOST_BUTTONS:
        return rows, missing
    last = rows[-_LAST_ROWS:]
    room = MOST_BUTTONS - sum(map(len, last))
    first: list[list[AnyButton]] = []
    for row in rows[:-_LAST_ROWS]:
        if len(row) > room:
            break
        room -= len(row)
        first.append(row)
    shown = [*first, *last]
    return shown, missing + total - sum(map(len, shown))


def _mended(button: AnyButton) -> AnyButton | None:
    """The button, its label cut where it is too long; None where Telegram would refuse it."""
    label = cut(whole(" ".join(button.label.split())), MOST_IN_LABEL) or "…"
    if isinstance(button, Button):
        if not fits_button(button.tap, *button.args):
            return None
        return Button(label, button.tap, *button.args, style=button.style)
    button = replace(button, label=label)
    return button if _good(button) else None
