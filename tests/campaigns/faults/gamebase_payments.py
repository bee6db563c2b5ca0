"""Coupons and payments (4.12 to 4.15): what is used up, and what is consumed."""

from sandbox.demo_world import DemoWorld
from sandbox.telegram import Message
from tests.campaigns.faults.gamebase_words import (
    NO,
    Wish,
    confirm,
    ends,
    oldest,
    read_row,
    sam_says,
    standing,
)
from tests.campaigns.faults.table import Effect, in_each, in_kind
from tests.conversations.play import Play

COUPON = "GIFT-7F3Q-X9ND"
PAYMENT_TOKEN = "token-of-the-payment-of-PZ1005"

_REDEEM = f"/coupon puzzle PZ1001 {COUPON}"
_TRIES = ends("coupon.redeem")
_COUPON_LOST = (
    "❓ There was no clear answer. The coupon may be used up for PZ1001 of puzzle, or not: ask the "
    "player whether it has arrived before trying again."
)
_GIVEN = "🎟 A present: used up for PZ1001 of puzzle."
_CONSUMED = "of puzzle is consumed."
_NOTHING_NOW = "Nothing was done now."


async def redeemed(play: Play) -> Message:
    """Sam uses a coupon up for a player."""
    await play.say(play.town.sam, _REDEEM, play.desk)
    assert standing(play, COUPON) == []
    return await confirm(play, play.town.sam)


async def redeemed_again(play: Play) -> None:
    """The same command once more; a try whose answer was lost is brought to mind before it."""
    lost = (await _TRIES(play)).endswith("unknown")
    question = await play.say(play.town.sam, _REDEEM, play.desk)
    assert ("⚠️ This was tried " in question.text) == lost
    await confirm(play, play.town.sam)


async def paid(play: Play) -> None:
    """A player has paid, and Max has the payment before him in a list."""
    town = play.town
    town.gamebase.purchases.pay(
        town.apps["puzzle"].app_id, "PZ1005", currency="KZT", access_token=PAYMENT_TOKEN
    )
    await play.say(town.max, "/payments puzzle PZ1005 GG", play.desk)


async def consumed(play: Play) -> Message:
    """Max consumes it by its number and token, which he types."""
    number = oldest(play, "Consume ").labels()[0].removeprefix("Consume ")
    await play.say(play.town.max, f"/consume puzzle {number} {PAYMENT_TOKEN}", play.desk)
    assert standing(play, PAYMENT_TOKEN) == []
    return await confirm(play, play.town.max)


async def consumed_again(play: Play) -> None:
    """Typed once more."""
    await consumed(play)


async def consumed_from_list(play: Play) -> Message:
    """Max consumes it by the button of the list."""
    listed = oldest(play, "Consume ")
    await play.tap(play.town.max, listed.labels()[0], play.desk, listed)
    return await confirm(play, play.town.max)


async def consumed_from_list_again(play: Play) -> None:
    """By the same button once more."""
    await consumed_from_list(play)


def _uses(town: DemoWorld) -> int:
    return len(town.gamebase.coupons.uses)


def _consumptions(town: DemoWorld) -> int:
    return len(town.gamebase.purchases.consumptions)


PAYMENTS = (
    Wish(
        number="4.12",
        standin="gamebase",
        endpoint="coupon",
        effect=Effect.SPENDS,
        walk=redeemed,
        reads=in_each(_COUPON_LOST, NO),
        state=_TRIES,
        remains=in_kind("unknown", "unknown", "refused"),
        again=redeemed_again,
        told=in_kind(
            _GIVEN,
            "whose answer was lost, or by somebody else. Ask the player whether it has arrived.",
            _GIVEN,
        ),
        settles=in_kind("unknown done", "unknown ambiguous", "refused done"),
        effects=_uses,
    ),
    Wish(
        number="4.13",
        standin="gamebase",
        endpoint="consume",
        effect=Effect.SPENDS,
        ready=paid,
        walk=consumed,
        reads=in_each("of puzzle may be consumed, or not; trying once more is safe and tells.", NO),
        state=ends("payment.consume"),
        remains=in_kind("unknown", "unknown", "refused"),
        again=consumed_again,
        told=in_kind(_CONSUMED, _NOTHING_NOW, _CONSUMED),
        settles=in_kind("unknown done", "unknown found-done", "refused done"),
        effects=_consumptions,
    ),
    Wish(
        number="4.13 from the list",
        standin="gamebase",
        endpoint="consume",
        effect=Effect.SPENDS,
        ready=paid,
        walk=consumed_from_list,
        reads=in_each(
            "of puzzle waits still. It may be tried once more.",
            in_kind(
                "of puzzle waits still. It may be tried once more.",
                f"{_CONSUMED} There was no clear answer; asking once more showed that it is done.",
                "",
            ),
            NO,
        ),
        state=ends("payment.consume"),
        remains=in_kind("unknown", "unknown found-done", "refused"),
        again=consumed_from_list_again,
        told=in_kind(_CONSUMED, _NOTHING_NOW, _CONSUMED),
        settles=in_kind("unknown done", "unknown found-done", "refused done"),
        effects=_consumptions,
    ),
    read_row(
        "4.14", "consumables", sam_says("/payments puzzle PZ1001 GG"), "Price: KZT\xa01,490.00"
    ),
    read_row(
        "4.15",
        "subscriptions",
        sam_says("/subscriptions puzzle PZ1001 GG com.example.puzzle"),
        "• puzzle_pass_month",
    ),
)
