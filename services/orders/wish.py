"""The wish in the row of work on an order: who waits for what, and in which message."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from services.actor import Actor
from services.ages import Stamp
from services.work import WorkQueue
from storage.orders import OrderRow
from storage.transaction import Tx

KIND = "order"
"""Work on an order: one row, whatever is to be done for it. Its subject is the order's row number."""
Place = tuple[int, int]
"""A message: its chat and its id there."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who had an order taken back, where, and in which message they wait for what comes of it.

    ``told``: they were told once; from then on it is news. ``part``: they meant some keys, and no claim was
    revoked.
    """

    user_id: int
    name: str
    chat_id: int
    thread_id: int | None
    message_id: int | None
    told: bool = False
    part: bool = False

    @property
    def actor(self) -> Actor:
        """The person, there."""
        return Actor(self.user_id, self.chat_id, self.name, self.thread_id)


@dataclass(frozen=True, slots=True)
class Wish:
    """``untold``: people wait for how the purchase ends. ``card``: the message in which they do.

    ``cards``: all others that show the order unsettled, in whatever chats. ``confirmed``: when it was.
    ``asker``: of what is being taken back. ``late``: people were told that this takes long.
    """

    untold: bool = False
    card: int | None = None
    asker: Asker | None = None
    late: bool = False
    cards: tuple[Place, ...] = ()
    confirmed: Stamp | None = None

    def shown_in(self, places: Iterable[Place]) -> "Wish":
        """These messages show it unsettled as well."""
        return replace(self, cards=tuple(dict.fromkeys([*self.cards, *places])))

    def facts(self) -> dict[str, Any]:
        """As the row has it: ids and names, never a secret."""
        facts: dict[str, Any] = {}
        if self.untold:
            facts["untold"] = True
        if self.card is not None:
            facts["card"] = self.card
        if self.asker is not None:
            facts["asker"] = {
                name: getattr(self.asker, name) for name in Asker.__dataclass_fields__
            }
        if self.late:
            facts["late"] = True
        if self.cards:
            facts["cards"] = [list(place) for place in self.cards]
        if self.confirmed is not None:
            facts["confirmed"] = self.confirmed
        return facts

    @classmethod
    def of(cls, facts: dict[str, Any]) -> "Wish":
        """Read it."""
        asker = facts.get("asker")
        return cls(
            bool(facts.get("untold")),
            facts.get("card"),
            None if asker is None else Asker(**asker),
            bool(facts.get("late")),
            tuple((chat_id, message_id) for chat_id, message_id in facts.get("cards", ())),
            facts.get("confirmed"),
        )


async def wish_of(tx: Tx, order_id: int) -> Wish | None:
    """What the work on an order says; None: nothing is to be done for it."""
    row = await tx.work.of(KIND, str(order_id))
    return None if row is None else Wish.of(row.facts)


async def write_wish(tx: Tx, queue: WorkQueue, order: OrderRow, wish: Wish) -> None:
    """Have it worked on as soon as may be; ``queue.kick()`` after it is committed."""
    await queue.hasten(tx, KIND, str(order.id), order.provider, wish.facts())
