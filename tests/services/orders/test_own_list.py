"""A customer's own list: what stands in it, and how few statements it takes."""

from tests.rows_read import noted
from tests.services.orders.conftest import CARA, OrderRoom
from tests.services.orders.test_claim_and_revoke import sold


async def test_a_list_shown_whole_takes_two_statements(room: OrderRoom) -> None:
    """The orders, and how many keys each has; they are counted only where there are more than are shown."""
    numbers: list[str] = []
    for _ in range(3):
        order, token = await sold(room)
        await room.claims.honour(CARA, token)
        numbers.insert(0, order.number)
    async with room.db.read() as tx:
        with noted(tx) as said:
            whole = await room.shelf.my_orders(CARA, 3)
        assert len([each for each, _ in said if each.startswith("SELECT")]) == 2
        with noted(tx) as said:
            newest = await room.shelf.my_orders(CARA, 2)
        assert len([each for each, _ in said if each.startswith("SELECT")]) == 3
    assert [(each.number, each.keys) for each in whole.shown.items] == [(n, 1) for n in numbers]
    assert [each.number for each in newest.shown.items] == numbers[:2]
    assert whole.total == newest.total
