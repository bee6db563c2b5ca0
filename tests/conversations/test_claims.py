"""Claim links: made privately, opened once, refused to everybody else, slowed, revoked, expired."""

from datetime import timedelta

import pytest

from sandbox.faults import Fault
from sandbox.telegram.refusals import CHAT
from services.delivery.honouring import FIRST_WAIT, FREE_MISSES
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought

REFUSED = "This link does not work."


async def link_of(play: Play) -> str:
    """Let Sam make a link for all keys of the newest order card, and give its token."""
    await play.tap(play.town.sam, "Claim link", play.desk)
    for label in play.shown(play.desk).labels():
        if label.endswith("in one link") or label == "New link":
            await play.tap(play.town.sam, label, play.desk)
    text = next(m for m in reversed(play.town.sam.private.messages) if "?start=" in m.text).text
    return next(word for word in text.split() if "?start=" in word).partition("?start=")[2]


@begins(one_bought)
@pytest.mark.steps("tap order.claim", "start payload", "notice delivered")
async def test_the_customer_opens_the_link_and_has_the_key(play: Play) -> None:
    """The key comes behind a spoiler, protected, with a copy button; the group's card says so."""
    town, desk = play.town, play.desk
    card = play.begun(one_bought)
    tap = await play.tap(town.sam, "Claim link", desk)
    assert tap.answer is not None
    assert tap.answer.text == "Sent to you privately."
    sent = play.shown(town.sam.private)
    assert sent.labels() == ["Send in a chat", "Copy link", "Revoke link"]
    assert "?start=" not in "".join(m.text for m in desk.messages)
    town.sam.taps("Copy link")
    link = town.sam.clipboard or ""
    token = link.partition("?start=")[2]
    assert len(token) == 22  # 128 bits in base64

    shown = await play.start(town.cara, token)
    (key,) = play.sold()
    assert key in shown.text
    assert shown.protect_content
    assert play.spoilers(shown) == [key]
    assert shown.labels() == ["Copy key", "Problem with this key"]
    town.cara.taps("Copy key")
    assert town.cara.clipboard == key
    assert "📬 Delivered." in card.text
    assert "Customer: Cara Customer" in card.text
    assert card.labels() == ["Show to me"]
    await play.due()
    assert sent.text.endswith("that stood here works no more: it was used.")
    assert sent.labels() == [], "nobody copies it from there any more"
    assert play.showing(key) == [town.cara.private]


@begins(one_bought)
@pytest.mark.steps("start payload")
async def test_a_link_opens_for_the_first_only_and_for_her_again(play: Play) -> None:
    """A second person is refused; the customer may open it again, and again is no second delivery."""
    town = play.town
    token = await link_of(play)
    await play.start(town.cara, token)
    refused = await play.start(town.carl, token)
    assert REFUSED in refused.text
    again = await play.start(town.cara, token)
    assert play.sold()[0] in again.text
    assert {chat.title for chat in play.showing(play.sold()[0])} == {"Cara Customer"}


@begins(one_bought)
async def test_two_who_open_it_at_once_get_one_key(play: Play) -> None:
    """Of two people in the same moment exactly one has the key."""
    town = play.town
    token = await link_of(play)
    town.cara.starts(token)
    town.carl.starts(token)
    await play.stage.quiet()
    assert len({chat.title for chat in play.showing(play.sold()[0])}) == 1


@begins(one_bought)
@pytest.mark.steps("start payload")
async def test_a_person_the_bot_has_never_met_may_claim(play: Play) -> None:
    """A customer comes by the link and nothing else; /mykeys works from then on."""
    stan = play.town.stan
    shown = await play.start(stan, await link_of(play))
    assert play.sold()[0] in shown.text
    assert "GTA V" in (await play.say(stan, "/mykeys")).text


@begins(one_bought)
async def test_guessed_tokens_are_slowed_down(play: Play) -> None:
    """After a few misses the person waits, longer with each, and even a good link waits too."""
    town, carl = play.town, play.town.carl
    token = await link_of(play)
    for guess in range(FREE_MISSES + 1):
        said = await play.start(carl, f"guess{guess:017}")
        assert REFUSED in said.text
    said = await play.start(carl, token)
    assert "Too many links that do not work." in said.text
    assert play.showing(play.sold()[0]) == []
    play.clock.forward_to(play.clock() + FIRST_WAIT + timedelta(seconds=1))
    said = await play.start(carl, "another0000000000000000")
    assert REFUSED in said.text
    play.clock.forward_to(play.clock() + FIRST_WAIT + timedelta(seconds=1))
    assert "Too many links" in (await play.start(carl, token)).text
    assert play.sold()[0] in (await play.start(town.cara, token)).text


@pytest.mark.parametrize("token", ["hello", "a" * 64, "_", "-" * 22, "K-7F3Q-X9ND"])
async def test_odd_payloads_are_refused_like_guesses(play: Play, token: str) -> None:
    """Whatever stands behind /start: the same words, and nothing about why."""
    said = await play.start(play.town.carl, token)
    assert REFUSED in said.text


@begins(one_bought)
@pytest.mark.steps("tap order.revoke")
async def test_a_revoked_link_is_dead(play: Play) -> None:
    """Revoke link works where it is shown, in the supporter's private chat."""
    town = play.town
    number = play.order_number(play.begun(one_bought))
    token = await link_of(play)
    await play.tap(town.sam, "Revoke link")
    assert play.shown(town.sam.private).text == f"The link for {number} works no more."
    assert REFUSED in (await play.start(town.cara, token)).text
    fresh = await link_of(play)
    assert play.sold()[0] in (await play.start(town.cara, fresh)).text


@begins(one_bought)
async def test_only_who_may_deliver_can_revoke(play: Play) -> None:
    """Neither a stranger nor a supporter whose role was taken away can revoke a link."""
    town = play.town
    number = play.order_number(play.begun(one_bought))
    token = await link_of(play)
    hello = await play.say(town.stan, "/whoami")
    assert "hand keys over" in await play.forge(town.stan, f"order.revoke::{number}", hello)
    await play.say(town.olga, "/revoke support @sam", play.desk)
    await play.tap(town.olga, "Confirm", play.desk)
    answer = await (await play.tap(town.sam, "Revoke link")).answered()
    assert "hand keys over" in answer.text
    assert play.sold()[0] in (await play.start(town.cara, token)).text


@begins(one_bought)
@pytest.mark.steps("tap order.claim", "tap order.link", "notice link-over")
async def test_a_second_link_replaces_the_first(play: Play) -> None:
    """Only the newest link of an order works, and the message with the other says so."""
    town = play.town
    first = await link_of(play)
    old = play.shown(town.sam.private)
    second = await link_of(play)
    assert "works no more: it was stopped, or another way was taken since." in old.text
    assert first not in old.text
    assert "Revoke link" in play.shown(town.sam.private).labels()
    assert REFUSED in (await play.start(town.carl, first)).text
    assert play.sold()[0] in (await play.start(town.cara, second)).text
    told = await play.say(town.olga, "/audit", play.desk)
    assert "stopped the claim link" in told.text


@pytest.mark.steps("tap order.claim", "notice order-shown")
@pytest.mark.parametrize("count", [1, 3])
async def test_a_double_tap_makes_one_link(play: Play, count: int) -> None:
    """The second press asks and changes nothing; the order's card shows the link, and the end of it."""
    town, desk = play.town, play.desk
    town.codegames.set_stock("562", 3)
    card = pressed = await play.buy(count=count)
    label = "Claim link"
    if count > 1:
        await play.tap(town.sam, label, desk)
        pressed, label = play.shown(desk), "All 3 in one link"
    button = pressed.button(label)
    assert button is not None
    data = button.data or ""
    await play.tap(town.sam, label, desk, pressed)
    await play.forge(town.sam, data, pressed)
    asked = play.shown(desk)
    assert "open already" in asked.text
    made = [m for m in town.sam.private.messages if "?start=" in m.text]
    assert len(made) == 1
    assert "Open links (1)" in card.labels()
    token = next(w for w in made[0].text.split() if "?start=" in w).partition("?start=")[2]
    await play.tap(town.sam, "Open links (1)", desk, card)
    await play.tap(town.sam, "Revoke 1", desk)
    assert "Open links (1)" not in card.labels()
    assert REFUSED in (await play.start(town.carl, token)).text


@begins(one_bought)
async def test_a_link_expires_after_seven_days(play: Play) -> None:
    """What nobody opened in a week opens for nobody, and the order's card counts it no more."""
    card = play.begun(one_bought)
    token = await link_of(play)
    assert "Open links (1)" in card.labels()
    await play.later(timedelta(days=7, seconds=1))
    assert "Claim link" in card.labels() and "Open links (1)" not in card.labels()
    assert "works no more: nobody opened it in time." in play.shown(play.town.sam.private).text
    assert REFUSED in (await play.start(play.town.cara, token)).text
    assert play.showing(play.sold()[0]) == []


@begins(one_bought)
async def test_a_link_of_a_customers_own_works_after_it_expired(play: Play) -> None:
    """Once it is used, the link leads its customer to the key for good."""
    cara = play.town.cara
    token = await link_of(play)
    await play.start(cara, token)
    play.clock.forward_to(play.clock() + timedelta(days=30))
    assert play.sold()[0] in (await play.start(cara, token)).text


@begins(one_bought)
async def test_no_link_for_what_has_a_customer(play: Play) -> None:
    """An old card's Claim link is refused once the order is somebody's."""
    town, desk = play.town, play.desk
    card = play.begun(one_bought)
    number = play.order_number(card)
    await play.start(town.cara, await link_of(play))
    await play.forge(town.sam, f"order.claim::{number}", card)
    assert play.shown(desk).text == f"{number} belongs to Cara Customer already."


async def test_who_has_not_started_the_bot_is_told_how(play: Play) -> None:
    """A link is as good as the key, so it goes to a private chat; without one, none is made."""
    town, desk = play.town, play.desk
    desk.add(town.stan)
    await play.stage.quiet()
    town.stan.says("/whoami", desk)
    await play.stage.quiet()
    await play.say(town.olga, "/grant support @stan", desk)
    await play.tap(town.olga, "Confirm", desk)
    await play.buy()
    answer = await (await play.tap(town.stan, "Claim link", desk)).answered()
    assert answer.text == "Open our private chat first."
    told = play.shown(desk)
    assert told.text == (
        "Stan Stranger, I can send that only privately. Open our chat, press Start, and try again."
    )
    assert (await play.tap(town.stan, "Open the private chat", desk)).url == (
        "https://t.me/keydesk_bot"
    )
    assert "Welcome" in (await play.start(town.stan)).text
    await play.tap(town.stan, "Claim link", desk)
    assert "?start=" in play.shown(town.stan.private).text


@begins(one_bought)
@pytest.mark.steps("start payload")
async def test_a_pasted_link_is_taken_as_opened(play: Play) -> None:
    """People paste the link into the chat instead of opening it."""
    cara = play.town.cara
    token = await link_of(play)
    play.done.add("start payload")
    said = await play.say(cara, f"here: https://t.me/keydesk_bot?start={token}")
    assert play.sold()[0] in said.text
    other = await play.say(play.town.carl, f"https://t.me/other_bot?start={token}")
    assert other.text.startswith("I was not waiting for an answer.")


@begins(one_bought)
@pytest.mark.parametrize(
    "fault",
    [Fault.status(500), Fault.error(401, "Unauthorized"), Fault.lost_before()],
    ids=["server-error", "unauthorized", "lost"],
)
@pytest.mark.parametrize("which", [0, 1], ids=["greeting", "keys"])
async def test_a_claim_whose_answer_telegram_does_not_take_brings_the_key_later(
    play: Play, fault: Fault, which: int
) -> None:
    """Used up, and nothing shown: the customer is not sent away, the key comes by itself, and once."""
    town, left = play.town, iter(range(2))
    token = await link_of(play)
    town.world.faults.add(
        "sendMessage", fault, 1, lambda to: to["chat_id"] == town.cara.id and next(left, 9) == which
    )
    shown = await play.start(town.cara, token)
    (key,) = play.sold()
    assert play.spoilers(shown) == [key]
    assert shown.protect_content
    said = [m.text for m in town.cara.private.messages if m.sender is None]
    assert sum(key in text for text in said) == 1
    assert not any("our fault" in text for text in said)


@begins(one_bought)
async def test_a_claimed_key_waits_for_somebody_who_has_blocked_the_bot(play: Play) -> None:
    """Blocked in the moment of the claim, the key comes when they are back."""
    town = play.town
    token = await link_of(play)
    town.world.refuses(town.cara.private, CHAT[0])
    town.cara.starts(token)
    await play.stage.quiet()
    (key,) = play.sold()
    assert play.showing(key) == []
    town.world.faults.clear()
    town.cara.blocks_bot()
    town.cara.unblocks_bot()
    await play.later(timedelta(minutes=1))
    assert play.spoilers(play.shown(town.cara.private)) == [key]


@begins(one_bought)
@pytest.mark.steps("tap order.revoke")
async def test_a_revoke_that_came_too_late_says_who_has_the_keys(play: Play) -> None:
    """By whom the link was used, when, and what to do; nothing is claimed to be stopped."""
    town = play.town
    number = play.order_number(play.begun(one_bought))
    await play.start(town.cara, await link_of(play))
    await play.tap(town.sam, "Revoke link")
    said = play.shown(town.sam.private).text
    assert said.startswith(f"Too late: the link for {number} was used by Cara Customer (today ")
    assert f"the keys of {number} cannot be called back" in said
    assert play.sold()[0] in (await play.say(town.cara, f"/key {number}")).text
