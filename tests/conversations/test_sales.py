"""/sales and the daily digest: the same numbers on demand and by themselves, once a day."""

from datetime import timedelta

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message
from services.actor import Actor
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought


def digests(play: Play) -> list[Message]:
    """The digests the managers have got."""
    said = [m for m in play.town.managers.messages if "📊 Sales, " in m.text]
    return [message for message in said if "Today so far" in message.labels()]


async def nine_tomorrow(play: Play) -> None:
    """Let it become nine the next morning."""
    tomorrow = play.clock() + timedelta(days=1)
    await play.later(tomorrow.replace(hour=9, minute=0, second=1, microsecond=0))


@pytest.mark.steps("/sales", "tap sales.show")
async def test_sales_counts_orders_keys_and_money(play: Play) -> None:
    """What was bought, what failed and what is uncertain, in total and by provider."""
    town, chat = play.town, play.town.managers
    await play.buy("gta v", 2)
    await play.buy("minecraft")
    town.codegames.faults.add("pay", Fault.refusal("PRODUCT_OFFER_OUT_OF_STOCK"))
    await play.buy("elden")
    town.codegames.faults.add("pay", Fault.lost_after())
    await play.buy("elden")
    await play.later(timedelta(seconds=6))
    await play.desk.until(lambda: "needs a manager" in play.shown(play.desk).text)
    card = await play.say(town.max, "/sales", chat)
    assert "4 orders, 3 keys" in card.text
    assert "Bought for KZT\u00a015,362.60" in card.text
    assert "❓ One order waits for a person: /orders uncertain" in card.text
    assert "❌ One failed: /orders failed" in card.text
    assert "CodeGames, 1 uncertain, 1 failed | 3 | KZT\u00a015,362.60" in card.text
    for label in ("Yesterday", "Week", "Month", "Today", "Refresh"):
        await play.tap(town.max, label, chat)
        assert ("No orders." in card.text) == (label == "Yesterday")


@begins(one_bought)
@pytest.mark.steps("/sales")
@pytest.mark.parametrize("period", ["today", "WEEK", "month"])
async def test_periods_can_be_typed(play: Play, period: str) -> None:
    """In any case; a wrong one gets the usage and an example."""
    card = await play.say(play.town.max, f"/sales {period}", play.town.managers)
    assert "One order, one key" in card.text
    wrong = await play.say(play.town.max, "/sales soon", play.town.managers)
    assert wrong.text.startswith(
        "Usage: /sales [product] [today | yesterday | week | 14d | last month"
    )
    assert "\nA period is said like: today, yesterday, friday" in wrong.text
    ahead = await play.say(play.town.max, "/sales 2025-01-01..2099-01-01", play.town.managers)
    assert ahead.text.startswith(
        "2099-01-01 lies ahead, and nothing is known of it yet. Until today it is 2025"
    )
    month = f"/incidents {play.clock():%Y-%m}"
    said = await play.say(play.town.max, month, play.town.managers)
    assert "Incidents" in said.text and "Usage" not in said.text


@pytest.mark.steps("tap sales.product")
async def test_a_product_is_asked_for_by_its_words(play: Play) -> None:
    """With a period before or behind it; where several are meant, one is chosen."""
    town, chat = play.town, play.town.managers
    await play.buy("gta v", 2)
    card = await play.say(town.max, "/sales gta v", chat)
    assert "GTA V" in card.text and "One order, 2 keys" in card.text
    await play.tap(town.max, "Yesterday", chat)
    assert "No orders." in card.text
    await play.tap(town.max, "Back", chat)
    assert "📊 Sales" in card.text
    card = await play.say(town.max, "/sales last 3 months gta v", chat)
    assert "One order, 2 keys" in card.text
    await play.tap(town.max, "Orders", chat)
    assert "Orders of GTA V: 1" in card.text
    for said in ("last month", "next week", "all"):
        assert (
            "🔮 What runs out first" in (await play.say(town.max, f"/forecast {said}", chat)).text
        )
    assert "🔮 GTA V" in (await play.say(town.max, "/forecast gta v last month", chat)).text
    olga = Actor(town.olga.id, chat.id, "Olga")
    await play.stage.app.house.services.catalog.add(olga, "Diablo 4", "codegames", "5004", "KZT")
    month = await play.say(town.max, "/sales diablo 4 2026-10", chat)
    assert month.text.startswith("📦 Diablo 4, 1 Oct 2026 – 31 Oct 2026")
    assert "📦 Diablo 4, 4 Oct" not in (await play.say(town.max, "/sales diablo 4 oct", chat)).text
    assert "🔮 Diablo 4" in (await play.say(town.max, "/forecast diablo 4 last month", chat)).text
    assert "There is no" in (await play.say(town.max, "/sales 30 feb 2026", chat)).text
    several = await play.say(town.max, "/sales e this week", chat)
    assert len(several.labels()) > 1
    await play.tap(town.max, several.labels()[0], chat)
    assert "📦" in several.text and "Refresh" in several.labels()


async def test_cards_of_a_merged_product_go_on_with_the_other(play: Play) -> None:
    """Refresh and Orders of its sales, and Refresh of its offers."""
    town, chat, services = play.town, play.town.managers, play.stage.app.house.services
    await play.buy("minecraft", 1)
    card = await play.say(town.max, "/sales minecraft today", chat)
    orders = await play.say(town.max, "/sales minecraft today", chat)
    stock = await play.say(town.max, "/stock minecraft", chat)
    stays, gone = (services.catalog.search(each, 9)[0] for each in ("gta v", "minecraft"))
    olga = Actor(town.olga.id, town.olga.id, "Olga")
    await services.catalog_editing.merge(olga, gone.id, stays.id)
    await play.tap(town.max, "Orders", chat, orders)
    assert "Orders of GTA V: 1" in orders.text
    await play.tap(town.max, "Refresh", chat, card)
    assert card.text.startswith("📦 GTA V,") and "One order, one key" in card.text
    await play.tap(town.max, "Refresh", chat, stock)
    assert "GTA V" in stock.text


@pytest.mark.steps("tap sales.by", "tap sales.of")
async def test_a_report_leads_to_the_orders_behind_its_numbers(play: Play) -> None:
    """By product, provider and buyer; also of a month, and of days, that were typed."""
    town, chat = play.town, play.town.managers
    await play.buy("gta v", 2)
    await play.buy("minecraft")
    now = play.clock()
    for typed in (f"{now:%Y-%m}", f"{now:%Y-%m-%d}", f"2026-01-01..{now:%Y-%m-%d}"):
        card = await play.say(town.max, f"/sales {typed}", chat)
        assert "2 orders, 3 keys" in card.text
    for label, name in (("Products", "Minecraft"), ("Providers", "CodeGames"), ("Buyers", "Sam")):
        await play.tap(town.max, label, chat)
        assert name in card.text
        (lead,) = [each for each in card.labels() if name in each]
        await play.tap(town.max, lead, chat)
        assert f"Orders of {lead}: {1 if label == 'Products' else 2}" in card.text
        assert ("GTA V" in card.text) == (label != "Products")
        assert "Minecraft: Java & Bedrock × 1" in card.text
        await play.tap(town.max, "Back", chat)
        await play.tap(town.max, "Back", chat)
    assert "2 orders, 3 keys" in card.text
    stale = await play.forge(town.max, "sales.of::p:99:today:1", card)
    assert "no longer" in stale or "again" in stale


async def test_support_sees_no_sales(play: Play) -> None:
    """Neither typed nor by a forged button."""
    said = await play.say(play.town.sam, "/sales", play.desk)
    assert "“see sales”" in said.text
    assert "“see sales”" in await play.forge(play.town.sam, "sales.show::today", said)


@begins(one_bought)
@pytest.mark.steps("notice digest", "tap sales.now")
async def test_the_digest_comes_at_nine_and_once(play: Play) -> None:
    """It tells of yesterday; looking again and a restart bring no second one; the next day does."""
    await nine_tomorrow(play)
    assert len(digests(play)) == 1
    assert "One order, one key" in digests(play)[0].text
    await play.due()
    await play.restart()
    await play.later(timedelta(hours=3))
    assert len(digests(play)) == 1
    await play.tap(play.town.max, "Today so far", play.town.managers)
    assert "No orders." in play.shown(play.town.managers).text
    await nine_tomorrow(play)
    assert len(digests(play)) == 2
    assert "No orders." in digests(play)[1].text


@begins(one_bought)
async def test_a_process_that_stood_still_at_nine_makes_up_for_it_once(play: Play) -> None:
    """Started again at noon it sends the morning's digest, and no other."""
    await play.stage.app.stop()
    tomorrow = play.clock() + timedelta(days=1)
    play.clock.forward_to(tomorrow.replace(hour=12))
    await play.restart()
    await play.due()
    await play.town.managers.until(lambda: len(digests(play)) == 1)
    await play.due()
    assert len(digests(play)) == 1
    assert "One order, one key" in digests(play)[0].text


async def test_a_lost_answer_sends_no_digest_twice(play: Play) -> None:
    """Telegram took it, the answer is lost, the process restarts: still one."""
    town = play.town
    town.world.faults.add(
        "sendRichMessage",
        Fault.lost_after(),
        when=lambda params: params["chat_id"] == town.managers.id,
    )
    await nine_tomorrow(play)
    await play.restart()
    await play.later(timedelta(minutes=30))
    assert len(digests(play)) == 1


@begins(one_bought)
@pytest.mark.steps("tap sales.layout", "notice digest")
async def test_a_chat_can_have_its_reports_as_plain_text_and_back(play: Play) -> None:
    """/sales and the digest follow what the chat has chosen; support may not choose."""
    town, chat = play.town, play.town.managers
    card = await play.say(town.max, "/sales", chat)
    assert {block.kind for block in card.rich} >= {"heading", "details", "table", "footer"}
    await play.tap(town.max, "As plain text", chat)
    assert not card.rich and "• CodeGames – one order, one key" in card.text
    await nine_tomorrow(play)
    assert not digests(play)[0].rich and "<blockquote expandable>" in digests(play)[0].html
    await play.tap(town.max, "With tables and charts", chat, card)
    assert card.rich
    assert "“" in await play.forge(town.sam, "sales.layout::today:classic", card)
    assert card.rich
