"""/roles, /grant, /revoke: roles given and taken, here and everywhere, in force at once."""

import pytest

from tests.conversations.play import Play
from tests.one_day import one_day


@pytest.mark.steps("/roles", "tap grant.role", "tap grant.length", "tap grant.until")
@pytest.mark.steps("answer grant.person")
@pytest.mark.steps("tap grant.do", "tap roles.drop")
async def test_a_role_is_given_by_buttons(play: Play) -> None:
    """Which role, for how long, to whom, and a question that states the effect; Cancel changes nothing."""
    town, desk = play.town, play.desk
    desk.add(town.stan)
    await play.say(town.stan, "/help", desk)
    card = await play.say(town.olga, "/roles", desk)
    assert "Max Manager – manager" in card.text
    assert "Sam Support – support" in card.text
    await play.tap(town.olga, "Give a role", desk)
    assert card.labels() == ["manager", "support"]
    await play.tap(town.olga, "support", desk)
    assert card.labels() == ["For good", "A day", "A week", "A month", "Until a date"]
    await play.tap(town.olga, "For good", desk)
    asked = play.shown(desk)
    assert "Who gets the role support?" in asked.text
    wrong = await play.say(town.olga, "@nobody", desk, asked)
    assert "I do not know “@nobody”." in wrong.text
    card = await play.say(town.olga, "@stan", desk, asked)
    assert "Make Stan Stranger support in this chat?" in card.text
    assert "The person may then " in card.text
    assert "buy keys" in card.text
    await play.tap(town.olga, "Cancel", desk)
    assert card.text == "Nothing was changed."
    assert "see stock" in (await play.say(town.stan, "/stock gtav", desk)).text
    await play.say(town.olga, "/grant support @stan", desk)
    await play.tap(town.olga, "Confirm", desk)
    assert "956.30" in (await play.say(town.stan, "/stock gtav", desk)).text
    assert ("stock", "Stock and prices of a product") in town.stan.commands(desk)


@pytest.mark.steps("/grant", "tap grant.do")
@pytest.mark.parametrize("how", ["@name", "id", "reply"])
async def test_the_person_is_named_or_answered(play: Play, how: str) -> None:
    """@name, id, or the command as an answer to the person's message."""
    town, desk = play.town, play.desk
    desk.add(town.stan)
    said = town.stan.says("/help", desk)
    await play.stage.quiet()
    typed = {"@name": " @stan", "id": f" {town.stan.id}", "reply": ""}[how]
    card = await play.say(
        town.olga, f"/grant support{typed}", desk, said if how == "reply" else None
    )
    assert "Make Stan Stranger support in this chat?" in card.text
    await play.tap(town.olga, "Confirm", desk)
    assert play.shown(desk).text == "Stan Stranger is now support in this chat."


@one_day(
    ("typed", "said"),
    [
        ("/grant boss @stan", "There is no role “boss”. There are: manager and support."),
        ("/grant owner @stan", "There is no role “owner”."),
        ("/grant everywhere", "Usage: /grant <role> [@name or id] [everywhere]"),
        ("/grant support @a @b", "Usage: /grant"),
        ("/grant support @never", "I do not know “@never”."),
        ("/revoke support", "Usage: /revoke <role>"),
        ("/revoke boss @sam", "There is no role “boss”."),
    ],
)
async def test_each_mistake_is_named(play: Play, typed: str, said: str) -> None:
    """Nothing is asked before it is clear."""
    assert (await play.say(play.town.olga, typed, play.desk)).text.startswith(said)


@pytest.mark.steps("/grant", "/revoke", "tap revoke.do")
async def test_what_is_so_already_is_said(play: Play) -> None:
    """At once, without a question; and by a question that was open while somebody else did it."""
    town, desk = play.town, play.desk
    said = await play.say(town.olga, "/grant support @sam", desk)
    assert said.text == "The person is support there already."
    assert said.labels() == []
    said = await play.say(town.olga, "/revoke manager @sam", desk)
    assert said.text == "The person is not manager there."
    assert said.labels() == []
    desk.add(town.stan)
    await play.say(town.stan, "/help", desk)
    cards = [await play.say(town.olga, "/grant support @stan", desk) for _ in range(2)]
    for card in cards:
        await play.tap(town.olga, "Confirm", desk, card)
    assert play.shown(desk).text == "The person is support there already."
    cards = [await play.say(town.olga, "/revoke support @stan", desk) for _ in range(2)]
    for card in cards:
        await play.tap(town.olga, "Confirm", desk, card)
    assert play.shown(desk).text == "The person is not support there."


async def test_a_role_here_may_be_given_everywhere_too(play: Play) -> None:
    """That is another grant, so it is asked."""
    card = await play.say(play.town.olga, "/grant support @sam everywhere", play.desk)
    assert "Make Sam Support support in every chat?" in card.text


@pytest.mark.steps("/grant", "tap grant.role", "tap grant.length", "tap grant.until")
async def test_a_role_everywhere_is_an_owners_to_give(play: Play) -> None:
    """Typed with "everywhere", or in the private chat, where it can mean nothing else."""
    town = play.town
    card = await play.say(town.olga, "/grant support @cara everywhere", play.desk)
    assert "Make Cara Customer support in every chat?" in card.text
    await play.tap(town.olga, "Confirm", play.desk)
    assert "956.30" in (await play.say(town.cara, "/stock gtav")).text
    card = await play.say(town.olga, "/roles")
    assert "Cara Customer – support, in every chat" in card.text
    await play.tap(town.olga, "Give a role")
    await play.tap(town.olga, "manager")
    await play.tap(town.olga, "For good")
    card = await play.say(town.olga, str(town.max.id))
    assert "Make Max Manager manager in every chat?" in card.text


async def test_a_manager_gives_support_here_and_nothing_more(play: Play) -> None:
    """No manager, and nothing everywhere: typed, by buttons or forged."""
    town, desk = play.town, play.desk
    for typed in ("/grant manager @sam", "/grant manager", "/grant support @cara everywhere"):
        said = await play.say(town.max, typed, desk)
        assert said.text == "Only an owner of the bot may do this. Ask Olga Owner."
    card = await play.say(town.max, "/grant", desk)
    assert card.labels() == ["support"]
    for data in (f"grant.do::manager:{town.sam.id}:0", f"grant.do::support:{town.sam.id}:1"):
        await play.forge(town.max, data, card)
        assert play.shown(desk).text == "Only an owner of the bot may do this. Ask Olga Owner."
    await play.forge(town.max, f"revoke.do::manager:{town.max.id}:0", card)
    assert play.shown(desk).text == "Only an owner of the bot may do this. Ask Olga Owner."
    await play.say(town.max, "/grant support @cara", desk)
    await play.tap(town.max, "Confirm", desk)
    assert play.shown(desk).text.startswith("Cara Customer is now support in this chat.")


@pytest.mark.steps("tap revoke.list", "tap revoke.ask", "tap revoke.do")
async def test_a_role_taken_away_ends_at_once(play: Play) -> None:
    """From the list, after a question; a button drawn before is refused when it is pressed."""
    town, desk = play.town, play.desk
    stock = await play.say(town.sam, "/stock gtav", desk)
    card = await play.say(town.olga, "/roles", desk)
    await play.tap(town.olga, "Take a role away", desk)
    assert card.labels() == ["Max Manager: manager", "Sam Support: support"]
    await play.tap(town.olga, "Sam Support: support", desk)
    assert card.text.startswith("Take the role support in this chat away from Sam Support?")
    await play.tap(town.olga, "Confirm", desk)
    assert card.text == "Sam Support is no longer support in this chat."
    answer = await (await play.tap(town.sam, "Buy", desk, stock)).answered()
    assert answer.show_alert
    assert "buy keys" in answer.text
    assert "stock" not in [name for name, _ in town.sam.commands(desk)]


@pytest.mark.steps("/revoke")
async def test_a_manager_is_offered_only_what_may_be_taken(play: Play) -> None:
    """Support of this chat; an owner is offered all."""
    town, desk = play.town, play.desk
    assert (await play.say(town.max, "/revoke", desk)).labels() == ["Sam Support: support"]
    assert len((await play.say(town.olga, "/revoke", desk)).labels()) == 2
    assert (await play.say(town.max, "/revoke", town.managers)).text == (
        "There is no role here that you could take away."
    )


async def test_roles_outlive_a_restart(play: Play) -> None:
    """Rows, not memory."""
    await play.restart()
    assert "956.30" in (await play.say(play.town.sam, "/stock gtav", play.desk)).text
    assert "see stock" in (await play.say(play.town.stan, "/stock gtav")).text
