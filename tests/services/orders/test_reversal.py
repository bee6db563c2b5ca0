"""Reversing: what the provider took back is worth nothing here, what it refused stays as it was."""

import pytest
from cryptography.fernet import Fernet

from providers.base import ReversalEnd
from providers.registry import Providers
from sandbox.faults import Fault
from sandbox.hype import Status
from services.access.service import Access
from services.delivery.errors import ClaimRefusedError, NothingToDeliverError
from services.errors import ProviderTroubleError
from services.known_keys import KnownKeys
from services.orders import (
    OrderStatus,
    OrderViews,
    PurchaseStatus,
    Reversals,
    Reverser,
)
from services.orders.arrivals import Arrivals
from services.orders.door import BUY, DELIVER, REVEAL, REVERSE
from services.orders.errors import CannotReverseError, NothingToReverseError, UnknownOrderError
from services.orders.in_hand import InHand
from services.vault import Vault, mask
from tests.campaigns.bulk import OLGA, BulkDesk
from tests.services.orders.conftest import CARA, SAM, OrderRoom
from tests.services.orders.tills import bought
from tests.services.orders_made import let_in


async def test_an_order_is_reversed_once_with_what_the_provider_said(till: BulkDesk) -> None:
    """The pin is taken back once, the order ends, and nothing of it can be handed over."""
    desk = till.house.desk
    order = await bought(till)
    report = await desk.reversals.reverse(let_in(OLGA, order.number, REVERSE))
    [(position, said)] = report.said
    assert (position, said.end) == (1, ReversalEnd.DONE)
    assert (said.status, said.said) == ("Canceled in stock", "Successful cancellation")
    assert report.order.status is OrderStatus.REVERSED
    assert (report.order.reversible, report.order.bought, report.order.masks) == (0, 0, ())
    assert [pin.status for pin in till.api.pins] == [Status.CANCELED]
    with pytest.raises(NothingToDeliverError):
        await desk.delivery.reveal(let_in(OLGA, order.number, REVEAL))
    with pytest.raises(NothingToDeliverError):
        await desk.claims.make(let_in(OLGA, order.number, DELIVER))
    with pytest.raises(NothingToReverseError):
        await desk.reversals.reverse(let_in(OLGA, order.number, REVERSE))
    assert len(till.api.reversals) == 1


async def test_a_claim_link_stops_working_when_its_order_is_reversed(till: BulkDesk) -> None:
    """Nobody is handed a key that is worth nothing."""
    desk = till.house.desk
    order = await bought(till)
    link = await desk.claims.make(let_in(OLGA, order.number, DELIVER))
    await desk.reversals.reverse(let_in(OLGA, order.number, REVERSE))
    with pytest.raises(ClaimRefusedError):
        await desk.claims.honour(CARA, link.token)


async def test_the_customer_is_told_and_finds_no_key_any_more(till: BulkDesk) -> None:
    """Whoever claimed it gets one notice; who never got a key gets none."""
    desk = till.house.desk
    order = await bought(till)
    await desk.claims.honour(
        CARA, (await desk.claims.make(let_in(OLGA, order.number, DELIVER))).token
    )
    await desk.outbox.take(100)
    await desk.reversals.reverse(let_in(OLGA, order.number, REVERSE))
    [notice] = await desk.outbox.take(100)
    assert (notice.kind, notice.chat_id) == ("order-reversed", CARA)
    assert notice.facts == {"order": order.number, "keys": 1}
    with pytest.raises(NothingToDeliverError):
        await desk.shelf.my_keys(CARA, order.number)
    await desk.reversals.reverse(let_in(OLGA, (await bought(till)).number, REVERSE))
    assert [each.kind for each in await desk.outbox.take(100)] == []


async def test_a_redeemed_key_stays_as_it_was(till: BulkDesk) -> None:
    """The provider's no changes nothing here, and its words are handed on."""
    desk = till.house.desk
    order = await bought(till)
    till.api.redeem(till.api.pins[0].transaction_id)
    report = await desk.reversals.reverse(let_in(OLGA, order.number, REVERSE))
    [(_, said)] = report.said
    assert (said.end, said.said) == (ReversalEnd.REFUSED, "Pin already redeemed")
    assert (report.order.status, report.order.reversible) == (OrderStatus.KEYED, 1)
    assert till.api.reversals == []
    assert await till.keys(order.number) == [till.api.pins[0].key]


async def test_of_two_keys_the_redeemed_one_stays_and_only_it_is_handed_over(
    till: BulkDesk,
) -> None:
    """One is taken back and gone from the order, the other is still there to be delivered."""
    desk = till.house.desk
    order = await bought(till, 2)
    by_reference = {pin.reference: pin for pin in till.api.pins}
    kept = by_reference[order.purchases[0].txn_id]
    till.api.redeem(kept.transaction_id)
    report = await desk.reversals.reverse(let_in(OLGA, order.number, REVERSE))
    ends = [said.end for _, said in report.said]
    assert ends == [ReversalEnd.REFUSED, ReversalEnd.DONE]
    statuses = [purchase.status for purchase in report.order.purchases]
    assert statuses == [PurchaseStatus.ACCEPTED, PurchaseStatus.REVERSED]
    assert (report.order.status, report.order.bought) == (OrderStatus.KEYED, 1)
    assert report.order.masks == (mask(kept.key),)
    assert (await desk.delivery.reveal(let_in(OLGA, order.number, REVEAL))).plain == (kept.key,)


@pytest.mark.parametrize(
    "fault", [Fault.lost_after(), Fault.html(), Fault.malformed(), Fault.truncated()]
)
async def test_a_lost_yes_is_found_in_the_books(till: BulkDesk, fault: Fault) -> None:
    """The answer is lost, the pin is cancelled there: the order is reversed."""
    order = await bought(till)
    till.api.faults.add("reverse_transaction", fault)
    report = await till.house.desk.reversals.reverse(let_in(OLGA, order.number, REVERSE))
    assert report.order.status is OrderStatus.REVERSED
    assert len(till.api.reversals) == 1


async def test_while_the_provider_is_down_nothing_changes(till: BulkDesk) -> None:
    """Not even asked: that is told as trouble, and the order is as it was."""
    desk = till.house.desk
    order = await bought(till, 3)
    await till.api.stop()
    with pytest.raises(ProviderTroubleError):
        await desk.reversals.reverse(let_in(OLGA, order.number, REVERSE))
    after = await desk.orders.told(order.number)
    assert (after.status, after.reversible, after.reversing) == (OrderStatus.KEYED, 3, 0)
    till.clock.advance(3600)
    assert await till.house.recovery.run() == 0


async def test_what_was_never_bought_cannot_be_reversed(till: BulkDesk) -> None:
    """A draft and an unknown number are refused before anything is asked."""
    desk = till.house.desk
    draft = await till.draft(1)
    with pytest.raises(NothingToReverseError):
        await desk.reversals.reverse(let_in(OLGA, draft.number, REVERSE))
    with pytest.raises(UnknownOrderError):
        await desk.reversals.reverse(let_in(OLGA, "K-2222-2222", REVERSE))
    assert [call.endpoint for call in till.api.calls if "reverse" in call.endpoint] == []


async def test_a_provider_that_takes_nothing_back_is_named(room: OrderRoom) -> None:
    """CodeGames has no reversal: its orders offer none, and refuse one."""
    offer = await room.offer()
    order = await room.orders.confirm(
        let_in(SAM, (await room.orders.draft(SAM, offer.id, 1)).number, BUY)
    )
    assert order.reversible == 0
    vault = Vault([Fernet.generate_key().decode()])
    reversals = Reversals(
        room.db,
        room.clock,
        Providers([room.provider]),
        OrderViews(),
        Reverser(
            room.db,
            room.clock,
            Providers([room.provider]),
            Arrivals(
                room.clock,
                vault,
                KnownKeys(room.db, vault),
                room.outbox,
                Access(room.db, room.clock, frozenset(), room.audit),
            ),
            room.outbox,
            room.audit,
            InHand(),
        ),
        room.audit,
    )
    with pytest.raises(CannotReverseError):
        await reversals.reverse(let_in(SAM, order.number, REVERSE))
