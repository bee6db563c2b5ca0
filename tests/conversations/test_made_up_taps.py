"""Buttons nobody drew, on messages of others: what needs no permission changes only what one owns."""

import pytest

from handlers.frame.callback import pack
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought

OPEN_TAPS = {
    "menu.first": (),
    "menu.area": ("reports",),
    "menu.open": ("whoami",),
    "language.set": ("en",),
    "confirm.cancel": ("nothing-held",),
}


@begins(one_bought)
@pytest.mark.steps("tap menu.first", "tap menu.area", "tap menu.open", "tap language.set")
async def test_open_taps_edit_no_card_of_others(play: Play) -> None:
    """A stranger in the group presses them on the shared order card and on Olga's menu: both stay."""
    town, desk = play.town, play.desk
    desk.add(town.stan)
    card = play.begun(one_bought)
    menu = await play.say(town.olga, "/menu", desk)
    before = [(each.text, each.labels()) for each in (card, menu)]
    for verb, values in OPEN_TAPS.items():
        play.done.add(f"tap {verb}")
        for message in (card, menu):
            await play.forge(town.stan, pack(verb, town.stan.id, *values), message)
            await play.forge(town.stan, pack(verb, None, *values), message)
            assert [(each.text, each.labels()) for each in (card, menu)] == before, verb


async def test_one_owns_ones_own_menu(play: Play) -> None:
    """It is edited, also by a second tap on a button that has gone from it meanwhile."""
    town, desk = play.town, play.desk
    menu = await play.say(town.olga, "/menu", desk)
    said = len(desk.messages)
    button = next(b for row in menu.keyboard for b in row if (b.data or "").startswith("menu.area"))
    await play.tap(town.olga, button.label, desk, menu)
    changed = menu.text
    await play.forge(town.olga, button.data or "", menu)
    assert menu.text == changed
    assert len(desk.messages) == said


@begins(one_bought)
async def test_a_right_of_another_chat_edits_no_card_here(play: Play) -> None:
    """Sam's order of the desk, refreshed by a made-up button on a card of the managers, comes anew."""
    town, managers = play.town, play.town.managers
    number = play.order_number(play.begun(one_bought))
    managers.add(town.sam)
    card = await play.say(town.max, "/menu", managers)
    before = card.text
    await play.forge(town.sam, pack("order.refresh", None, number), card)
    assert card.text == before
    assert number in play.shown(managers).text
