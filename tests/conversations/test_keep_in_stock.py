"""Keep in stock: what nobody has seen of a bulk order is sold again, and what was sold unseen goes back."""

import pytest
from sqlalchemy import select

from sandbox.telegram import Message
from services.actor import Actor
from services.orders.door import DELIVER
from storage.tables.outbox import notices
from storage.tables.stock import own_keys
from tests.conversations.own_keys_play import FIRST, put_in
from tests.conversations.play import Play


async def kinds(play: Play) -> set[str]:
    """The kinds of all notices there were."""
    async with play.stage.app.house.db.read() as tx:
        return set(await tx.connection.scalars(select(notices.c.kind)))


async def states(play: Play) -> list[str]:
    """Of all keys of own stock."""
    async with play.stage.app.house.db.read() as tx:
        found = select(own_keys.c.state).order_by(own_keys.c.id)
        return list(await tx.connection.scalars(found))


async def buy_own(play: Play) -> Message:
    """Sam buys one key of own stock, which is the only thing to be had; gives its card."""
    town, desk = play.town, play.desk
    await play.say(town.sam, "/buy gta v 1", desk)
    await play.tap(town.sam, "Buy", desk)
    await play.tap(town.sam, "Confirm", desk)
    return play.shown(desk)


@pytest.mark.steps("tap order.keep", "tap order.kept", "/keys")
async def test_what_is_left_of_a_bulk_order_is_kept_and_sold_again(play: Play) -> None:
    """Two of three keys go, the one in a link does not, and a second tap moves nothing; sold again they are
    no twins of themselves.
    """
    town, desk = play.town, play.desk
    card = await play.buy(count=3)
    services = play.stage.app.house.services
    sam = Actor(town.sam.id, desk.id, town.sam.name)
    admitted = await services.orders.door.admit(sam, play.order_number(card), DELIVER)
    assert (await services.claims.make(admitted, 1)).keys == 1
    await play.tap(town.max, "Keep in stock", desk, card)
    assert card.text.startswith("Put 2 keys of")
    button = card.button("Confirm")
    await services.claims.revoke(admitted)  # all three could be kept by now
    await play.stage.quiet()
    for said in (
        "2 keys of",
        "✅ Done already: since this was asked, Max Manager has put 2 keys of",
    ):
        await play.forge(town.max, (button and button.data) or "", card)
        assert card.text.startswith(said) and "into own stock" in card.text
    await play.tap(town.max, "Back to the order", desk, card)
    assert "2 keys were kept in own stock." in card.text
    await play.tap(town.max, "Keep in stock", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    assert card.text.startswith("One key of")
    await play.tap(town.max, "Back to the order", desk, card)
    assert "📥 All in own stock" in card.text and "Delivered" not in card.text
    listed = await play.say(town.max, "/keys gta v", desk)
    assert listed.text.splitlines()[-1].endswith("3 keys")
    await town.codegames.stop()
    for _ in range(2):
        bought = await buy_own(play)
        await play.tap(town.sam, "Show to me", desk, bought)
    bought_keys = [key for order in town.codegames.orders for key in order.keys]
    shown = [key for key in bought_keys if play.showing(key) == [town.sam.private]]
    assert len(shown) == 2
    assert "key-twin" not in await kinds(play)
    assert sorted(await states(play)) == ["free", "taken", "taken"]


@pytest.mark.steps("tap order.reverse", "tap order.reversed")
async def test_an_unseen_key_goes_back_and_a_seen_one_never(play: Play) -> None:
    """Reverse of an order of own stock: the same key is sold to the next; shown once, it stays sold."""
    town, desk = play.town, play.desk
    await put_in(play, f"5 EUR\n{FIRST}")
    await town.codegames.stop()
    card = await buy_own(play)
    await play.tap(town.max, "Reverse", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    assert await states(play) == ["free"]
    again = await buy_own(play)
    await play.tap(town.sam, "Show to me", desk, again)
    assert play.showing(FIRST) == [town.sam.private]
    await play.tap(town.max, "Reverse", desk, again)
    assert "takes no key back that somebody has seen" in play.shown(desk).text
    assert await states(play) == ["taken"]
    assert "key-twin" not in await kinds(play)
