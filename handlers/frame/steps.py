"""Taking a step: the permission is checked, the handler run, and whatever goes wrong told."""

from aiogram.enums import ContentType
from aiogram.types import User

from handlers.frame.cards import Card
from handlers.frame.errors import report
from handlers.frame.gate import refusal
from handlers.frame.incoming.opening import note_presence
from handlers.frame.incoming.pacing import answers_there, spend
from handlers.frame.registry import Brings, Route
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.frame.waiting import conversing
from services.errors import KeyInWordsError

_FILES = {
    *(ContentType.ANIMATION, ContentType.AUDIO, ContentType.DOCUMENT, ContentType.PAID_MEDIA),
    *(ContentType.PHOTO, ContentType.STICKER, ContentType.STORY, ContentType.VIDEO),
    *(ContentType.VIDEO_NOTE, ContentType.VOICE),
}


async def take_step(turn: Turn, route: Route) -> bool:
    """Serve what a person typed, or went on to. True: it was served to its end."""
    try:
        if _may_hold_secret(turn, route):
            await _hide(turn)
        if not await answers_there(turn.frame, turn.actor.user_id, turn.chat.id):
            return False
        refused = await refusal(turn, route)
        if refused is not None:
            await turn.reply(refused)
            return False
        if _brings_more(turn, route):
            if not turn.album_goes_on:
                await turn.reply(Card(turn.t.get("words-only", takes=str(route.brings.value))))
            return False
        _need_keyless(turn, route)
        with conversing(turn):
            await route.handler(turn)
            await _tell_unread(turn, route)
    except UsageError as error:
        await report(turn, error)
        await _tell_unread(turn, route)
        return False
    except Exception as error:  # noqa: BLE001 - the last resort: nobody is left without an answer
        await report(turn, error)
        return False
    return True


def _need_keyless(turn: Turn, route: Route) -> None:
    """Masked, something would be called what nobody meant. Raises KeyInWordsError."""
    if route.keeps_words and turn.seen_to:
        raise KeyInWordsError


async def _tell_unread(turn: Turn, route: Route) -> None:
    """A step that reads files in some of its ways alone says so where it has not read the one that came."""
    said = turn.sent
    if route.brings is not Brings.DOCUMENT or turn.file_read:
        return
    if said is not None and said.document is not None:
        await turn.aside(Card(turn.t.get("file-not-read", command=route.name)))


def _may_hold_secret(turn: Turn, route: Route) -> bool:
    if turn.message is None or turn.seen_to:
        return False
    return route.secret is not None and route.secret(turn)


def _brings_more(turn: Turn, route: Route) -> bool:
    """Whether the message has a picture, a file or a recording that nobody would read.

    Whoever sends one with words below means both. Of a forwarded message only its writer is meant.
    """
    said = turn.sent
    if said is None or said.content_type not in _FILES or route.brings is Brings.ANYTHING:
        return False
    if route.forwarded and said.forward_origin is not None:
        return False
    return route.brings is Brings.NOTHING or said.document is None


async def _hide(turn: Turn) -> None:
    """Delete the person's message, or ask the person to where the bot may not."""
    if turn.message is not None and not await turn.take_away():
        await turn.aside(Card(turn.t.get("delete-it-yourself")))


async def take_first_step(turn: Turn, route: Route, user: User, *, started: bool = False) -> bool:
    """The same for what begins a turn: the person is noted first, so that the rows know them.

    ``started``: the person pressed Start, so may be written to from now on.
    """
    try:
        if route.rate:
            await spend(turn, route.rate)
        await note_presence(turn, user, started=started)
    except Exception as error:  # noqa: BLE001 - as above
        await report(turn, error)
        return False
    return await take_step(turn, route)
