"""Notices as cards. Which are due and when they are sent is not decided here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from handlers.frame.cards import Card
from handlers.frame.frame import Frame
from handlers.frame.outgoing.layouts import in_layout
from handlers.words.texts import Texts


class Notice(Protocol):
    """What a renderer reads of a notice."""

    @property
    def id(self) -> int:
        """Its number in the outbox."""

    @property
    def kind(self) -> str:
        """Which renderer it is for."""

    @property
    def chat_id(self) -> int:
        """The chat it must reach."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """Ids and plain facts."""


@dataclass(frozen=True, slots=True)
class OwnTopic:
    """A forum topic to open for what a notice tells of, if its chat is a forum; ``opened`` is told its id."""

    name: str
    opened: Callable[[int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class EditOf:
    """A card to put in place of a message; it is sent anew where there is none or it is lost.

    ``posted`` is told the id of a message that was sent anew; ``shown`` of the one that shows it now, be it
    edited or new. ``former``: the message that showed the same
    before; once the new one has arrived it keeps its words and loses its buttons. ``only``: where the
    message cannot be edited nothing is sent. ``topic``: the new message begins one of its own. ``pinned``:
    whether the edited message stands above the others then, where the bot may pin. ``reply_to``: what the new
    message answers. ``reopens``: it belongs into a topic of its own, which is opened again where somebody has
    closed it. ``closes``: the topic that is closed then, for what it was opened for is over.
    """

    message_id: int | None
    card: Card
    posted: Callable[[int], Awaitable[None]] | None = None
    former: int | None = None
    only: bool = False
    topic: OwnTopic | None = None
    pinned: bool | None = None
    reply_to: int | None = None
    shown: Callable[[int], Awaitable[None]] | None = None
    reopens: bool = False
    closes: int | None = None


def silenced(rendered: Card | EditOf) -> Card | EditOf:
    """The same without a sound."""
    if isinstance(rendered, EditOf):
        return replace(rendered, card=replace(rendered.card, silent=True))
    return replace(rendered, silent=True)


class UnknownNoticeError(LookupError):
    """Nobody renders notices of this kind."""


async def render(notice: Notice, frame: Frame) -> Card | EditOf | None:
    """Make the card of a notice in the language and zone of its chat; None: no longer worth sending.

    Raises UnknownNoticeError.
    """
    renderer = frame.registry.notices.get(notice.kind)
    if renderer is None:
        raise UnknownNoticeError(notice.kind)
    card: Card | EditOf | None = await renderer(
        notice, frame.services, texts_of(frame, notice.chat_id).kept
    )
    if isinstance(card, EditOf):
        return replace(card, card=in_layout(card.card, frame.services, notice.chat_id))
    return card and in_layout(card, frame.services, notice.chat_id)


def texts_of(frame: Frame, chat_id: int) -> Texts:
    """The texts in the language and zone of a chat."""
    people = frame.services.people
    return frame.library.texts(people.language(chat_id), people.timezone(chat_id))
