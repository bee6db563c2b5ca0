"""What everybody may do: /start, /help, /menu, /language, /whoami, /cancel; and strangers."""

import pytest

from services.actor import Actor
from tests.conversations.play import Play


@pytest.mark.steps("/start")
async def test_start_welcomes_each_by_what_they_are(play: Play) -> None:
    """An owner is told of /setup, staff of /menu, a customer of the link."""
    town = play.town
    await play.say(town.olga, "/grant support @sam everywhere")
    await play.tap(town.olga, "Confirm")
    assert "You own this desk." in (await play.start(town.olga)).text
    assert (await play.start(town.sam)).text == (
        "Welcome, Sam Support. /menu shows what you can do here."
    )
    assert "Open the link you were given" in (await play.start(town.stan)).text
    assert "This chat is set up" in (await play.say(town.sam, "/start", play.desk)).text


@pytest.mark.steps("/help")
async def test_help_lists_what_this_person_may_do_here(play: Play) -> None:
    """Support sees no /sales, a manager does, a customer sees the keys only."""
    town, desk = play.town, play.desk
    support = (await play.say(town.sam, "/help", desk)).text
    assert "/stock – Stock and prices of a product" in support
    assert "/sales" not in support
    assert "/mykeys" not in support
    assert "/sales" in (await play.say(town.max, "/help", desk)).text
    customer = (await play.say(town.cara, "/help")).text
    assert "/mykeys – Your keys" in customer
    assert "/stock" not in customer


async def test_help_of_many_commands_is_sorted_as_the_menu_is(play: Play) -> None:
    """An owner reads areas under the menu's own headings, the work of every day before them."""
    told = (await play.say(play.town.olga, "/help", play.desk)).text
    parts = [part.splitlines() for part in told.split("\n\n")]
    assert parts[0] == ["What you can do here"]
    assert parts[1][0].startswith("/stock – ")
    assert parts[-1][0] == "Besides"
    assert {part[0] for part in parts[2:-1]} == AREAS.keys()
    team = next(part for part in parts if part[0] == "👥 Team")
    assert {"/grant", "/revoke"} <= {line.split()[0] for line in team}
    assert all(line.startswith("/") for part in parts[2:] for line in part[1:])


AREAS = {
    "🏷 What we sell": "🗂 Browse a provider",
    "👤 Players": "🗑 Withdraw",
    "💳 Payments and coupons": "🎟 Coupon",
    "🏆 Leaderboards": "🏅 Rank",
    "🛠 Game status": "🚀 Launching",
    "📊 Reports and alerts": "📚 Provider’s books",
    "👥 Team": "⚙️ Set-up",
}
"""Of an owner's menu, each with an entry that stands in it."""


@pytest.mark.steps("/menu", "tap menu.open", "tap menu.area", "tap menu.first")
async def test_the_menu_leads_where_the_commands_lead(play: Play) -> None:
    """Every button of an owner's menu, and of its areas, opens something that is no apology."""
    town, desk = play.town, play.desk
    menu = await play.say(town.olga, "/menu", desk)
    ways = [[label] for label in menu.labels() if label not in AREAS]
    assert ["📦 Stock"] in ways
    for area, entry in AREAS.items():
        await play.tap(town.olga, area, desk, menu)
        assert menu.text == area
        assert entry in menu.labels()
        ways += [[area, label] for label in menu.labels() if label != "Back"]
        await play.tap(town.olga, "Back", desk, menu)
        assert area in menu.labels()
    for way in ways:
        menu = await play.say(town.olga, "/menu", desk)
        for label in way:
            await play.tap(town.olga, label, desk, menu)
        shown = desk.messages[-1].text
        assert not shown.startswith(("What would", "Sorry", "You may not", *AREAS)), way


async def test_a_small_menu_has_no_areas(play: Play) -> None:
    """A customer's few entries are all shown at once, and nothing else is."""
    menu = await play.say(play.town.cara, "/menu")
    assert menu.labels() == [
        *("🔑 My keys", "🗂 My data", "🔔 Tell me when it is back"),
        *("🌐 Language", "🪪 Who am I"),
    ]


async def test_an_area_with_one_entry_is_that_entry(play: Play) -> None:
    """Where a chat leaves a person a single thing of an area, no button stands before it."""
    town, desk = play.town, play.desk
    menu = await play.say(town.sam, "/menu", desk)
    assert "🏷 What we sell" in menu.labels()
    olga = Actor(town.olga.id, desk.id, town.olga.name)
    await play.stage.app.house.services.access.set_switch(olga, "support", "products.view", False)
    menu = await play.say(town.sam, "/menu", desk)
    assert "🏷 What we sell" not in menu.labels()
    assert "🕹 Game accounts" in menu.labels()


async def test_an_area_that_is_not_the_person_s_is_not_shown(play: Play) -> None:
    """What may be done is all there is in it, and a forged press gets nothing."""
    town, desk = play.town, play.desk
    menu = await play.say(town.sam, "/menu", desk)
    assert "👥 Team" not in menu.labels()
    await play.tap(town.sam, "💳 Payments and coupons", desk, menu)
    assert menu.labels() == ["🎟 Coupon", "💳 Payments", "🔁 Subscriptions", "Back"]
    for data in ("menu.area::", "menu.area::nothing"):
        assert "earlier version" in await play.forge(town.sam, data, menu)
    menu = await play.say(town.cara, "/menu")
    assert "earlier version" in await play.forge(town.cara, "menu.area::reports", menu)


async def test_the_menu_opens_nothing_that_is_not_allowed(play: Play) -> None:
    """A forged entry is checked by its own permission, and an unknown one is old."""
    menu = await play.say(play.town.cara, "/menu")
    await play.forge(play.town.cara, "menu.open::sales", menu)
    assert "see sales" in play.shown(play.town.cara.private).text
    said = await play.forge(play.town.cara, "menu.open::nothing", menu)
    assert "earlier version" in said


@pytest.mark.steps("/language", "tap language.set")
async def test_the_language_is_chosen(play: Play) -> None:
    """English is offered, and what is not there is not set."""
    cara = play.town.cara
    card = await play.say(cara, "/language")
    assert card.labels() == ["English"]
    await play.tap(cara, "English")
    assert card.text == "From now on I speak English with you."
    assert "earlier version" in await play.forge(cara, "language.set::xx", card)


async def test_whoami_in_private_tells_a_number_once(play: Play) -> None:
    """A private chat has its person's id, which need not be read twice."""
    sam = play.town.sam
    assert (await play.say(sam, "/whoami")).text.count(str(sam.id)) == 1


@pytest.mark.steps("/whoami")
async def test_whoami_tells_ids_roles_and_rights(play: Play) -> None:
    """For an owner, for support, for a customer."""
    town, desk = play.town, play.desk
    sam = (await play.say(town.sam, "/whoami", desk)).text
    assert f"Your id: {town.sam.id}\nThis chat: {desk.id}\nRole in this chat: support" in sam
    assert "buy keys" in sam
    assert "You are an owner" in (await play.say(town.olga, "/whoami")).text
    assert (await play.say(town.cara, "/whoami")).text.endswith("You may open received keys.")
    olga, services = Actor(town.olga.id, desk.id, "Olga"), play.stage.app.house.services
    await services.own_roles.make(olga, "trainee")
    await services.access.grant(olga, town.stan.id, "trainee")
    desk.add(town.stan)
    stan = (await play.say(town.stan, "/whoami", desk)).text
    assert "Role in this chat: trainee\nThis role allows you nothing here yet." in stan


@pytest.mark.steps("/cancel")
async def test_cancel_drops_the_open_question(play: Play) -> None:
    """What is answered after that is not taken for an answer, which is said."""
    sam, desk = play.town.sam, play.desk
    assert (await play.say(sam, "/cancel", desk)).text == "I am not asking you anything."
    asked = await play.say(sam, "/player puzzle", desk)
    assert (await play.say(sam, "/cancel", desk)).text == "All right, I am not asking any more."
    over = await play.say(sam, "PZ1001", desk, asked)
    assert over.text.startswith("I am not asking this any more: it was answered, stopped, or")
    before = len(desk.messages)
    await play.say(play.town.max, "PZ1001", desk, asked)
    assert len(desk.messages) == before + 1


async def test_an_open_question_outlives_a_restart(play: Play) -> None:
    """The answer is understood by the next process."""
    sam, desk = play.town.sam, play.desk
    asked = await play.say(sam, "/player puzzle", desk)
    await play.restart()
    assert "👤 PZ1001" in (await play.say(sam, "PZ1001", desk, asked)).text


async def test_a_question_is_answered_by_who_was_asked(play: Play) -> None:
    """Somebody else's reply is not taken for the answer."""
    town, desk = play.town, play.desk
    asked = await play.say(town.sam, "/player puzzle", desk)
    before = len(desk.messages)
    await play.say(town.max, "PZ1001", desk, asked)
    assert len(desk.messages) == before + 1
    assert "👤 PZ1001" in (await play.say(town.sam, "PZ1001", desk, asked)).text


async def test_a_stranger_gets_nothing(play: Play) -> None:
    """Every command of the desk is refused in words, in private and in the group."""
    town, desk = play.town, play.desk
    desk.add(town.stan)
    open_to_all = {"start", "help", "menu", "language", "whoami", "cancel"}
    open_to_all |= {"mykeys", "key", "mydata", "tellme"}
    for name in play.stage.app.frame.registry.commands:
        if name in open_to_all:
            continue
        for chat in (desk, town.stan.private):
            said = (await play.say(town.stan, f"/{name} gta", chat)).text
            assert said.startswith("You may not do this here.") or said.endswith("is for groups.")
    assert town.codegames.calls == []


async def test_words_nobody_asked_for(play: Play) -> None:
    """In private they are answered each time; in a group the bot keeps out of the talk."""
    town, desk = play.town, play.desk
    before = len(desk.messages)
    town.sam.says("good morning", desk)
    await play.stage.quiet()
    assert len(desk.messages) == before + 1
    said = await play.say(town.cara, "hello?")
    assert said.text == "I was not waiting for an answer. /menu shows what you can do here."
    shown = len(town.cara.private.messages)
    said = await play.say(town.cara, "hello??")
    assert said.text.startswith("I was not waiting for an answer.")
    assert len(town.cara.private.messages) == shown + 2
    assert (await play.say(town.cara, "/frob")).text == (
        "I do not know this command. /menu shows what you can do here."
    )


async def test_commands_to_other_bots_are_not_ours(play: Play) -> None:
    """/stock@other_bot is left alone, /stock@keydesk_bot is served."""
    town, desk = play.town, play.desk
    before = len(desk.messages)
    town.sam.says("/stock@other_bot gtav", desk)
    await play.stage.quiet()
    assert len(desk.messages) == before + 1
    assert "956.30" in (await play.say(town.sam, "/stock@keydesk_bot gtav", desk)).text
