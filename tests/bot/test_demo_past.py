"""The demo's past: what it says of two months is what stands in the rows, and what Hype's books say."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from bot.demo.serve import prepare, set_back
from services.limits.scopes import millionths
from storage.tables.keys import keys
from storage.tables.limits import spent
from storage.tables.orders import orders, purchases


async def test_the_demo_begins_with_a_past_that_adds_up() -> None:
    """Orders, limits, books and totals agree; cards of the last days are closed; the clock is right again."""
    stage, clock, now = set_back()
    await stage.start()
    try:
        await prepare(stage, clock, now)
        assert abs(clock() - datetime.now(UTC)) < timedelta(seconds=1)
        assert stage.town.complaints == []
        async with stage.app.house.db.read() as tx:
            run = tx.connection.execute
            rows = (await run(select(orders))).all()
            bought = (await run(select(purchases))).all()
            keyed = (
                await run(select(keys.c.purchase_id, func.count()).group_by(keys.c.purchase_id))
            ).all()
            sums = {tuple(row[:4]): row.amount for row in await run(select(spent))}
        assert {row.currency for row in rows} == {"KZT", "BRL"}
        assert {row.status for row in rows} >= {"delivered", "failed", "reversed", "keyed"}
        first = min(row.confirmed_at for row in rows)
        assert timedelta(days=59) < now - first < timedelta(days=62)

        by_order = defaultdict(list)
        for each in bought:
            by_order[each.order_id].append(each)
        held: dict[tuple[int, int, str, str], int] = defaultdict(int)
        for row in rows:
            mine = by_order[row.id]
            assert len(mine) == row._mapping["count"]
            kept = [each for each in mine if each.status == "accepted"]
            assert row.held == millionths(row.unit_price * len(kept))
            for chat, who, period in (
                (row.chat_id, row.buyer_id, row.held_day),
                (0, row.buyer_id, row.held_desk_day),
                (row.chat_id, 0, row.held_day),
                (row.chat_id, 0, row.held_day[:7]),
            ):
                held[chat, who, period, row.currency] += row.held
        assert sums == held
        with_keys = [each.id for each in bought if each.status in ("accepted", "reversed")]
        assert sorted(dict(map(tuple, keyed))) == sorted(with_keys)

        pins = {pin.reference: pin for pin in stage.town.hype.pins}
        ours = {each.txn_id for each in bought if each.txn_id in pins}
        assert ours == set(pins)
        of_hype = {row.id for row in rows if row.provider == "hype" and row.status != "failed"}
        assert all(each.txn_id in pins for each in bought if each.order_id in of_hype)

        managers = stage.town.managers
        assert managers.pinned == []
        texts = "\n".join(message.text for message in managers.messages)
        for words in ("racing is open again", "Disk of db1", "took it in hand", "backup of db2"):
            assert words in texts
    finally:
        await stage.stop()
