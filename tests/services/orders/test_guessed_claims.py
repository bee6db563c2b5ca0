"""Thousands of guessed links: none opens anything, and the real one still works afterwards."""

from datetime import timedelta
from random import Random

import pytest

from services.delivery.claims import CLAIM_LIFE
from services.delivery.errors import ClaimBarredError, ClaimRefusedError
from services.delivery.honouring import FREE_MISSES, LONGEST_WAIT
from services.orders.door import BUY, DELIVER
from tests.campaigns.length import LONG
from tests.services.orders.conftest import CARA, SAM, OrderRoom
from tests.services.orders_made import let_in

GUESSES = 10_000 if LONG else 80
PEOPLE = 10
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@pytest.mark.timeout(0 if LONG else 120)
async def test_no_guess_opens_anything(room: OrderRoom) -> None:
    """By many people who wait as long as they are told; tokens near the true one, and made up ones."""
    random = Random(11)  # noqa: S311 - a campaign is repeated by its seed
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 1)
    order = await room.confirm(let_in(SAM, draft.number, BUY))
    token = (await room.claims.make(let_in(SAM, order.number, DELIVER))).token
    made = room.clock()
    refused = barred = 0
    for number in range(GUESSES):
        guess = "".join(random.choices(LETTERS, k=22))
        if number % 3 == 0:  # one letter of the true one is another
            at = random.randrange(22)
            guess = token[:at] + random.choice(LETTERS.replace(token[at], "")) + token[at + 1 :]
        try:
            await room.claims.honour(900 + number % PEOPLE, guess)
        except ClaimRefusedError:
            refused += 1
        except ClaimBarredError as error:
            barred += 1
            assert error.facts["until"] - room.clock() <= LONGEST_WAIT
            if (
                number % PEOPLE == PEOPLE - 1
                and room.clock() < made + CLAIM_LIFE - LONGEST_WAIT * 2
            ):
                room.clock.advance(LONGEST_WAIT / timedelta(seconds=1))
    assert refused + barred == GUESSES
    assert refused >= PEOPLE * FREE_MISSES
    assert barred > 0
    keys = await room.claims.honour(CARA, token)
    assert keys.order.number == order.number
