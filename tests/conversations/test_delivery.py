"""Send to customer and Show to me: keys reach one private chat, and no other place."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought


async def asked(play: Play) -> str:
    """Let Sam press Send to customer on a fresh order; gives its number."""
    number = play.order_number(await play.buy())
    await play.tap(play.town.sam, "Send to customer", play.desk)
    return number


@begins(one_bought)
@pytest.mark.steps(
    "tap order.send", "answer order.customer", "notice keys-for-customer", "notice delivered"
)
@pytest.mark.parametrize("how", ["@cara", "cara", "@CARA", "id"])
async def test_keys_are_sent_by_name_or_id(play: Play, how: str) -> None:
    """The customer is named by @name or id; the key arrives, and the card says so when it has."""
    town, desk = play.town, play.desk
    card = play.begun(one_bought)
    await play.tap(town.sam, "Send to customer", desk)
    await play.gives(str(town.cara.id) if how == "id" else how, desk)
    (key,) = play.sold()
    got = play.shown(town.cara.private)
    assert key in got.text
    assert got.protect_content
    assert "Copy key" in got.labels()
    assert "📬 Delivered." in card.text
    assert "Customer: Cara Customer" in card.text
    assert play.showing(key) == [town.cara.private]


@begins(asked)
@pytest.mark.steps("answer order.customer")
async def test_an_unknown_name_may_be_mended(play: Play) -> None:
    """Somebody the bot has never met is not guessed; the question stays open."""
    town, desk = play.town, play.desk
    question = play.shown(desk)
    wrong = await play.say(town.sam, "@nobody", desk, question)
    assert "I do not know “@nobody”." in wrong.text
    card = await play.say(town.sam, "@cara", desk, question)
    await play.tap(town.sam, "Confirm", desk, card)
    assert play.sold()[0] in play.shown(town.cara.private).text


async def test_who_has_not_started_the_bot_gets_no_key(play: Play) -> None:
    """A customer known from a group only is refused, with another way named; the order is free."""
    town, desk = play.town, play.desk
    desk.add(town.stan)
    town.stan.says("/whoami", desk)
    await play.stage.quiet()
    number = await asked(play)
    said = await play.gives("@stan", desk)
    assert "I cannot write to Stan Stranger" in said.text
    assert "Use a claim link instead." in said.text
    found = await play.say(town.sam, f"/order {number}", desk)
    assert "Claim link" in found.labels()


@pytest.mark.steps("event my_chat_member")
async def test_who_has_blocked_the_bot_gets_no_key(play: Play) -> None:
    """Telegram has told the bot of the block: it is said at once."""
    town, desk = play.town, play.desk
    await play.blocks(town.cara)
    await asked(play)
    said = await play.gives("@cara", desk)
    assert "I cannot write to Cara Customer" in said.text
    town.cara.unblocks_bot()
    await play.stage.quiet()


@begins(asked)
@pytest.mark.steps("notice not-delivered")
async def test_a_block_found_out_while_sending_frees_the_order(play: Play) -> None:
    """The key could not be sent: the order is nobody's again, and its chat is told."""
    town, desk = play.town, play.desk
    number = play.begun(asked)
    town.world.faults.add(
        "sendMessage",
        Fault.error(403, "Forbidden: bot was blocked by the user"),
        when=lambda params: params["chat_id"] == town.cara.id,
    )
    await play.gives("@cara", desk)
    told = next(m for m in desk.messages if "could not be reached" in m.text)
    assert f"so {number} was not handed over" in told.text
    assert "✅ Bought." in told.text
    assert "Claim link" in told.labels()
    assert play.showing(play.sold()[0]) == []
    found = await play.say(town.sam, f"/order {number}", desk)
    assert "Customer:" not in found.text


@begins(asked)
@pytest.mark.steps("/key")
async def test_who_has_looked_the_key_up_meanwhile_keeps_the_order(play: Play) -> None:
    """The message is delayed, the customer finds the key by /key and blocks the bot: nobody else gets it."""
    town, desk = play.town, play.desk
    number = play.begun(asked)

    def to_cara(params: Mapping[str, Any]) -> bool:
        return bool(params["chat_id"] == town.cara.id)

    passing = Fault.error(400, "Bad Request: not just now")
    town.world.faults.add("sendMessage", passing, when=to_cara)
    await play.gives("@cara", desk)
    await play.say(town.cara, f"/key {number}", town.cara.private)
    assert play.showing(play.sold()[0]) == [town.cara.private]
    blocked = Fault.error(403, "Forbidden: bot was blocked by the user")
    town.world.faults.add("sendMessage", blocked, times=None, when=to_cara)
    await play.later(timedelta(minutes=20))
    assert not any("was not handed over" in m.text for m in desk.messages)
    found = await play.say(town.sam, f"/order {number}", desk)
    assert "Customer:" in found.text
    assert "Delivered" in found.text


@begins(asked)
@pytest.mark.steps("notice keys-for-customer")
async def test_a_lost_answer_sends_the_key_again_rather_than_never(play: Play) -> None:
    """Nobody knows whether it arrived: the customer may have it twice, but has it."""
    town, desk = play.town, play.desk
    town.world.faults.add(
        "sendMessage", Fault.lost_after(), when=lambda params: params["chat_id"] == town.cara.id
    )
    await play.gives("@cara", desk)
    await play.later(timedelta(seconds=10))
    await town.cara.private.until(
        lambda: sum(play.sold()[0] in m.text for m in town.cara.private.messages) == 2
    )
    assert play.showing(play.sold()[0]) == [town.cara.private] * 2


@begins(asked)
@pytest.mark.steps("notice perhaps-delivered")
async def test_a_block_after_a_try_that_may_have_arrived_leaves_the_order_theirs(
    play: Play,
) -> None:
    """It did arrive, the answer was lost, then came the block: staff are told, and Carl gets nothing."""
    town, desk = play.town, play.desk
    number = play.begun(asked)

    def to_cara(params: Mapping[str, Any]) -> bool:
        return bool(params["chat_id"] == town.cara.id)

    town.world.faults.add("sendMessage", Fault.lost_after(), when=to_cara)
    await play.gives("@cara", desk)
    blocked = Fault.error(403, "Forbidden: bot was blocked by the user")
    town.world.faults.add("sendMessage", blocked, times=None, when=to_cara)
    await play.later(timedelta(seconds=10))
    await desk.until(lambda: "did not say whether the keys" in play.shown(desk).text)
    told = play.shown(desk)
    assert "The order stays theirs, so that nobody else gets the same keys." in told.text
    assert "Claim link" not in told.labels()
    await play.forge(town.sam, f"order.claim::{number}", told)
    assert play.shown(desk).text == f"{number} belongs to Cara Customer already."
    assert play.showing(play.sold()[0]) == [town.cara.private]


@begins(one_bought)
@pytest.mark.steps("tap order.send-now", "tap order.claim")
async def test_a_question_says_which_link_it_ends_and_asks_anew_where_one_came_between(
    play: Play,
) -> None:
    """Nothing is sent by a question that did not know of it, however often it is answered."""
    town, desk = play.town, play.desk
    card = play.begun(one_bought)
    await play.tap(town.sam, "Send to customer", desk, card)
    asked = await play.answer(town.sam, "@cara", desk)
    assert "claim link" not in asked.text
    yes = asked.button("Confirm")
    assert yes is not None
    await play.tap(town.max, "Claim link", desk, card)
    await play.tap(town.sam, "Confirm", desk, asked)
    await play.forge(town.sam, yes.data or "", asked)
    assert "Nothing was sent now: since this was asked, a claim link of K-" in asked.text
    ends = "The claim link that Max Manager made ("
    assert ends in asked.text
    assert town.cara.private not in play.showing(play.sold()[0])
    await play.tap(town.sam, "Send to customer", desk, card)
    another = await play.answer(town.sam, "@cara", desk)
    assert ends in another.text
    assert "Nothing was sent now" not in another.text
    await play.tap(town.sam, "Confirm", desk, asked)
    assert play.showing(play.sold()[0]) == [town.cara.private]
    assert "stopped the claim link" in (await play.say(town.olga, "/audit", desk)).text


@begins(asked)
async def test_a_second_customer_is_refused(play: Play) -> None:
    """An order that is Cara's cannot be sent to Carl, from an old card either."""
    town, desk = play.town, play.desk
    number = play.begun(asked)
    card = play.shown(desk)
    await play.gives("@cara", desk)
    await play.forge(town.sam, f"order.send::{number}", card)
    said = await play.gives(str(town.carl.id), desk)
    assert said.text == f"{number} belongs to Cara Customer already."
    assert town.carl.private.messages[-1].sender is None
    assert town.carl.private not in play.showing(play.sold()[0])


@begins(one_bought)
@pytest.mark.steps("tap order.show")
async def test_show_to_me_shows_it_privately_only(play: Play) -> None:
    """The supporter sees the key in the private chat, protected; the group does not."""
    town, desk = play.town, play.desk
    tap = await play.tap(town.sam, "Show to me", desk)
    assert tap.answer is not None
    assert tap.answer.text == "Sent to you privately."
    shown = play.shown(town.sam.private)
    (key,) = play.sold()
    assert key in shown.text
    assert shown.protect_content
    assert play.spoilers(shown) == [key]
    assert shown.labels() == ["Copy key"]
    assert play.showing(key) == [town.sam.private]


@pytest.mark.steps("tap order.show")
async def test_many_keys_are_paged_where_they_are_shown(play: Play) -> None:
    """Ten keys take two pages, turned in the private chat of a supporter of the group only."""
    town, desk = play.town, play.desk
    await play.buy("pubg", 10)
    await play.tap(town.sam, "Show to me", desk)
    shown = play.shown(town.sam.private)
    assert "Copy key 8" in shown.labels()
    await play.tap(town.sam, "Next")
    assert shown.labels() == ["Copy key 9", "Copy key 10", "Previous"]
    assert shown.protect_content
    await play.tap(town.sam, "Previous")
    assert "Copy key 1" in shown.labels()
    assert all(chat is town.sam.private for key in play.sold() for chat in play.showing(key))


@begins(one_bought)
async def test_show_to_me_needs_a_private_chat_and_the_right(play: Play) -> None:
    """Who has not started the bot is told how; who may not reveal keys is refused."""
    town, desk = play.town, play.desk
    card = play.begun(one_bought)
    number = play.order_number(card)
    desk.add(town.stan)
    town.stan.says("/whoami", desk)
    await play.stage.quiet()
    answer = await (await play.tap(town.stan, "Show to me", desk)).answered()
    assert "see keys in plain" in answer.text
    hello = await play.say(town.cara, "/whoami")
    assert "see keys in plain" in await play.forge(town.cara, f"order.show::{number}", hello)
    assert "see keys in plain" in await play.forge(town.cara, f"order.show::{number}:1", hello)
    await play.say(town.olga, "/grant support @stan", desk)
    await play.tap(town.olga, "Confirm", desk)
    await play.tap(town.stan, "Show to me", desk, card)
    assert "I can send that only privately." in play.shown(desk).text
    assert play.showing(play.sold()[0]) == []


async def test_what_has_no_key_cannot_be_handed_over(play: Play) -> None:
    """Buttons forged onto an order without a key are refused in words."""
    town, desk = play.town, play.desk
    town.codegames.keys_late(50)
    card = await play.buy()
    number = play.order_number(card)
    for verb in ("order.claim", "order.show"):
        await play.forge(town.sam, f"{verb}::{number}", card)
        assert play.shown(desk).text == f"{number} has no key to hand over."


@begins(one_bought)
@pytest.mark.steps("tap order.send", "answer order.customer", "tap order.send-now")
async def test_sent_from_a_private_chat_it_is_said_which_card_tells_the_end(play: Play) -> None:
    """The card there does not change; and of a message of a bot it is said that nobody is behind it."""
    town, desk = play.town, play.desk
    card = play.begun(one_bought)
    there = await play.say(town.olga, f"/order {play.order_number(card)}")
    await play.tap(town.olga, "Send to customer", None, there)
    town.olga.forwards(card)
    await play.stage.quiet()
    told = play.shown(town.olga.private).text
    assert told.startswith("No person is behind that: it is a bot") and "role" not in told
    await play.tap(town.olga, "Send to customer", None, there)
    asked = await play.say(town.olga, "@cara")
    await play.tap(town.olga, "Confirm", None, asked)
    assert f"Its card in “{desk.title}” will say when it has arrived" in asked.text
    assert "📬 Delivered." in card.text
