"""What a card says while its order is bought or taken back, apart from the step that had it done."""

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from handlers.frame.cards import Card
from handlers.frame.frame import Frame
from handlers.frame.outgoing import sending
from handlers.frame.outgoing.notices import texts_of
from handlers.frame.waiting import UNSAID
from handlers.orders.order_buttons import refresh_button
from handlers.words.database_trouble import books_trouble
from handlers.words.markup import Html, bold, code, join
from handlers.words.texts import Texts
from services.orders import OrderView
from services.orders.progress import Deed, Shown
from storage.errors import Cause


def under_way(t: Texts, order: OrderView, deed: Deed, *more: Html) -> Card:
    """What stands there from the moment on in which it was asked for; ``more``: how far it is.

    Whoever may see the order can have a look at how it stands.
    """
    if deed == "reverse":
        said = t.get("reverse-under-way", product=bold(order.product), count=order.reversing)
    else:
        said = t.get("buy-under-way", product=bold(order.product), count=order.count)
    return Card(join([said, *more]), [[refresh_button(t, order)]], shared=True)


class OnCards:
    """Edits those cards. What cannot be said is skipped: how it ended is told for sure."""

    def __init__(self, bot: Bot, frame: Frame) -> None:
        self._bot = bot
        self._frame = frame

    async def how_far(self, shown: Shown, done: int, total: int) -> None:
        """So many of all are done."""
        t = texts_of(self._frame, shown.chat_id)
        order = await self._frame.services.orders.told(shown.number)
        words = "reverse-progress" if shown.deed == "reverse" else "buy-progress"
        far = t.get(words, done=done, total=total)
        await self._edit(t, shown, under_way(t, order, shown.deed, far))

    async def kept(self, shown: Shown, about: str, cause: Cause) -> None:
        """What a provider said is kept in hand, or nothing is sent: it cannot be written down."""
        if about == UNSAID:
            return
        t = texts_of(self._frame, shown.chat_id)
        words = t.get(f"kept-{about}", cause=books_trouble(t, cause), number=code(shown.number))
        await self._edit(t, shown, Card(words))

    async def _edit(self, t: Texts, shown: Shown, card: Card) -> None:
        try:
            await sending.edit(self._bot, shown.chat_id, shown.message_id, card, t)
        except TelegramAPIError:
            return
