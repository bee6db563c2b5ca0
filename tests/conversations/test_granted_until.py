"""/grant with an end: typed and by buttons, shown where roles are shown, over at its moment, told once."""

from datetime import UTC, datetime, timedelta

import pytest

from services.actor import Actor
from tests.conversations.play import Play
from tests.one_day import one_day

PICK = "👤 Choose a person"


async def given(play: Play, typed: str) -> str:
    """Let Olga grant it in the desk and confirm; gives what was asked."""
    card = await play.say(play.town.olga, typed, play.desk)
    asked = card.text
    await play.tap(play.town.olga, "Confirm", play.desk, card)
    return asked


async def newcomer(play: Play) -> None:
    """At nine in the morning Stan comes into the desk's group, and has started the bot."""
    tomorrow = play.clock() + timedelta(days=1)
    await play.later(tomorrow.replace(hour=9, minute=0, second=0, microsecond=0))
    play.desk.add(play.town.stan)
    await play.start(play.town.stan)


@pytest.mark.steps("/grant", "tap grant.do", "notice role-lapsed")
@pytest.mark.parametrize("running", [True, False], ids=["running", "stopped"])
async def test_a_role_for_a_time_ends_and_says_so(play: Play, running: bool) -> None:
    """Asked with its end, shown by /roles and /whoami; then nothing, and one word to each."""
    town, desk = play.town, play.desk
    await newcomer(play)
    end = play.clock() + timedelta(days=7)
    words = f"{end.day} {end:%b %Y}, {end:%H:%M}\u00a0UTC"
    asked = await given(play, "/grant support @stan 7d")
    assert "Make Stan Stranger support in this chat?" in asked
    assert f"It lasts until {words} and then ends by itself." in asked
    assert f"It lasts until {words} and then ends by itself." in play.shown(desk).text
    assert (
        f"Stan Stranger – support, until {words}"
        in (await play.say(town.olga, "/roles", desk)).text
    )
    assert f"support, until {words}" in (await play.say(town.stan, "/whoami", desk)).text
    stock = await play.say(town.stan, "/stock gtav", desk)
    assert "956.30" in stock.text

    if running:
        # Nobody has swept yet: what was drawn before is refused when it is pressed.
        play.clock.forward_to(end)
        answer = await (await play.tap(town.stan, "Buy", desk, stock)).answered()
        assert f"Your role support in “{desk.title}” has ended" in answer.text
        await play.due()
    else:
        await play.restart(away=timedelta(days=9))
        await play.due()
    for _ in range(2):
        await play.later(timedelta(hours=1))
    for chat, text in (
        (
            desk,
            f"⌛ Stan Stranger is no longer support in this chat: that was given until {words}.",
        ),
        (
            town.stan.private,
            f"⌛ Your role support in “{desk.title}” has ended: it was given until {words}.",
        ),
    ):
        said = [m.text for m in chat.messages if m.text.startswith("⌛")]
        assert said == [text]
    refused = await play.say(town.stan, "/stock gtav", desk)
    then = f"today {end:%H:%M}\u00a0UTC" if running else words  # it is read at once
    assert (
        f"Your role support in “{desk.title}” has ended: it was given until {then}." in refused.text
    )
    assert "Ask an owner, or somebody who may give roles there" in refused.text
    assert "Stan" not in (await play.say(town.olga, "/roles", desk)).text
    assert "stock" not in [name for name, _ in town.stan.commands(desk)]
    audit = await play.say(town.olga, "/audit team", desk)
    assert (
        f"Keydesk: the role support of Stan Stranger ended, as it was given until {then}"
        in audit.text
    )
    assert f"made Stan Stranger support until {then}" in audit.text


@pytest.mark.steps(
    "tap grant.length", "tap grant.until", "answer grant.until", "answer grant.person"
)
async def test_the_end_is_chosen_by_buttons(play: Play) -> None:
    """A length, or a date that is typed; then the person; what cannot be read is asked again."""
    town, desk = play.town, play.desk
    await newcomer(play)
    await play.say(town.olga, "/grant", desk)
    await play.tap(town.olga, "support", desk)
    await play.tap(town.olga, "A week", desk)
    end = play.clock() + timedelta(days=7)
    asked = play.shown(desk)
    assert f"Who gets the role support, until {end.day} {end:%b %Y}" in asked.text
    card = await play.say(town.olga, "@stan", desk, asked)
    assert f"It lasts until {end.day} {end:%b %Y}" in card.text

    await play.tap(town.olga, "Another time", desk, card)
    await play.tap(town.olga, "Until a date", desk, card)
    asked = play.shown(desk)
    assert "Until when?" in asked.text
    wrong = await play.say(town.olga, "some day", desk, asked)
    assert "“some day” is no time I can read" in wrong.text
    day = (play.clock() + timedelta(days=40)).date()
    card = await play.say(town.olga, str(day), desk, asked)
    assert "Make Stan Stranger support in this chat?" in card.text
    assert f"It lasts until the end of {day.day} {day:%b %Y} and then ends by itself." in card.text
    await play.tap(town.olga, "Confirm", desk, card)
    assert (
        f"until the end of {day.day} {day:%b %Y}"
        in (await play.say(town.olga, "/roles", desk)).text
    )


@pytest.mark.steps("tap grant.ask")
async def test_an_owner_turns_it_into_everywhere(play: Play) -> None:
    """And back, by a button on the question; a manager has none. It is told to owners when it is over."""
    town, desk = play.town, play.desk
    await newcomer(play)
    card = await play.say(town.olga, "/grant support @stan 12h", desk)
    assert card.labels() == ["Confirm", "Cancel", "Another time", "In every chat"]
    await play.tap(town.olga, "In every chat", desk, card)
    assert "Make Stan Stranger support in every chat?" in card.text
    assert "then ends by itself" in card.text
    await play.tap(town.olga, "In this chat only", desk, card)
    assert "in this chat?" in card.text
    await play.tap(town.olga, "In every chat", desk, card)
    await play.tap(town.olga, "Confirm", desk, card)
    assert "956.30" in (await play.say(town.stan, "/stock gtav")).text
    await play.later(timedelta(hours=12))
    refused = await play.say(town.stan, "/stock gtav")
    assert refused.text.startswith("Your role support has ended: it was given until today ")
    assert refused.text.endswith("Ask an owner to give it again.")
    assert (
        "⌛ Stan Stranger is no longer support in every chat" in play.shown(town.olga.private).text
    )
    card = await play.say(town.max, "/grant support @stan 12h", desk)
    assert card.labels() == ["Confirm", "Cancel", "Another time"]
    data = f"grant.ask::support:{town.stan.id}:1:"
    await play.forge(town.max, data, card)
    assert play.shown(desk).text == "Only an owner of the bot may do this. Ask Olga Owner."


async def test_a_picked_person_gets_it_for_a_time(play: Play) -> None:
    """In the private chat, where it counts everywhere; the zone of that chat says when the day ends."""
    town = play.town
    await play.stage.app.house.services.access.set_timezone(_actor(play), "Asia/Tokyo")
    day = (play.clock() + timedelta(days=3)).date()
    await play.say(town.olga, f"/grant support until {day}")
    town.olga.picks(PICK, town.stan)
    await play.stage.quiet()
    card = play.shown(town.olga.private)
    assert card.text.startswith("Make Stan Stranger support in every chat?")
    assert f"the end of {day.day} {day:%b %Y}" in card.text
    await play.tap(town.olga, "Confirm")
    (held,) = play.stage.app.house.services.access.roles_of(town.stan.id, town.stan.id)
    assert held.until == datetime(day.year, day.month, day.day, 15, tzinfo=UTC)
    shown = await play.say(town.stan, "/whoami")  # in Stan's own zone, where no day ends then
    assert f"until {day.day} {day:%b %Y}, 15:00\u00a0UTC" in shown.text


async def test_renewing_says_what_it_replaces(play: Play) -> None:
    """With another end, for good, and with the same again."""
    town, desk = play.town, play.desk
    assert "So far it was given for good." in await given(play, "/grant support @sam 3d")
    end = play.clock() + timedelta(days=3)
    words = f"{end.day} {end:%b %Y}"
    asked = await given(play, "/grant support @sam for 2 weeks")
    assert f"So far it was given until {words}" in asked
    await play.later(timedelta(days=4))
    assert "956.30" in (await play.say(town.sam, "/stock gtav", desk)).text
    assert "So far it was given until" in await given(play, "/grant support @sam")
    said = await play.say(town.olga, "/grant support @sam", desk)
    assert said.text == "The person is support there already."
    await play.later(timedelta(days=30))
    assert "956.30" in (await play.say(town.sam, "/stock gtav", desk)).text
    assert not [m for m in desk.messages if m.text.startswith("⌛")]


@one_day(
    ("typed", "said"),
    [
        ("/grant support @stan 3m", "“3m” may mean minutes or months: write 30min or 3mo."),
        ("/grant support @stan until 2020-01-01", "That time is over already"),
        ("/grant support @stan until 2030-02-30", "There is no such day as “2030-02-30”."),
        ("/grant support @stan 99y", "“99y” is more than ten years ahead"),
        ("/grant support @stan until", "Usage: /grant"),
        ("/revoke support @sam 7d", "Usage: /revoke"),
        ("/grant 7d", "Usage: /grant"),
        ("/grant support support @stan 7d", "Usage: /grant"),
    ],
)
async def test_each_mistake_is_named(play: Play, typed: str, said: str) -> None:
    """And nothing is asked."""
    await newcomer(play)
    answer = await play.say(play.town.olga, typed, play.desk)
    assert answer.text.startswith(said)
    assert answer.labels() == []


async def test_a_manager_gives_what_they_have(play: Play) -> None:
    """Not to themselves, not for longer than they have it, and nothing beyond it."""
    town, desk = play.town, play.desk
    await newcomer(play)
    await given(play, "/grant manager @max 2d")
    said = await play.say(town.max, "/grant support @stan", desk)
    assert said.text.startswith(
        "You cannot give the role support for longer than you have it yourself"
    )
    said = await play.say(town.max, "/grant support @max 1d", desk)
    assert said.text.startswith("Nobody gives a role to themselves.")
    card = await play.say(town.max, "/grant support @stan 1d", desk)
    owner = _actor(play, desk.id)
    await play.stage.app.house.services.access.set_switch(
        owner, "support", "players.withdraw", True
    )
    await play.tap(town.max, "Confirm", desk, card)
    assert play.shown(desk).text == (
        "You cannot give the role support here: whoever has it may delete players, and you may not. "
        "Ask Olga Owner."
    )


def _actor(play: Play, chat_id: int | None = None) -> Actor:
    olga = play.town.olga
    return Actor(olga.id, olga.id if chat_id is None else chat_id, "Olga")
