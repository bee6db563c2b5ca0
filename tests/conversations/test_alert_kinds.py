"""Alerts of what lasts: each comes as one card, is not said again meanwhile, and goes when it is over."""

from datetime import timedelta

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message
from services.actor import Actor
from tests.conversations.case_play import card_of, report
from tests.conversations.play import Play
from tests.conversations.scenes import hand_over

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def alerted(play: Play, *kinds: str, **options: str) -> None:
    """The managers' chat wishes for these kinds, every minute."""
    town, schedules = play.town, play.stage.app.house.services.schedules
    here = Actor(town.max.id, town.managers.id, town.max.name)
    for kind in kinds:
        made = await schedules.add(here, kind, "* * * * *", "UTC")
        if options:
            await schedules.change(here, made.id, options=options)


async def passes(play: Play, time: timedelta = MINUTE) -> None:
    """So long goes by; what is sold is looked at in it."""
    play.clock.forward_to(play.clock() + time)
    await play.stage.app.house.services.stock_wishes.run()
    await play.due()


def cards(play: Play, words: str) -> list[Message]:
    """The managers' cards in whose first line this stands."""
    shown = [m for m in play.town.managers.messages if m.sender is None]
    return [m for m in shown if words in m.text.partition("\n")[0]]


async def comes_and_goes(play: Play, words: str, *, over: timedelta = MINUTE) -> Message:
    """There is one card of it, also a while later; gives it."""
    await passes(play, over)
    [card] = cards(play, words)
    await passes(play, over)
    assert cards(play, words) == [card], "it is not said again while it lasts"
    return card


def is_over(card: Message) -> bool:
    """Whether the card says so."""
    return card.text.startswith("✅")


@pytest.mark.steps("notice incident-card")
async def test_stock_and_prices(play: Play) -> None:
    """Low, out and back are one card of the product; a price that moved and came back is another."""
    shop = play.town.codegames
    for entry in play.town.catalog:
        if entry.provider == "codegames":
            shop.set_stock(entry.external_id, 50)
    await alerted(play, "stock", "price")
    await passes(play, 6 * MINUTE)
    assert not cards(play, "GTA V")

    shop.set_stock("562", 2)
    low = await comes_and_goes(play, "GTA V: 2 keys left", over=6 * MINUTE)
    shop.set_stock("562", 0)
    await passes(play, 6 * MINUTE)
    out = cards(play, "GTA V is sold out")[-1]
    assert cards(play, "GTA V") == [low, out], "it became worse: that is a card of its own"
    shop.set_stock("562", 50)
    shop.set_price("562", "1912.60")
    await passes(play, 6 * MINUTE)
    assert is_over(out)

    dear = await comes_and_goes(play, "GTA V at CodeGames: 100 % dearer", over=6 * MINUTE)
    shop.set_price("562", "956.30")
    await passes(play, 6 * MINUTE)
    assert is_over(dear)


@pytest.mark.steps("notice incident-card", "notice alert-test")
async def test_providers_bans_and_the_desk_itself(play: Play) -> None:
    """Down and back, many bans and a new version: each by its own, and a test says what is so just now."""
    town, house = play.town, play.stage.app.house
    await alerted(play, "providers", "desk")
    await alerted(play, "bans", count="3", period="1")
    await passes(play)
    before = len(town.managers.messages)

    async with house.db.write() as tx:
        await tx.starts.begin("9.9", play.clock(), play.clock() - MINUTE, "0.0")
    for player in ("XB-1", "XB-2", "XB-3"):
        town.gamebase.bans.ban(town.apps["puzzle"].app_id, player)
    town.codegames.faults.add("sign_in", Fault.refusal("INVALID_CREDENTIALS"), times=None)
    await passes(play)
    refused = await comes_and_goes(play, "CodeGames refuses our sign-in")
    [banned], [crashed] = cards(play, "3 bans in an hour"), cards(play, "after a crash")
    [version] = cards(play, "The desk runs version 9.9")
    assert len(town.managers.messages) == before + 4

    bans = next(
        each
        for each in await house.services.schedules.of_chat(town.managers.id)
        if each.kind == "bans"
    )
    card = await play.say(town.max, f"/alerts show {bans.id}", town.managers)
    await play.tap(town.max, "Test", town.managers, card)
    assert "3 bans in an hour" in play.shown(town.managers).text

    town.codegames.faults.clear()
    await passes(play)
    await passes(play)
    assert is_over(refused)
    assert (
        "✅ Over: CodeGames refuses our sign-in. It ended by itself"
        in play.shown(town.managers).text
    )
    await passes(play, HOUR)
    assert all(map(is_over, (banned, crashed, version)))


@pytest.mark.steps("notice incident-card", "notice case-opened")
async def test_orders_and_cases(play: Play) -> None:
    """An order that nobody was given, and a customer who waits; both end as somebody sees to them."""
    town = play.town
    await alerted(play, "orders", "cases")
    await hand_over(play)
    await report(play)
    await play.buy("gta v")
    await passes(play, 14 * MINUTE)
    assert not cards(play, "K-")
    undelivered = await comes_and_goes(play, "its keys are here, and nobody has them yet")
    waits = await comes_and_goes(play, "A customer waits for an answer", over=50 * MINUTE)
    await play.tap(town.sam, "Send to customer", play.desk, undelivered_card(play))
    await play.gives("@cara", play.desk)
    town.sam.says("Try again, please", play.desk, card_of(play))
    await play.stage.quiet()
    await passes(play)
    assert is_over(undelivered) and is_over(waits)


def undelivered_card(play: Play) -> Message:
    """The card of the order, in the group it was bought in."""
    return next(
        m
        for m in reversed(play.desk.messages)
        if m.sender is None and "Send to customer" in m.labels()
    )


@pytest.mark.steps("notice incident-card")
async def test_who_pauses_or_removes_an_alert_hears_no_more_of_it(play: Play) -> None:
    """Its cards are over with it: nobody would see their end. Resumed it looks anew."""
    shop, town = play.town.codegames, play.town
    await alerted(play, "stock")
    shop.set_stock("562", 0)
    await passes(play, 6 * MINUTE)
    [card] = cards(play, "GTA V is sold out")
    schedules = play.stage.app.house.services.schedules
    here = Actor(town.max.id, town.managers.id, town.max.name)
    made = (await schedules.of_chat(town.managers.id))[-1]
    await schedules.pause(here, made.id)
    await play.due()
    assert is_over(card) and "its alert was paused" in card.text
    await passes(play, 6 * MINUTE)
    assert not cards(play, "GTA V is sold out")[-1].labels()
    await schedules.resume(here, made.id)
    await passes(play, 6 * MINUTE)
    card = cards(play, "GTA V is sold out")[-1]
    assert "Acknowledge" in card.labels()
    await schedules.remove(here, made.id)
    await play.due()
    assert is_over(card) and "its alert was removed" in card.text


@pytest.mark.steps("notice alert-lessened")
async def test_an_alert_says_that_its_maker_may_not_see_a_chat_any_more(play: Play) -> None:
    """Max is no manager of the desk now: the managers' alert of orders says so once, with who can mend it."""
    town, access = play.town, play.stage.app.house.services.access
    await alerted(play, "orders")
    await passes(play)
    assert not cards(play, "tells of less than before")
    owner = Actor(town.olga.id, play.desk.id, town.olga.name)
    await access.revoke(owner, town.max.id, "manager")
    await passes(play)
    await passes(play)
    [said] = cards(play, "tells of less than before")
    assert said.text.startswith(
        "⚠️ Orders that need a person, number 3, tells of less than before: Max "
    )
    assert "any more in Support desk. " in said.text and "/grant" in said.text
    await access.grant(owner, town.max.id, "manager")
    await passes(play)
    assert len(cards(play, "tells of less than before")) == 1
