"""A key that was sold from own stock is in one place: with its order, or in stock, and whole either way."""

from decimal import Decimal

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, update

from providers.base import OfferRef, Purchase, ReversalEnd
from providers.errors import OutOfStock
from services.orders import OrderView, OrderViews
from services.own_stock import OwnStock
from services.vault import Vault
from storage.tables.keys import keys
from storage.tables.orders import orders, purchases
from storage.tables.stock import own_keys
from tests.own_stock_made import own_key, own_offer, put_in_stock
from tests.services.orders.conftest import OrderRoom
from tests.services.orders_made import OrderMade, make_orders

GTA, FIVE = OfferRef("1", "EUR"), Decimal(5)
PLAIN = "AAAA-BBBB-CCCC"


async def sold(room: OrderRoom) -> tuple[OwnStock, str]:
    """Own stock that has sold its only key, which its order has stored; with the purchase's id."""
    offer = await own_offer(room.db, room.clock)
    await put_in_stock(room.db, [own_key(PLAIN, offer, room.vault, room.clock)])
    own = OwnStock(room.db, room.clock, room.vault)
    made = OrderMade("own", "paying", "5", "EUR", room.clock(), ("accepted",))
    await make_orders(room.db, [made])
    async with room.db.read() as tx:
        txn_id = str(await tx.connection.scalar(select(purchases.c.txn_id)))
    bought = await own.purchase(GTA, FIVE, txn_id)
    async with room.db.write() as tx:
        order = await tx.orders.by_number("K-0001")
        assert order is not None
        [purchase] = await tx.purchases.of_order(order.id)
        await room.outcomes.keys(tx, order, purchase, bought.keys)
    return own, txn_id


async def in_stock(room: OrderRoom) -> tuple[bytes, str]:
    """What stands of the key in stock: its sealed text, and its fingerprint."""
    async with room.db.read() as tx:
        found = await tx.connection.execute(select(own_keys.c.sealed, own_keys.c.fingerprint))
        sealed, fingerprint = found.one()
        return sealed, fingerprint


async def view(room: OrderRoom) -> OrderView:
    """The order, at a desk that knows that own stock takes keys back."""
    async with room.db.read() as tx:
        return await OrderViews(room.clock, lambda _: True).by_number(tx, "K-0001")


async def test_no_copy_stays_and_a_lost_answer_is_found_all_the_same(room: OrderRoom) -> None:
    """Stored with its order, its text is in stock no more; whoever asks for it again is given it."""
    own, txn_id = await sold(room)
    assert (await in_stock(room))[0] == b""
    asked = [
        await own.recover(GTA, FIVE, txn_id, room.clock()),
        await own.purchase(GTA, FIVE, txn_id),
    ]
    assert asked == [Purchase(txn_id, (PLAIN,))] * 2
    assert await own.keys(txn_id) == (PLAIN,)


async def test_it_goes_back_whole(room: OrderRoom) -> None:
    """Reversed unseen it is sold to the next; one that was seen stays sold, and has no copy."""
    own, txn_id = await sold(room)
    assert (await own.reverse(txn_id, txn_id)).end is ReversalEnd.DONE
    assert room.vault.open((await in_stock(room))[0]) == PLAIN
    async with room.db.write() as tx:
        await tx.connection.execute(update(purchases).values(status="reversed"))
    after = await view(room)
    assert (after.reversible, after.kept) == (
        0,
        0,
    )  # it is in stock again, and was kept there by nobody
    assert (await own.purchase(GTA, FIVE, "next")).keys == (PLAIN,)


async def test_what_was_seen_has_no_copy_after_a_reversal_either(room: OrderRoom) -> None:
    """The refusal puts nothing back."""
    own, txn_id = await sold(room)
    async with room.db.write() as tx:
        await tx.connection.execute(update(orders).values(status="keyed"))
    assert (await view(room)).reversible == 1
    async with room.db.write() as tx:
        await tx.connection.execute(update(keys).values(seen_at=room.clock()))
    assert (await view(room)).reversible == 0  # so its card has no Reverse
    assert (await own.reverse(txn_id, txn_id)).end is ReversalEnd.REFUSED
    assert (await in_stock(room))[0] == b""


async def test_a_rotation_knows_it_by_its_new_fingerprint(room: OrderRoom) -> None:
    """Sealed anew with its order, it is the same key in stock: it goes back there at its own cost."""
    await sold(room)
    async with room.db.read() as tx:
        [row] = await tx.secrets.keys_after(0, 9)
    new = Vault([Fernet.generate_key().decode()])
    marks = new.fingerprint(PLAIN), new.bare_fingerprint(PLAIN)
    async with room.db.write() as tx:
        assert await tx.secrets.seal_anew(row, new.seal(PLAIN), marks)
    assert await in_stock(room) == (b"", new.fingerprint(PLAIN))


async def test_what_came_for_another_order_meanwhile_does_not_go_back(room: OrderRoom) -> None:
    """Reversed unseen, it is not sold once more: somebody else may have it, with something glued to it."""
    own, txn_id = await sold(room)
    await make_orders(
        room.db, [OrderMade("hype", "paying", "5", "EUR", room.clock(), ("accepted",))], first=2
    )
    async with room.db.write() as tx:
        order = await tx.orders.by_number("K-0002")
        assert order is not None
        [purchase] = await tx.purchases.of_order(order.id)
        await room.outcomes.keys(tx, order, purchase, [f"{PLAIN}x2"])
    assert (await own.reverse(txn_id, txn_id)).end is ReversalEnd.DONE
    with pytest.raises(OutOfStock):
        await own.purchase(GTA, FIVE, "next")
