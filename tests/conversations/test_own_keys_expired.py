"""Keys of own stock that expire: said on cards, before they are handed over, and beside the key."""

import re
from datetime import timedelta

import pytest

from tests.conversations.own_keys_play import FIRST, SECOND, THIRD, send_file
from tests.conversations.play import Play

ROWS = "".join(f"{key},5,EUR,2026-12-05\n" for key in (FIRST, SECOND, THIRD))


@pytest.mark.steps(
    "/keys", "/order", "/mykeys", "tap order.claim", "tap order.keep", "tap order.send"
)
async def test_a_key_that_expires_is_handed_over_with_that_said(play: Play) -> None:
    """While it is good its day is said; when it has expired staff are warned, and decide."""
    town, desk, cara = play.town, play.desk, play.town.cara
    await play.say(town.max, "/keys add gta v")
    await send_file(play, town.max, f"key,cost,currency,expires\n{ROWS}".encode())
    await play.tap(town.max, "Confirm")
    await play.say(town.sam, "/buy gta v 2", desk)
    await play.tap(town.sam, "Buy", desk)
    await play.tap(town.sam, "Confirm", desk)
    card = play.shown(desk)
    assert "⏳ 2 of them expire, the first 6 Dec 2026, 00:00" in card.text
    await play.tap(town.sam, "Send to customer", desk, card)
    await play.tap(town.sam, "1", desk)
    question = await play.answer(town.sam, "@cara", desk)
    assert "⏳ It expires 6 Dec 2026, 00:00" in question.text
    await play.tap(town.sam, "Confirm", desk)
    assert "⏳ It expires 6 Dec 2026, 00:00" in play.shown(cara.private).text

    await play.later(timedelta(days=9))
    stock = await play.say(town.max, "/keys gta v")
    assert stock.text.endswith("⚠️ One key has expired and is sold to nobody.")
    assert (await play.say(town.max, "/keys")).labels() == ["GTA V – none left, 1 expired"]
    card = await play.say(town.sam, f"/order {play.order_number(card)}", desk)
    assert "⚠️ 2 of them have expired, the first 6 Dec 2026, 00:00" in card.text
    await play.tap(town.max, "Keep in stock", desk, card)
    assert "in own stock it would be sold to nobody" in play.shown(desk).text
    await play.tap(town.sam, "Send to customer", desk, card)
    question = await play.answer(town.sam, "@cara", desk)
    assert "⚠️ It expired 6 Dec 2026, 00:00" in question.text
    await play.tap(town.sam, "Cancel", desk)
    links = len([m for m in town.sam.private.messages if "?start=" in m.text])
    await play.tap(town.sam, "Claim link", desk, card)
    asked = play.shown(desk)
    assert "⚠️ It expired" in asked.text and "all the same?" in asked.text
    assert len([m for m in town.sam.private.messages if "?start=" in m.text]) == links
    await play.tap(town.sam, "Claim link", desk, asked)
    made = town.sam.private.messages[-1].text
    [token] = re.findall(r"\?start=([\w-]{22})\b", made)
    await play.start(town.max, token)
    assert "⚠️ It expired 6 Dec 2026, 00:00" in play.shown(town.max.private).text
    await play.say(cara, "/mykeys")
    await play.tap(cara, "🔑 GTA V")
    assert "⚠️ It expired 6 Dec 2026, 00:00" in play.shown(cara.private).text
