"""The roads to the endpoints of PIN Hype."""

from datetime import timedelta

from sandbox.faults import Fault
from sandbox.telegram import Message
from tests.campaigns.faults.roads import offering, press
from tests.campaigns.faults.table import Walk
from tests.conversations.play import Play

PRODUCT = "Google Play 30 BRL"
DOCUMENT = "12345678909"
"""Of the buyer who has redeemed a pin."""
LAG = 3600.0
"""Seconds by which the books lag behind: no look into them within minutes shows a new pin."""


async def look(play: Play) -> Message:
    """Sam reads price and stock; the first to ask signs in."""
    return await play.say(play.town.sam, f"/stock {PRODUCT}", play.desk)


async def signed_in_yesterday(play: Play) -> None:
    """The token is near its end, and still holds."""
    await look(play)
    play.clock.forward_to(play.clock() + timedelta(hours=22))


def browse(*labels: str) -> Walk:
    """Max walks through the catalog by buttons."""

    async def walk(play: Play) -> Message:
        card = await play.say(play.town.max, "/browse hype", play.desk)
        for label in labels:
            await play.tap(play.town.max, label, play.desk, card)
        return play.shown(play.desk)

    return walk


async def buy(play: Play) -> Message:
    """Sam buys one pin."""
    return await play.buy(PRODUCT)


async def bought(play: Play) -> None:
    """A pin was bought."""
    await buy(play)


async def bought_and_redeemed(play: Play) -> None:
    """A pin was bought, and its buyer has redeemed it and shown a document."""
    await buy(play)
    play.town.hype.redeem(play.town.hype.pins[0].transaction_id, document=DOCUMENT)


async def bought_unseen(play: Play) -> None:
    """A pin was bought, and nobody could learn under which id of Hype's: the order is uncertain."""
    hype = play.town.hype
    hype.report_lag = LAG
    hype.faults.add("pre_redeem", Fault.lost_after())
    await buy(play)
    await play.later(timedelta(minutes=3))
    hype.report_lag = 0


async def reverse(play: Play) -> Message:
    """Max has the order reversed; gives its card."""
    return await press(play, play.town.max, play.desk, "Reverse", "Confirm")


async def reverse_again(play: Play) -> None:
    """The same once more, if the card offers it."""
    if offering(play.desk, "Reverse") is not None:
        await reverse(play)


def books(said: str) -> Walk:
    """Max looks into the books; ``said`` may name the ``transaction`` and ``reference`` of the pin."""

    async def walk(play: Play) -> Message:
        pin = play.town.hype.pins[0]
        meant = said.format(transaction=pin.transaction_id, reference=pin.reference)
        return await play.say(play.town.max, f"/books hype {meant}", play.town.managers)

    return walk


async def providers(play: Play) -> Message:
    """Max asks how the providers are."""
    return await play.say(play.town.max, "/providers", play.town.managers)
