"""Menus obey their opener, are checked when they are pressed, and nothing forged does anything."""

from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought


async def test_a_menu_obeys_only_its_opener(play: Play) -> None:
    """Somebody else, a manager too, is told to open one of their own."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/stock", desk)
    answer = await (await play.tap(town.max, "Next", desk)).answered()
    assert answer.show_alert
    assert answer.text == ("This menu belongs to somebody else. Open your own with the command.")
    assert "page 1 of 2" in card.text


@begins(one_bought)
async def test_an_order_card_is_shared(play: Play) -> None:
    """Whoever may deliver can use the card of an order that somebody else has bought."""
    await play.tap(play.town.max, "Claim link", play.desk)
    assert "?start=" in play.shown(play.town.max.private).text


FORGED = [
    "",
    ":",
    "x",
    "stock.page",
    "no.such:verb:1",
    "stock.page::99999999999999999999999",
    "stock.page::-5",
    "stock.product::0",
    "stock.product::999999999999999999999999999",
    "buy.count::1:-1",
    "buy.count::1:999999999999999999999999",
    "order.confirm::K-0000-0000",
    "order.claim::",
    "orders.page::everything:1",
    "orders.page::all:0",
    "orders.page::all:-1",
    "player.show::zzz:PZ1001",
    "alert.open::1",
    "sales.show::century",
    "grant.do::manager:1:1",
    "permissions.switch::support:roles.edit:1",
    "language.set::../../etc",
    "menu.open::start",
    "stock.page:%:1",
    "stock.page:-:1",
    "stock.page:ZZZ:1",
    "\N{SKULL}:\N{SKULL}:\N{SKULL}",
    "' OR 1=1 --::1",
]
MALFORMED = [
    "stock.page::",
    "stock.page::abc",
    "stock.product",
    "buy.count::1",
    "orders.page::all",
    "order.show::K-2222-2222:x",
    "mykeys.page::x",
]


async def test_forged_data_is_answered_and_does_nothing(play: Play) -> None:
    """A supporter's odd client: each tap is answered, nothing is bought, granted or blamed on us."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/stock", desk)
    grants = play.stage.app.house.services.access.members(desk.id)
    for data in FORGED:
        tap = town.sam.forges(data, card)
        await play.stage.quiet()
        await tap.answered()
        said = play.shown(desk).text
        assert "Sorry" not in said, data
    assert town.codegames.charges == 0
    assert play.stage.app.house.services.access.members(desk.id) == grants
    assert "956.30" in (await play.say(town.sam, "/stock gtav", desk)).text


async def test_malformed_data_is_answered_and_leaks_nothing(play: Play) -> None:
    """Arguments that no button of ours has: the tap is answered, nothing happens, no cause is shown."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/stock", desk)
    for data in MALFORMED:
        tap = town.sam.forges(data, card)
        await play.stage.quiet()
        await tap.answered()
    said = "\n".join(message.text for message in desk.messages if message.sender is None)
    assert not any(word in said for word in ("Error", "Traceback", "sqlite", "int()", "unpack"))
    assert town.codegames.calls == []
    assert "956.30" in (await play.say(town.sam, "/stock gtav", desk)).text


async def test_a_button_of_an_earlier_version_says_so(play: Play) -> None:
    """Not silence, and what to do instead."""
    card = await play.say(play.town.sam, "/stock", play.desk)
    said = await play.forge(play.town.sam, "shop.list:1", card)
    assert said == "This menu is from an earlier version. Please open it again with its command."


async def test_a_stale_page_is_the_nearest_there_is(play: Play) -> None:
    """A page that is gone shows the last one."""
    card = await play.say(play.town.sam, "/stock", play.desk)
    await play.forge(play.town.sam, "stock.page::9", card)
    assert "page 2 of 2" in card.text


async def test_a_card_whose_message_is_gone_comes_anew(play: Play) -> None:
    """Somebody deleted the menu while it was pressed: the answer is a new message."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/stock", desk)
    tap = play.press(town.sam, "Next", desk)
    town.world.remove(card)
    await tap.answered()
    await play.stage.quiet()
    assert "page 2 of 2" in play.shown(desk).text


async def test_taps_from_a_private_chat_on_group_buttons_have_no_rights(play: Play) -> None:
    """A forged press in the own private chat is checked against that chat's rights."""
    town = play.town
    hello = await play.say(town.sam, "/whoami")
    for data in ("stock.page::1", "buy.count::1:1", "orders.page::all:1", "sales.now::"):
        assert "You may not do this here." in await play.forge(town.sam, data, hello)
    assert town.codegames.calls == []
