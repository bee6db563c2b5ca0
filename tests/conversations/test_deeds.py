"""How what was confirmed has ended is told until it has arrived, whatever happens between."""

import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.frame.cards import Card
from handlers.frame.turn import Turn
from handlers.games.coupons import Wish
from sandbox.faults import Fault, When
from sandbox.gates import Gate
from sandbox.standin import StandIn
from sandbox.telegram import Message, Person
from services.deeds.deed import STILL_WANTED
from storage.tables.outbox import notices
from storage.tables.work import work
from tests.conversations import products_play, test_accounts
from tests.conversations.play import Play
from tests.conversations.test_games_coupons import GIFT
from tests.conversations.test_games_leaderboards import entry
from tests.conversations.test_games_payments import ask, paid
from tests.conversations.test_games_secrets import assert_nowhere
from tests.conversations.test_games_withdraw import written
from tests.conversations.test_held import ENDED, GONE, UNDER_WAY, data_of
from tests.conversations.test_products_document import HEAD, sent

CUT_OFF = "❓ I was stopped while this was under way: nobody knows whether it was done."
NOT_BEGUN = "✖️ I was stopped before I began this: nothing was done."
DONE = "✅ Done."
SOON = timedelta(seconds=30)
"""Longer than the outbox waits after two refusals."""


@dataclass(frozen=True)
class Case:
    """A deed: who asks for it and how, the request that does it, and how often that was done.

    ``full`` begins its card as the process shows it that did it; ``after`` stands on it where the next one
    has found out, or asked again, what the one before was cut off in; else ``title`` and ``look`` begin and
    end what is told: that nobody knows, and what one does then. ``is_seen``: looking tells, without asking
    for it again.
    """

    who: str
    asks: Callable[[Play], Awaitable[Message]]
    standin: str
    endpoint: str
    done: Callable[[Play], int]
    full: str
    title: str
    look: str
    after: str = ""
    is_seen: bool = True
    when: When | None = None

    def person(self, play: Play) -> Person:
        """Who asks."""
        found: Person = getattr(play.town, self.who)
        return found

    def shop(self, play: Play) -> StandIn:
        """Whoever does it."""
        found: StandIn = getattr(play.town, self.standin)
        return found

    def gate(self, play: Play) -> Gate:
        """Hold its answer."""
        return self.shop(play).gate(self.endpoint, "after", self.when)


async def coupon(play: Play) -> Message:
    """Use a coupon up."""
    return await play.say(play.town.sam, f"/coupon puzzle PZ1001 {GIFT}", play.desk)


async def consume(play: Play) -> Message:
    """Consume a payment by its token."""
    return await ask(play, paid(play))


async def withdraw(play: Play) -> Message:
    """Withdraw a player."""
    return await play.say(play.town.olga, "/withdraw puzzle PZ1001", play.desk)


async def score(play: Play) -> Message:
    """Write a score."""
    return await play.say(play.town.max, "/score puzzle 1 PZ1001 777", play.desk)


async def publish(play: Play) -> Message:
    """Publish a key product."""
    card = await products_play.opened(play, "Tea Party")
    await play.tap(play.town.max, "Publish", play.desk)
    return card


async def royalty(play: Play) -> Message:
    """Change a game account."""
    await test_accounts.asked_for(play, "Royalty")
    return await play.answer(play.town.max, "15", play.desk)


def written_777(play: Play) -> int:
    """Whether the score stands there."""
    found = entry(play, "PZ1001")
    return int(found is not None and found.score == 777)


CASES = {
    "coupon": Case(
        "sam",
        coupon,
        "gamebase",
        "coupon",
        lambda play: len(play.town.gamebase.coupons.uses),
        "🎟",
        "Coupon •••••X9ND for PZ1001 of puzzle",
        "Ask the player",
    ),
    "payment": Case(
        "max",
        consume,
        "gamebase",
        "consume",
        lambda play: len(play.town.gamebase.purchases.consumptions),
        "✅",
        "Consuming the payment",
        "Trying once more is safe",
        after="is consumed. There was no clear answer; asking once more showed",
        is_seen=False,
    ),
    "withdrawal": Case(
        "olga",
        withdraw,
        "gamebase",
        "withdraw",
        lambda play: len(play.town.gamebase.withdrawals.all),
        "⚫ PZ1001 of puzzle is withdrawn.",
        "Withdrawing PZ1001 from puzzle",
        "Look at /player",
        after="is withdrawn. There was no clear answer; looking showed that it is done.",
    ),
    "score": Case(
        "max",
        score,
        "gamebase",
        "score",
        written_777,
        "✅",
        "Score 777 of PZ1001 on leaderboard 1 of puzzle",
        "Look at /rank",
        after="had the score 777 on leaderboard 1 of puzzle already",
        is_seen=False,
    ),
    "product": Case(
        "max",
        publish,
        "paysuper",
        "publish",
        lambda play: int(products_play.product(play, "tea-party").enabled),
        "✅",
        "Publishing the key product",
        "Look at /products",
        after="✅ Published.",
    ),
    "account": Case(
        "max",
        royalty,
        "openapigames",
        "accounts",
        lambda play: int(play.town.openapigames.accounts[0].royalty_percent == 1500),
        "✅",
        "Changing the game account 1001 at Open API Games",
        "Look at /accounts",
        after="✅ Changed.",
        when=lambda params: bool(params["accounts"]),
    ),
}
every_case = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))


async def unsent(play: Play) -> list[str]:
    """Deeds that are under way, and the states of notices of others that are not told."""
    async with play.stage.app.house.db.read() as tx:
        left = (await tx.connection.execute(select(work.c.kind))).scalars().all()
        found = select(notices.c.state).where(notices.c.kind == "deed-ended")
        states = (await tx.connection.execute(found)).scalars().all()
    return [*left, *(state for state in states if state != "sent")]


@every_case
async def test_killed_while_the_provider_has_it(play: Play, case: Case) -> None:
    """The next process learns what came of it, or says that nobody knows and where to look: done once."""
    card = await case.asks(play)
    yes = data_of(card, "Confirm")
    gate = case.gate(play)
    play.press(case.person(play), "Confirm", play.desk, card)
    await play.dies_while(gate)
    if case.after:
        assert case.after in card.text
    else:
        assert_not_known(card, case)
    assert play.shown(play.desk) is card  # that the tap has come again is no news to anybody
    await play.forge(case.person(play), yes, card)
    assert play.shown(play.desk).text.startswith(ENDED)
    assert case.done(play) == 1
    assert await unsent(play) == []


@every_case
async def test_killed_while_the_provider_has_it_and_away_for_long(play: Play, case: Case) -> None:
    """An hour later nothing is asked for again: what can be looked at is, the rest is not known."""
    card = await case.asks(play)
    gate = case.gate(play)
    play.press(case.person(play), "Confirm", play.desk, card)
    await play.dies_while(gate, timedelta(hours=1))
    if case.after and case.is_seen:
        assert case.after in card.text
    else:
        assert_not_known(card, case)
    calls = [call for call in case.shop(play).calls if call.endpoint == case.endpoint]
    assert len([call for call in calls if case.when is None or case.when(call.body)]) == 1
    assert await unsent(play) == []


def assert_not_known(card: Message, case: Case) -> None:
    """It says what was confirmed and by whom, that nobody knows, and where to look."""
    lines = card.text.splitlines()
    assert lines[0].startswith(case.title)
    assert lines[1].startswith("Asked for by ")
    assert CUT_OFF in lines
    assert lines[-1].startswith(case.look)
    assert card.labels() == []


@every_case
async def test_done_while_telegram_takes_nothing(play: Play, case: Case) -> None:
    """It is told that it was done as soon as Telegram takes it; nobody reads that it did not work."""
    card = await case.asks(play)
    play.unheard()
    await play.tap(case.person(play), "Confirm", play.desk, card)
    assert "Confirm" in card.labels()
    play.town.world.faults.clear()
    await play.later(SOON)
    assert card.text.startswith(case.full)
    assert case.done(play) == 1
    assert "did not" not in play.shown(play.desk).text
    assert await unsent(play) == []


async def in_the_middle_of_a_document(play: Play, away: timedelta) -> list[str]:
    """Killed while the platform is added, the texts being changed already; gives what the card says then."""
    row = "name,en,,,,Space Miner 2\nplatform,,gog,,,\nprice,,gog,USD,USD,21.50\n"
    card = await sent(play, HEAD + row)
    gate = play.town.paysuper.gate("add_platform", "after")
    play.press(play.town.max, "Confirm", play.desk, card)
    await play.dies_while(gate, away)
    title, _, _, *lines = card.text.splitlines()
    assert title.startswith("Changing the key product")
    return lines


async def test_killed_in_the_middle_of_several_requests(play: Play) -> None:
    """The next process sees that the platform is there, and does what is left: nothing."""
    assert await in_the_middle_of_a_document(play, timedelta(0)) == [
        "Texts and general data: ✅ Done.",
        "gog with its prices: ✅ Done. There was no clear answer; looking showed it.",
        "What is not named here was not begun.",
    ]


async def test_killed_before_the_last_of_several_requests(play: Play) -> None:
    """The next process makes it: what was confirmed is done whole, and nothing of it twice."""
    row = "name,en,,,,Space Miner 2\nplatform,,gog,,,\nprice,,gog,USD,USD,21.50\n"
    card = await sent(play, HEAD + row)
    shop = play.town.paysuper
    gate = shop.gate("add_platform", "before")
    shop.faults.add("add_platform", Fault.lost_before(), times=2)
    play.press(play.town.max, "Confirm", play.desk, card)
    await gate.reached()
    edits = len([call for call in shop.calls if call.endpoint == "update"])
    await play.dies_while(gate)
    assert card.text.splitlines()[3:5] == [
        "Texts and general data: ✅ Done.",
        "gog with its prices: ✅ Done.",
    ]
    assert len([call for call in shop.calls if call.endpoint == "update"]) == edits


async def test_done_and_killed_before_it_was_told(play: Play) -> None:
    """The next start tells it."""
    card = await coupon(play)
    play.unheard()
    await play.tap(play.town.sam, "Confirm", play.desk, card)
    await play.stage.app.stop()
    play.town.world.faults.clear()
    play.clock.forward_to(play.clock() + SOON)
    await play.restart()
    assert card.text.startswith("Coupon •••••X9ND")
    assert card.text.endswith(DONE)


async def killed_before_it_was_begun(play: Play, away: timedelta) -> Message:
    """While the player was being looked up, for a while; gives the card."""
    town, desk = play.town, play.desk
    card = await withdraw(play)
    gate = town.gamebase.gate("member", "before")
    # What the dead process does after that moment has never been: the stand-in must not see it.
    town.gamebase.faults.add("withdraw", Fault.lost_before())
    play.press(town.olga, "Confirm", desk, card)
    await play.dies_while(gate, away)
    return card


async def test_killed_before_it_was_begun(play: Play) -> None:
    """The next process does it: it was confirmed."""
    card = await killed_before_it_was_begun(play, timedelta(0))
    assert card.text.startswith("⚫ PZ1001 of puzzle is withdrawn")
    assert await unsent(play) == []


async def test_killed_before_it_was_begun_and_away_for_long(play: Play) -> None:
    """A quarter of an hour later nobody may want it any more: the card says that nothing was done."""
    card = await killed_before_it_was_begun(play, STILL_WANTED + timedelta(seconds=1))
    assert NOT_BEGUN in card.text
    assert await written(play, "player.withdraw") == []
    assert await unsent(play) == []


async def test_telegram_answers_502_for_a_while(play: Play) -> None:
    """As long as all tries of one answer take: the outbox tells it, and the person once what is so."""
    town, desk = play.town, play.desk
    card = await withdraw(play)
    for method in ("answerCallbackQuery", "editMessageText", "sendMessage"):
        town.world.faults.add(method, Fault.status(502), times=None)
    await play.tap(town.olga, "Confirm", desk, card)
    town.world.faults.clear()
    await play.later(SOON)
    assert card.text == "⚫ PZ1001 of puzzle is withdrawn."
    said = [message.text for message in desk.messages if message.sender is None]
    assert not [text for text in said if text.startswith(("Sorry", "Telegram did not take"))]
    assert len(town.gamebase.withdrawals.all) == 1


async def test_a_refusal_that_telegram_did_not_take_is_told_with_its_reason(play: Play) -> None:
    """Not as something that was stopped, nor as something unknown."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/coupon puzzle PZ1001 SUMMER", desk)
    play.unheard()
    await play.tap(town.sam, "Confirm", desk, card)
    town.world.faults.clear()
    await play.later(SOON)
    assert card.text == "This coupon is outside its period. Nothing was used up. Code -100008"


async def test_what_was_given_up_before_it_was_begun_is_told_as_that(play: Play) -> None:
    """The provider could not be asked whether the player is there: nothing was done, and why."""
    town, desk = play.town, play.desk
    card = await withdraw(play)
    town.gamebase.faults.add("member", Fault.refusal(-4010004), times=None)
    play.unheard()
    await play.tap(town.olga, "Confirm", desk, card)
    town.world.faults.clear()
    await play.later(SOON)
    assert "does not accept our credentials" in card.text
    assert town.gamebase.withdrawals.all == []


async def test_meanwhile_its_person_goes_on_and_does_it_no_second_time(play: Play) -> None:
    """Other commands are answered; Confirm, Cancel and the same asked anew do nothing twice."""
    town, desk, world = play.town, play.desk, play.town.world
    cards = [await withdraw(play), await withdraw(play)]
    yes, no = data_of(cards[0], "Confirm"), data_of(cards[0], "Cancel")
    gate = town.gamebase.gate("withdraw", "before")
    play.press(town.olga, "Confirm", desk, cards[0])
    await gate.reached()
    await desk.until(lambda: cards[0].text == "⏳ Under way …")
    town.olga.says("/whoami", desk)
    await desk.until(lambda: "Olga" in play.shown(desk).text)
    town.olga.forges(yes, cards[0])
    await desk.until(lambda: play.shown(desk).text.startswith(UNDER_WAY))
    cancelled = await town.olga.forges(no, cards[0]).answered()
    assert cancelled.text.startswith(UNDER_WAY)
    town.olga.taps("Confirm", desk, cards[1])
    await desk.until(lambda: cards[1].text.startswith("The very same is being done just now"))
    assert cards[0].text == "⏳ Under way …"
    gate.release()
    await play.stage.quiet()
    assert cards[0].text == "⚫ PZ1001 of puzzle is withdrawn."
    assert len(town.gamebase.withdrawals.all) == 1
    assert not [call for call in world.calls if "nothing was done" in str(call.params.get("text"))]
    assert await unsent(play) == []


async def test_a_mistake_of_ours_after_it_was_done_is_no_apology(
    play: Play, log: io.StringIO
) -> None:
    """The card says what was done, with the reference under which the log has the mistake."""
    known = play.stage.app.frame.registry.deeds

    async def broken(turn: Turn, wish: Wish) -> Card:
        await turn.services.games.coupons.redeem(turn.actor, wish.app, wish.player, wish.coupon)
        raise RuntimeError("a mistake of ours")

    known[Wish] = replace(known[Wish], maker=broken)
    card = await coupon(play)
    await play.tap(play.town.sam, "Confirm", play.desk, card)
    *_, done, reference = card.text.splitlines()
    assert done == DONE
    assert reference.startswith("The fault is ours. Tell the owner this reference: E-")
    assert reference.split()[-1] in log.getvalue()
    assert "a mistake of ours" in log.getvalue()


@pytest.mark.steps("notice deed-ended")
async def test_neither_code_nor_token_stands_in_what_is_told(play: Play, log: io.StringIO) -> None:
    """In no notice, no text and no line of the log, whatever was cut off."""
    town, desk = play.town, play.desk
    one = paid(play)
    cards = [await coupon(play), await ask(play, one)]
    play.unheard()
    for person, card in zip((town.sam, town.max), cards, strict=True):
        await play.tap(person, "Confirm", desk, card)
    for secret in (GIFT, one.access_token):
        await assert_nowhere(play, secret, log)
    town.world.faults.clear()
    await play.later(SOON)
    assert not [card.text for card in cards if "Confirm" in card.labels()]
    for secret in (GIFT, one.access_token):
        await assert_nowhere(play, secret, log)


async def test_the_end_takes_the_place_of_the_words_that_wait(play: Play) -> None:
    """Telegram asks for a pause: the coupon is used meanwhile, and “under way” is not said any more."""
    town, desk, world = play.town, play.desk, play.town.world
    card = await coupon(play)
    world.faults.add("editMessageText", Fault.retry_after(1))
    await play.tap(town.sam, "Confirm", desk, card)
    assert card.text.startswith("🎟")
    taken = [call for call in world.calls if call.method == "editMessageText" and call.ok]
    assert [str(call.params["text"])[0] for call in taken] == ["🎟"]
    assert await unsent(play) == []


async def test_a_message_that_is_gone_is_answered_by_a_new_one(play: Play) -> None:
    """The question was deleted meanwhile: how it ended comes into its topic as a message."""
    town, desk = play.town, play.desk
    card = await coupon(play)
    gate = town.gamebase.gate("coupon", "after")
    play.press(town.sam, "Confirm", desk, card)
    await gate.reached()
    town.world.remove(card)
    await play.dies_while(gate)
    told = play.shown(desk)
    assert told is not card
    assert CUT_OFF in told.text.splitlines()
    assert GONE not in told.text
