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


async def privately(turn: Turn, *cards: Card) -> bool:
    """Send these to the person who asked. False: they cannot be written to, and were told so."""
    await turn.keep_pending()
    person = turn.actor.user_id
    try:
        for card in cards:
            await sending.send(turn.bot, person, card, turn.t, asker=person)
    except TelegramForbiddenError:
        await _say_start_me(turn)
        return False
    if not turn.chat.is_private:
        await turn.toast(turn.t.plain("sent-privately"))
    return True


async def _say_start_me(turn: Turn) -> None:
    me = await turn.bot.me()
    await turn.toast(turn.t.plain("start-me-first-toast"))
    button = UrlButton(turn.t.plain("button-open-private"), f"https://t.me/{me.username}")
    await turn.reply(Card(turn.t.get("start-me-first", name=turn.actor.name), [[button]]))
