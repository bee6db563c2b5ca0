"""The door to orders: the one place where one is fetched for a person who has the right in its own chat.

An order belongs to the chat it was bought in. Whoever has a permission there may use it on the order from
wherever they are; whoever has it only elsewhere hears what they would hear of a number that nobody
ever drew. The home of an order that was bought in a private chat is that chat: there the buyer's roles
granted everywhere count, like those of everybody else who has one, and owners.
"""

from dataclasses import dataclass

from services.access import Access, Why
from services.access.errors import AwayError, CannotSeeError
from services.actor import Actor
from services.errors import DeskError, NotPermittedError
from services.known_keys import KnownKeys
from services.orders.errors import UnknownOrderError
from services.orders.numbers import read_number
from storage.database import Database
from storage.orders import OrderRow

VIEW = "orders.view"
BUY = "orders.buy"
DELIVER = "orders.deliver"
REVEAL = "keys.reveal"
REVERSE = "orders.reverse"
RESOLVE = "orders.resolve"
STOCK = "keys.stock"


@dataclass(frozen=True, slots=True)
class Admitted:
    """A person who was let in to an order, and what for. ``chat_id`` is the order's own chat.

    What is done with an order takes this and no number, so that nobody can forget to ask. Only the door
    makes them.
    """

    actor: Actor
    number: str
    chat_id: int
    permission: str

    def need(self, permission: str) -> None:
        """Raises NotPermittedError for who was let in for something else."""
        if self.permission != permission:
            raise NotPermittedError(permission=permission)


class Door:
    """Lets people in to orders."""

    def __init__(self, db: Database, access: Access, known: KnownKeys) -> None:
        self._db = db
        self._access = access
        self._known = known

    async def admit(self, actor: Actor, number: str, permission: str) -> Admitted:
        """Let a person in to the order with this number, for what this permission is about.

        Raises UnknownOrderError where there is none, and where there is one that they have no right to; or
        NotPermittedError for both, to who has the permission nowhere.
        """
        async with self._db.read() as tx:
            order = await tx.orders.by_number(number)
        return await self._let_in(actor, order, permission, number)

    async def find(self, actor: Actor, text: str, permission: str) -> Admitted:
        """The same for an order by its number, however it is typed, or by one of its keys in any dress.

        Raises as ``admit`` does.
        """
        number = read_number(text)
        async with self._db.read() as tx:
            order = await tx.orders.by_number(number) if number else None
        if order is None and (with_key := await self._known.order_with(text)) is not None:
            async with self._db.read() as tx:
                order = await tx.orders.by_number(with_key)
        return await self._let_in(actor, order, permission, number or "")

    async def require_to_hear(self, reader: int, home: int, number: str) -> None:
        """See that a person may be told of an order of this chat by itself: whoever may look it up.

        Besides whoever bought it in their private chat, while they may buy there: what comes of a purchase
        is no secret from its buyer. Raises NotPermittedError.
        """
        try:
            await self._access.require(reader, home, VIEW)
        except NotPermittedError:
            async with self._db.read() as tx:
                order = await tx.orders.by_number(number)
            if order is None or {order.buyer_id, order.chat_id, home} != {reader}:
                raise
            if not await self._access.permits(reader, home, BUY):
                raise

    async def may_hear(self, reader: int, home: int, number: str) -> bool:
        """The same as a question."""
        try:
            await self.require_to_hear(reader, home, number)
        except NotPermittedError:
            return False
        return True

    async def _let_in(
        self, actor: Actor, order: OrderRow | None, permission: str, said: str
    ) -> Admitted:
        # What is only looked at goes by what was known minutes ago: all else moves a key, a link or money.
        fresh = permission != VIEW
        known: dict[int, NotPermittedError] = {}
        if order is not None:
            home = order.chat_id
            refused = await self._why_not(actor.user_id, home, permission, fresh=fresh)
            if isinstance(refused, CannotSeeError) and refused.facts["why"] is Why.NO_ANSWER:
                # Telegram may be back by now: asked once more, for a yes as much as for a no.
                refused = await self._why_not(actor.user_id, home, permission, fresh=fresh)
            if refused is None:
                return Admitted(actor, order.number, home, permission)
            known[home] = refused
        raise await self._refusal(actor, permission, said, known, fresh=fresh)

    async def _why_not(
        self, person: int, chat_id: int, permission: str, *, fresh: bool
    ) -> NotPermittedError | None:
        try:
            await self._access.require(person, chat_id, permission, fresh=fresh)
        except NotPermittedError as error:
            return error
        return None

    async def _refusal(
        self,
        actor: Actor,
        permission: str,
        said: str,
        known: dict[int, NotPermittedError],
        *,
        fresh: bool,
    ) -> DeskError:
        """Why not, in the same words whether there is such an order or not.

        It goes by what the person has where they are and where they were given something, never by the
        order's own chat. Whoever has the permission in one of these knows no such order; whose role is
        asleep, or cannot be seen to be awake, is told that. What a chat in ``known`` refused them for is
        not asked again: Telegram may say something else by now, and the words would not be the reason.
        """
        person = actor.user_id
        has_it, asleep = False, None
        for chat_id in dict.fromkeys((actor.chat_id, *self._access.granted_in(person, permission))):
            refused = known.get(chat_id)
            if refused is None:
                refused = await self._why_not(person, chat_id, permission, fresh=fresh)
            if refused is None:
                has_it = True
            elif isinstance(refused, AwayError | CannotSeeError):
                asleep = asleep or refused
        if has_it:
            return UnknownOrderError(text=said, asleep=asleep)
        return asleep or NotPermittedError(permission=permission)
