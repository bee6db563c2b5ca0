"""What is for one person only goes to their private chat; where that is closed, it is said how to open it."""

from aiogram.exceptions import TelegramForbiddenError

from handlers.frame.cards import Card, UrlButton
from handlers.frame.outgoing import sending
from handlers.frame.turn import Turn


async def reachable(turn: Turn) -> bool:
    """Whether the person can be written to privately; says how if not."""
    if turn.chat.is_private or await turn.services.people.can_write_to(turn.actor.user_id):
        return True
    await _say_start_me(turn)
    return False


async def privately(turn: Turn, *cards: Card) -> int:
    """Send these to the person who asked, and give the first message. 0: they cannot be written to, and
    were told so.
    """
    await turn.keep_pending()
    person, first = turn.actor.user_id, 0
    try:
        for card in cards:
            sent = await sending.send(turn.bot, person, card, turn.t, asker=person)
            first = first or (sent if isinstance(sent, int) else sent.message_id)
    except TelegramForbiddenError:
        await _say_start_me(turn)
        return 0
    if not turn.chat.is_private:
        await turn.toast(turn.t.plain("sent-privately"))
    return first


async def _say_start_me(turn: Turn) -> None:
    me = await turn.bot.me()
    await turn.toast(turn.t.plain("start-me-first-toast"))
    button = UrlButton(turn.t.plain("button-open-private"), f"https://t.me/{me.username}")
    await turn.reply(Card(turn.t.get("start-me-first", name=turn.actor.name), [[button]]))
