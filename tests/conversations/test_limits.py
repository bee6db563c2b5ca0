"""/limits: what may be spent without asking, set by a line and by buttons, looked at, and held to."""

import pytest

from services.actor import Actor
from tests.conversations.play import Play
from tests.one_day import one_day


@pytest.mark.steps("/limits", "tap limit.do", "tap order.confirm")
async def test_a_line_sets_a_limit_and_an_order_above_it_is_not_bought(play: Play) -> None:
    """It asks first, is in force at once, and says why; what is left is anybody's to ask who may buy."""
    town, desk = play.town, play.desk
    card = await play.say(town.olga, "/limits 1000 KZT a day for support", desk)
    assert "Set this limit? KZT\u00a01,000.00 a day for one person: support" in card.text
    await play.tap(town.olga, "Confirm", desk)
    assert card.text.startswith(
        "✅ The limit is set: KZT\u00a01,000.00 a day for one person: support"
    )
    privately = await play.say(town.olga, "/limits")
    assert "None for every chat." in privately.text
    assert "Support desk: KZT\u00a01,000.00 a day for one person: support" in privately.text
    await play.buy()
    assert town.codegames.charges == 1
    left = await play.say(town.sam, "/limits mine", desk)
    assert "KZT\u00a0956.30 spent, KZT\u00a043.70 left" in left.text
    await play.say(town.sam, "/buy gta v 1", desk)
    await play.tap(town.sam, "Confirm", desk)
    assert town.codegames.charges == 1
    refused = play.shown(desk).text
    assert "KZT\u00a043.70 was left, so this is KZT\u00a0912.60 too much" in refused


@pytest.mark.steps("tap limits.show", "tap limit.new", "tap limit.whom", "tap limit.amount")
@pytest.mark.steps("answer limit.amount", "tap limit.ask", "tap limit.do", "tap limit.open")
@pytest.mark.steps("tap limit.person", "answer limit.person")
async def test_buttons_set_change_and_remove_one(play: Play) -> None:
    """Scope, whose, amount; the list shows it; another amount says what it was; gone is gone."""
    town, desk = play.town, play.desk
    card = await play.say(town.olga, "/limits", desk)
    assert "None is set" in card.text
    await play.tap(town.olga, "New limit", desk, card)
    await play.tap(town.olga, "One person a day", desk, card)
    await play.tap(town.olga, "A person…", desk, card)
    await play.answer(town.olga, str(town.sam.id), desk)
    question = await play.answer(town.olga, "500 KZT", desk)
    assert "a day for one person: Sam" in question.text
    await play.tap(town.olga, "In every chat", desk, question)
    assert "in all chats together: Sam" in question.text
    await play.tap(town.olga, "In this chat only", desk, question)
    await play.tap(town.olga, "Confirm", desk, question)
    await play.tap(town.olga, "Back", desk, question)
    assert "1. KZT\u00a0500.00 a day for one person: Sam" in question.text
    await play.tap(town.olga, "1", desk, question)
    await play.tap(town.olga, "Other amount", desk, question)
    again = await play.answer(town.olga, "none KZT", desk)
    assert "Remove this limit?" in again.text
    await play.tap(town.olga, "Cancel", desk, again)
    await play.tap(town.olga, "1", desk, again)
    await play.tap(town.olga, "Other amount", desk, again)
    third = await play.answer(town.olga, "600 KZT", desk)
    assert "So far it is KZT\u00a0500.00 a day for one person." in third.text
    await play.tap(town.olga, "Confirm", desk, third)
    await play.tap(town.olga, "Back", desk, third)
    await play.tap(town.olga, "1", desk, third)
    await play.tap(town.olga, "Remove", desk, third)
    await play.tap(town.olga, "Confirm", desk, third)
    assert third.text.startswith("✅ The limit is removed: KZT\u00a0600.00")
    listing = await play.say(town.olga, "/audit team", desk)
    assert "removed a limit: KZT\u00a0600.00 a day for one person" in listing.text


@pytest.mark.steps("/limits")
@one_day(
    ("typed", "said"),
    [
        ("500 EUR", "How to write it"),
        ("500 EUR a day for", "How to write it"),
        ("EUR a day", "How to write it"),
        ("-5 EUR a day", "“-5” is no amount that I can read"),
        ("1e99 EUR a day", "“1e99” is no amount that I can read"),
        ("1000000000000 EUR a day", "is no amount a limit can have"),
        (
            "1,000 KZT a day",
            "“1,000” can be read as two amounts, so I take neither. Write 1000 or 1.00",
        ),
        (
            "KZT 1.000 a day",
            "“1.000” can be read as two amounts, so I take neither. Write 1000 or 1.00",
        ),
        ("1000.5 JPY a day", "“1000.5” is too fine: JPY has no digits behind the point."),
        ("5.1234 KWD a day", "“5.1234” is too fine: KWD has 3 digits behind the point."),
        ("5 EUX a day", "I know no currency “EUX”"),
        ("none EUR a day", "There is no such limit"),
    ],
)
async def test_a_slip_is_told_how_to_write_it(play: Play, typed: str, said: str) -> None:
    """With an example, and nothing is set."""
    answer = await play.say(play.town.olga, f"/limits {typed}", play.desk)
    assert said in answer.text or "/limits 500 EUR a day for support" in answer.text


@pytest.mark.steps("/limits")
async def test_a_manager_sees_what_is_left_and_sets_nothing(play: Play) -> None:
    """DESIGN 5: neither typed nor by a button nobody drew; and support sets nothing either."""
    town, desk = play.town, play.desk
    assert "No limit is set for you here." in (await play.say(town.max, "/limits", desk)).text
    for person in (town.max, town.sam):
        refused = await play.say(person, "/limits 5 KZT an order", desk)
        assert "change limits" in refused.text
        await play.forge(person, "limit.do::o:KZT:5::0", refused)
        assert "change limits" in play.shown(desk).text
    await play.forge(town.olga, "limit.do::o:KZT:9e9::0", refused)
    await play.forge(town.olga, "limit.do::o:KZT:5:=1087968824:0", refused)
    assert "None is set" in (await play.say(town.olga, "/limits", desk)).text


@pytest.mark.steps("/limits")
async def test_who_only_sets_limits_opens_it_and_who_only_buys_sees_what_is_left(
    play: Play,
) -> None:
    """Either right is enough, for the command and its button in /menu; neither is not."""
    town, desk, services = play.town, play.desk, play.stage.app.house.services
    olga = Actor(town.olga.id, desk.id, "Olga")
    desk.add(town.stan)
    for permission, said in (
        ("stock.view", "buy keys"),
        ("limits.edit", "None is set"),
        ("orders.buy", "No limit is set for you here"),
    ):
        role = f"only {permission.replace('.', ' ')}"
        await services.own_roles.make(olga, role)
        await services.own_roles.allow(olga, role, permission, True)
        await services.access.grant(olga, town.stan.id, role)
        assert said in (await play.say(town.stan, "/limits", desk)).text
        menu = await play.say(town.stan, "/help", desk)
        assert ("/limits" in menu.text) is (permission != "stock.view")
        await services.access.revoke(olga, town.stan.id, role)


@pytest.mark.steps("/limits", "tap limit.do", "tap limit.amount", "answer limit.amount")
async def test_a_limit_says_in_which_currencies_nothing_is_held_back(play: Play) -> None:
    """Before and after it is set, in /limits and /limits mine; and a button sets one for such a currency."""
    town, desk = play.town, play.desk
    await _priced_in_reais(play)
    said = "nothing of the kind holds what is priced in "
    card = await play.say(town.olga, "/limits 500 KZT an order", desk)
    assert said in card.text and "BRL" in card.text.partition(said)[2]
    await play.tap(town.olga, "Confirm", desk, card)
    assert said in card.text and "BRL" in card.text.partition(said)[2]
    for words, person in (("/limits", town.olga), ("/limits mine", town.sam)):
        shown = (await play.say(person, words, desk)).text
        assert "No limit holds for: " in shown and "KZT" not in shown.partition("holds for: ")[2]
    await play.tap(town.olga, "One in BRL too", desk, card)
    assert "How much in BRL?" in play.shown(desk).text
    question = await play.answer(town.olga, "20", desk)
    assert "Set this limit? R$20.00 an order: everybody" in question.text.replace("\u00a0", "")
    await play.tap(town.olga, "Confirm", desk, question)
    held = (await play.say(town.sam, "/limits mine", desk)).text
    assert "BRL" not in held.partition("holds for: ")[2]


@pytest.mark.steps("/limits")
async def test_a_limit_of_another_kind_or_for_others_does_not_make_a_currency_held(
    play: Play,
) -> None:
    """What support may spend a day says nothing of a single order of everybody; one for everybody does."""
    town, desk = play.town, play.desk
    await _priced_in_reais(play)
    said = "nothing of the kind holds what is priced in "
    for line, held in (
        ("900 BRL a day", False),
        ("900 BRL an order for support", False),
        ("900 BRL an order", True),
    ):
        await play.say(town.olga, f"/limits {line}", desk)
        await play.tap(town.olga, "Confirm", desk)
        card = await play.say(town.olga, "/limits 500 KZT an order", desk)
        assert ("BRL" not in card.text.partition(said)[2]) is held


async def _priced_in_reais(play: Play) -> None:
    """An offer in another currency than the others."""
    olga = Actor(play.town.olga.id, play.desk.id, "Olga")
    await play.stage.app.house.services.catalog.add(olga, "GTA V", "own", "7000", "BRL")
