"""What a handler answers with: a text and rows of buttons, not yet in Telegram's own terms."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    SwitchInlineQueryChosenChat,
)

from handlers.frame.blocks import Blocks, classic, picture_in
from handlers.frame.callback import Tap, pack
from handlers.frame.departure import Holds
from handlers.words import cutting
from handlers.words.markup import Html

Style = Literal["primary", "success", "danger"]
MOST_CHARACTERS = 4096
"""Of a message in UTF-16 code units, after entities are parsed (Bot API: sendMessage)."""
MOST_IN_CAPTION = 1024
"""The same of a file's caption (Bot API: sendDocument)."""
MOST_TO_COPY = 256
"""Of what a button copies (Bot API: CopyTextButton)."""


_ROOM = {2: 24, 3: 8, 4: 5}
"""Characters of a label that fit into one line on a telephone 320 points wide, by buttons in a row; of five
and more hardly a number does."""


@dataclass(frozen=True, slots=True, init=False)
class Button:
    """A button that comes back to us as a tap with ``args``."""

    label: str
    tap: Tap
    args: tuple[str | int, ...]
    style: Style | None

    def __init__(self, label: str, tap: Tap, *args: str | int, style: Style | None = None) -> None:
        object.__setattr__(self, "label", label)
        object.__setattr__(self, "tap", tap)
        object.__setattr__(self, "args", args)
        object.__setattr__(self, "style", style)


@dataclass(frozen=True, slots=True)
class CopyButton:
    """A button that copies ``text`` (1 to 256 characters) without telling us."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class UrlButton:
    """A button that opens an address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ChooserButton:
    """A button by which one chooses a chat with a person, where the bot is then asked ``query`` inline."""

    label: str
    query: str


AnyButton = Button | CopyButton | UrlButton | ChooserButton
Rows = Sequence[Sequence[AnyButton]]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a card brings along; the card's text is then its caption.

    It is ``content``, or what stands at ``path``, which may be large and is read as it is sent; or a file
    that Telegram has, by its ``file_id``, then perhaps a photo.
    """

    name: str
    content: bytes = field(default=b"", repr=False)
    path: Path | None = None
    file_id: str = field(default="", repr=False)
    is_photo: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A message to be sent or put in place of another.

    ``protect``: cannot be forwarded or saved. ``silent``: comes without a sound. ``shared``: anyone
    with the permission may press its buttons, not only who opened it. ``opener``: whose menu it is, where
    that is not who asked. ``holds`` is asked when the request that carries it leaves, which may be minutes
    after it was made. ``blocks``: the same with a layout, for a rich message (``laid_out``). ``lost``: so
    many roles has whose menu it is lost so far; what it asks is over with the next.
    """

    text: Html
    rows: Rows = ()
    protect: bool = False
    shared: bool = False
    opener: int | None = None
    file: Attached | None = None
    holds: Holds | None = field(default=None, repr=False)
    blocks: Blocks = ()
    silent: bool = False
    lost: int = 0

    def markup(self, asker: int | None = None) -> InlineKeyboardMarkup | None:
        """The keyboard in Telegram's terms; ``asker`` owns it unless the card says otherwise."""
        owner = None if self.shared else (self.opener or asker)
        rows = [[_telegram(each, owner, self.lost) for each in row] for row in self.rows if row]
        return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def laid_out(blocks: Blocks, rows: Rows = (), *, shared: bool = False) -> Card:
    """A card that is a rich message where that is taken, and the same as a classic text elsewhere."""
    return Card(classic(blocks), rows, shared=shared, blocks=blocks)


def as_classic(card: Card) -> Card:
    """The card in the classic layout: its text, under its picture where the words fit below one."""
    picture = picture_in(card.blocks)
    if picture is None or not cutting.fits(card.text, MOST_IN_CAPTION):
        return replace(card, blocks=())
    photo = Attached(picture.name, picture.content, is_photo=True)
    return replace(card, blocks=(), file=photo)


@dataclass(frozen=True, slots=True)
class Listed:
    """What is given to an inline query: how it is listed, and what whoever chooses it then says."""

    title: str
    about: str
    card: Card


def in_columns(buttons: Sequence[AnyButton], columns: int = 2) -> list[list[AnyButton]]:
    """Lay buttons out in rows of so many, or of fewer where a label would break on a telephone."""
    longest = max((len(button.label) for button in buttons), default=0)
    while columns > 1 and longest > _ROOM.get(columns, 3):
        columns -= 1
    return [list(buttons[at : at + columns]) for at in range(0, len(buttons), columns)]


def _telegram(button: AnyButton, owner: int | None, lost: int) -> InlineKeyboardButton:
    if isinstance(button, Button):
        lost = lost if button.tap.confirms else 0
        data = pack(button.tap.name, owner, *button.args, lost=lost)
        return InlineKeyboardButton(text=button.label, callback_data=data, style=button.style)
    if isinstance(button, CopyButton):
        copied = CopyTextButton(text=button.text)
        return InlineKeyboardButton(text=button.label, copy_text=copied)
    if isinstance(button, ChooserButton):
        chosen = SwitchInlineQueryChosenChat(query=button.query, allow_user_chats=True)
        return InlineKeyboardButton(text=button.label, switch_inline_query_chosen_chat=chosen)
    return InlineKeyboardButton(text=button.label, url=button.url)
