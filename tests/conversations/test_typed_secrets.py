"""Secrets that are typed where they do not belong: they go out of the chat, whoever typed them."""

import io

import pytest

from sandbox.telegram import Message, Person
from services.actor import Actor
from tests.conversations.play import Play
from tests.conversations.scenes import begins
from tests.conversations.test_games_secrets import TOKEN, assert_nowhere, standing
from tests.conversations.test_lost_answers import uncertain
from tests.one_day import one_day

KEY = "AAAAA-BBBBB-CCCCC"
TYPED = [
    f"/token PZ1001 {TOKEN}",
    f"/token puzzle PZ1001 {TOKEN}",
    f"/token {TOKEN}",
    f"/transfer 198704206255 {TOKEN}",
    f"/consume 1 {TOKEN}",
    f"/order {TOKEN}",
    f"/resolve {TOKEN}",
]
NO_RIGHT = "You may not do this here."


@one_day("typed", TYPED)
async def test_a_secret_of_somebody_who_may_not_is_deleted_before_the_refusal(
    play: Play, log: io.StringIO, typed: str
) -> None:
    """In a group, in private, and in a group that nobody has set up."""
    town, desk = play.town, play.desk
    desk.add(town.stan)
    new = town.world.group("Not set up", [town.olga, town.stan])
    for chat, said in ((desk, NO_RIGHT), (None, NO_RIGHT), (new, "This chat is not set up yet.")):
        refused = await play.say(town.stan, typed, chat)
        assert refused.text.startswith(said)
        assert standing(chat or town.stan.private, TOKEN) == []
    await assert_nowhere(play, TOKEN, log)


@one_day("typed", TYPED)
async def test_where_the_bot_may_not_delete_the_person_is_asked_to_and_refused(
    play: Play, typed: str
) -> None:
    """Two messages: what to do about the secret, and why nothing was done."""
    town, desk = play.town, play.desk
    desk.add(town.stan)
    desk.bot_can_delete = False
    await play.say(town.stan, typed, desk)
    asked, refused = [message for message in desk.messages if message.sender is None][-2:]
    assert "please delete yours" in asked.text
    assert refused.text.startswith(NO_RIGHT)


@one_day("command", ["/token", "/transfer", "/consume", "/order", "/order K-2222-2222"])
async def test_what_holds_no_secret_stays(play: Play, command: str) -> None:
    """A command alone, with an app or with an order's number is no secret."""
    town, desk = play.town, play.desk
    desk.add(town.stan)
    typed = [command] if "order" in command else [command, f"{command} puzzle"]
    for text in typed:
        await play.say(town.stan, text, desk)
        assert [message.text for message in desk.messages if message.sender is town.stan][
            -1
        ] == text


@pytest.mark.steps("answer token.args", "answer transfer.args", "answer consume.args")
async def test_an_answer_of_somebody_who_may_no_longer_is_deleted(
    play: Play, log: io.StringIO
) -> None:
    """Asked while the person might; the right was taken before the answer came."""
    town, desk = play.town, play.desk
    for name in ("token", "transfer", "consume"):
        await play.say(town.max, f"/{name} puzzle", desk)
        asked = play.shown(desk)
        access = play.stage.app.house.services.access
        olga = Actor(town.olga.id, desk.id, town.olga.name)
        await access.revoke(olga, town.max.id, "manager")
        refused = await play.say(town.max, f"PZ1001 {TOKEN}", desk, asked)
        assert refused.text.startswith(NO_RIGHT)
        assert standing(desk, TOKEN) == []
        await access.grant(olga, town.max.id, "manager")
        await play.say(town.max, "/cancel", desk)
    await assert_nowhere(play, TOKEN, log)


async def answers(play: Play, person: Person, text: str) -> tuple[Message, list[str]]:
    """Reply to the bot's newest message in the group; gives what it says, and what stands after it."""
    said = await play.answer(person, text, play.desk)
    return said, standing(play.desk, text)


@pytest.mark.steps("tap order.send", "answer order.customer")
async def test_a_key_in_place_of_the_customer_is_deleted_and_not_said_again(
    play: Play, log: io.StringIO
) -> None:
    """One of ours or none; and one of ours that looks like a name. The question stays open."""
    town = play.town
    town.codegames.next_keys("ABCD1234EFGH5678")
    card = await play.buy()
    await play.tap(town.sam, "Send to customer", play.desk, card)
    for key in (play.sold()[0], KEY):
        said, left = await answers(play, town.sam, key)
        assert said.text == (
            "Usage: an id, a @name, or a forwarded message of the customer\nExample: @cara"
        )
        assert left == []
        await assert_nowhere(play, key, log)
    said, left = await answers(play, town.sam, "@nobody_here")
    assert said.text.startswith("I do not know “@nobody_here”.")
    assert left == ["@nobody_here"]
    await play.gives("@cara")
    assert "📬 Delivered." in card.text


@begins(uncertain)
@pytest.mark.steps("tap order.reference", "answer order.reference")
async def test_a_key_in_place_of_the_order_id_is_deleted_and_not_said_again(
    play: Play, log: io.StringIO
) -> None:
    """A manager who looks into the provider's account has the key before the eyes, too."""
    town, desk = play.town, play.desk
    card, _ = play.begun(uncertain)
    await play.tap(town.max, "Enter order id", desk, card)
    key = KEY.replace("-", " ")
    said, left = await answers(play, town.max, key)
    assert "shows no unused key under that order id" in said.text
    assert left == []
    await assert_nowhere(play, key, log)
    _, left = await answers(play, town.max, "99999")
    assert left == ["99999"]
