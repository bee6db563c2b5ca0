"""A day at the desk in which everything goes wrong once."""

import json
import secrets
from datetime import timedelta

from handlers.frame.callback import pack
from sandbox.faults import Fault
from tests.campaigns import leaks
from tests.conversations.play import Play


async def whole_day(play: Play) -> tuple[list[str], list[str]]:
    """Play it; gives the numbers of the first orders, and the references of what crashed."""
    numbers = await sell(play)
    await go_wrong(play, numbers)
    await lose_answers(play)
    await confuse_telegram(play)
    await look_around(play)
    return numbers, await crash(play)


async def sell(play: Play) -> list[str]:
    """The good part: bought, shown, linked, claimed, found again, sent; gives the order numbers."""
    town, desk = play.town, play.desk
    await play.say(town.sam, "/stock gtav", desk)
    for label in ("Buy", "1", "Confirm"):
        await play.tap(town.sam, label, desk)
    first = play.order_number(play.shown(desk))
    await play.tap(town.sam, "Show to me", desk)
    await play.tap(town.sam, "Claim link", desk)
    await play.tap(town.sam, "Revoke link", town.sam.private)
    await play.tap(town.sam, "Claim link", desk)
    await play.tap(town.sam, "Copy link", town.sam.private)
    token = (town.sam.clipboard or "").partition("?start=")[2]
    await play.start(town.cara, token)
    await play.start(town.carl, token)
    await play.say(town.cara, "/mykeys")
    await play.say(town.cara, f"/key {first}")
    await play.tap(town.cara, "Problem with this key", town.cara.private)
    await play.tap(town.cara, "Already used", town.cara.private)
    [key] = play.sold()
    await play.say(town.cara, f"It says that {key.lower()} is used up. {key}!")
    card = await play.buy('"red dead"', 2)
    second = play.order_number(card)
    await play.tap(town.sam, "Send to customer", desk)
    await play.tap(town.sam, "All 2", desk)
    await play.gives(str(town.carl.id), desk)
    return [first, second]


async def go_wrong(play: Play, numbers: list[str]) -> None:
    """What people do wrong: pasted keys, wrong and used links, somebody else's orders."""
    town, desk = play.town, play.desk
    await play.buy("minecraft")
    await play.tap(town.sam, "Send to customer", desk)
    await play.gives("@stan", desk)
    await play.say(town.sam, "/cancel", desk)
    keys = play.sold()
    for key in keys:
        await play.say(town.sam, f"/order {key}", desk)
        await play.say(town.carl, f"/key {key}")
        await play.say(town.stan, f"/order {key}")
        await play.say(town.max, f"/resolve {key}", town.managers)
    for person in (town.carl, town.stan):
        for _ in range(5):
            await play.start(person, secrets.token_urlsafe(16))
    for number in numbers:
        await play.say(town.stan, f"/key {number}")
    town.codegames.next_keys(keys[0])
    await play.buy("elden ring")  # a key that was sold before
    await play.blocks(town.carl)
    await play.tap(town.sam, "Send to customer", desk)
    await play.gives(str(town.carl.id), desk)


async def lose_answers(play: Play) -> None:
    """What providers do wrong; their error pages hold what they were sent.

    Never so often in a row that they would count as down: then they would not be asked.
    """
    town, desk, shop, games = play.town, play.desk, play.town.codegames, play.town.gamebase
    told = f"password={shop.password}&token={leaks.provider_tokens(play)[0]}"
    page = Fault.status(500, told, content_type="text/html")
    as_json = Fault.status(400, json.dumps({"error": told}), content_type="application/json")
    for endpoint in ("check", "pay", "keys"):
        for fault in (page, as_json, Fault.truncated(), Fault.malformed(), Fault.lost_after()):
            shop.faults.add(endpoint, fault)
            await try_to_buy(play, "roblox")
            shop.faults.clear()
            await play.later(timedelta(minutes=1))
    shop.expire_tokens()
    shop.faults.add("sign_in", page, times=3)
    await play.say(town.max, "/providers", town.managers)
    await play.say(town.sam, "/stock gtav", desk)
    shop.faults.add("sign_in", as_json, times=1)
    await play.say(town.max, "/providers", town.managers)
    await play.later(timedelta(minutes=20))
    uncertain = [sold for sold in shop.orders if sold.offer_id == "622"][-1]
    await play.say(town.max, "/resolve", desk)
    listed = next(label for label in play.shown(desk).labels() if label.startswith("K-"))
    await play.tap(town.max, listed, desk)
    for reference in ("999999", str(uncertain.order_id)):
        await play.tap(town.max, "Enter order id", desk)
        await play.answer(town.max, reference, desk)
    player = f"/player puzzle {town.players[0].user_id}"
    secret = town.apps["puzzle"].secret_key
    for fault in (Fault.status(500, f"X-Secret-Key: {secret}"), Fault.truncated(), as_json):
        for endpoint, asked in (("member", player), ("maintenance", "/maintenance")):
            games.faults.add(endpoint, fault, times=3)
            await play.say(town.sam, asked, desk)
            games.faults.clear()
            await play.say(town.sam, asked, desk)


async def try_to_buy(play: Play, words: str) -> None:
    """As far as the provider lets it come."""
    card = await play.say(play.town.sam, f"/buy {words} 1", play.desk)
    if "Confirm" in card.labels():
        await play.tap(play.town.sam, "Confirm", message=card)


async def confuse_telegram(play: Play) -> None:
    """What Telegram does wrong: answers lost, refused or nonsense while keys are on their way."""
    world, town, desk = play.town.world, play.town, play.desk
    card = await play.buy("gta v")
    nonsense = Fault.status(200, json.dumps({"ok": True, "result": {"x": world.token}}))
    faults = (
        Fault.lost_after(),
        Fault.truncated(),
        Fault.html(502),
        nonsense,
        Fault.error(400, "Bad Request: something about that text"),
        Fault.error(400, "Bad Request: can't parse entities: no end tag at byte offset 9"),
    )
    for fault in faults:
        world.faults.add("sendMessage", fault, when=_is_private)
        await play.tap(town.sam, "Show to me", desk, card)
        world.faults.add("sendMessage", fault, when=_is_private)
        await play.tap(town.sam, "Claim link", desk, card)
        world.faults.clear()
    await play.tap(town.sam, "Claim link", desk, card)
    await play.tap(town.sam, "New link", desk)  # of those before nobody has read anything
    await play.tap(town.sam, "Copy link", town.sam.private)
    token = (town.sam.clipboard or "").partition("?start=")[2]
    for fault in faults:
        world.faults.add("sendMessage", fault, when=_is_private, times=2)
        await play.start(town.cara, token)
        world.faults.clear()
    world.faults.add("getUpdates", nonsense)
    await play.start(town.cara, token)


async def look_around(play: Play) -> None:
    """Everything that lists, counts and reports, and the next morning's digest."""
    town, desk = play.town, play.desk
    for text in ("/menu", "/whoami", "/orders all", "/catalog", "/providers", "/roles", "/alerts"):
        await play.say(town.olga, text, desk)
    await play.say(town.max, "/grant support @cara", desk)
    await play.say(town.max, "/sales today", town.managers)
    tomorrow = (play.clock() + timedelta(days=1)).replace(hour=9, minute=0, second=0)
    await play.later(tomorrow)
    await play.say(town.cara, "/mykeys")


async def crash(play: Play) -> list[str]:
    """Steps that fail for reasons of ours; gives the references people were told."""
    town, desk = play.town, play.desk
    key = play.sold()[0]
    for verb in ("buy.offer", "order.open", "grant.length"):
        data = pack(verb, town.olga.id, key)
        await play.forge(town.olga, data, play.shown(desk))
    told = [word for text in leaks.all_texts(play) for word in _words(text)]
    return [word for word in told if word.startswith("E-") and len(word) == 8]


def _words(text: str) -> list[str]:
    return text.replace("<", " ").replace(">", " ").split()


def _is_private(params: object) -> bool:
    return isinstance(params, dict) and int(params["chat_id"]) > 0
