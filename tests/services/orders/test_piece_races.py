"""Keys by the piece while several people are at them: each key in one hand and in one open link at most."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

import pytest

from services.delivery import Keys, PieceLinks, Revoked, TooLate
from services.delivery.errors import (
    AllInLinksError,
    ClaimRefusedError,
    FewerFreeError,
    SentSinceError,
)
from services.delivery.honouring import FREE_MISSES
from services.errors import DeskError
from services.orders import OrderStatus, OrderView
from services.orders.door import BUY, DELIVER, Admitted
from services.outbox import Lost
from tests.pieces import pieces_wrong
from tests.services.orders.conftest import CARA, CARL, MAX, SAM, OrderRoom
from tests.services.orders_made import let_in

pytestmark = pytest.mark.both_databases


COURSES = 6


async def bought(room: OrderRoom, count: int) -> OrderView:
    """An order with so many keys."""
    offers = room.catalog.search("GTA V")
    offer = offers[0].offers[0] if offers else await room.offer()
    room.shop.set_stock("562", count)
    draft = await room.checkout.draft(SAM, offer.id, count)
    return await room.confirm(let_in(SAM, draft.number, BUY))


def admitted(order: OrderView) -> Admitted:
    """Sam, to hand keys over."""
    return let_in(SAM, order.number, DELIVER)


async def together(*deeds: Awaitable[object]) -> list[object]:
    """What came of all of these, begun at once; only what is an answer to a person may be refused."""
    ends = await asyncio.gather(*deeds, return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException) and not isinstance(end, DeskError):
            raise end
    return list(ends)


async def is_right(room: OrderRoom, order: OrderView) -> OrderView:
    """Look at the books; gives the order as it stands."""
    async with room.db.read() as tx:
        assert await pieces_wrong(tx, order.number, room.clock()) == []
    return await room.orders.told(order.number)


async def test_two_who_open_one_part_and_one_who_opens_it_twice(room: OrderRoom) -> None:
    """One of the two has the key; the same person may come again and has it once."""
    order = await bought(room, 3)
    made = await room.claims.make_each(admitted(order))
    first, second, _ = (each.token for each in made.links)
    ends = await together(room.claims.honour(CARA, first), room.claims.honour(CARL, first))
    assert sorted(type(end).__name__ for end in ends) == ["ClaimRefusedError", "Keys"]
    again = await together(*(room.claims.honour(CARA, second) for _ in range(3)))
    plain = {each.plain for each in again if isinstance(each, Keys)}
    assert len(plain) == 1
    assert (await is_right(room, order)).handed == 2


async def test_a_part_revoked_while_it_is_opened_goes_one_way(room: OrderRoom) -> None:
    """Either Cara has it and Sam is told so, or it is free again; both in the first place, by turns."""
    order = await bought(room, 6)
    made = await room.claims.make_each(admitted(order))
    found = await room.claims.open_links(admitted(order))
    for at, (link, opened) in enumerate(zip(made.links, found.links, strict=True)):
        customer = CARA if at < FREE_MISSES else CARL  # whoever is too late more often has to wait
        both = [
            room.claims.honour(customer, link.token),
            room.claims.revoke(admitted(order), opened.id),
        ]
        ends = await together(*(both if at % 2 else both[::-1]))
        claimed, stopped = ends if at % 2 else ends[::-1]
        if isinstance(claimed, Keys):
            assert isinstance(stopped, TooLate)
        else:
            assert isinstance(claimed, ClaimRefusedError)
            assert stopped == Revoked(1, 1)
    view = await is_right(room, order)
    assert view.handed + view.free == 6


async def test_the_first_wrong_links_of_a_person_are_all_counted(room: OrderRoom) -> None:
    """Opened at one moment, in several processes too: each is refused in words and counts."""
    ends = await together(*(room.claims.honour(CARA, f"wrong {at}") for at in range(FREE_MISSES)))
    assert [type(end).__name__ for end in ends] == ["ClaimRefusedError"] * FREE_MISSES
    async with room.db.write() as tx:
        misses = await tx.claims.misses(CARA)
    assert misses is not None and misses.misses == FREE_MISSES


async def test_what_several_give_away_at_once_is_given_once(room: OrderRoom) -> None:
    """Of five keys three go by links, four to Carl, two in one link: none of them twice, the rest is told."""
    order = await bought(room, 5)
    ends = await together(
        room.claims.make_each(admitted(order), 3),
        room.delivery.send_to(admitted(order), CARL, 4),
        room.claims.make(let_in(MAX, order.number, DELIVER), 2),
        room.delivery.send_to(admitted(order), CARA, 2),
    )
    assert any(isinstance(end, FewerFreeError | AllInLinksError) for end in ends)
    assert not any(isinstance(end, AssertionError) for end in ends)
    await is_right(room, order)


async def test_a_question_answered_several_times_at_once_sends_once(room: OrderRoom) -> None:
    """Of parts and of a whole order: one answer sends, the others hear of it; so is another's question."""
    order, single = await bought(room, 6), await bought(room, 1)
    for each, count, left in ((order, 2, 2), (single, 1, 0)):
        asked = await room.delivery.sendable(admitted(each), CARA, count)
        ends = await together(
            *(room.delivery.send_to(admitted(each), CARA, count, asked.since) for _ in range(4)),
            *(room.delivery.send_to(admitted(order), CARL, 2, 0) for _ in range(left)),
        )
        told = [end for end in ends[:4] if isinstance(end, SentSinceError)]
        assert [(end.facts["by"], end.facts["keys"]) for end in told] == [
            ("Sam", 2 if left else 0)
        ] * 3
        waiting = [n for n in await room.notices_of(CARA) if n.facts["order"] == each.number]
        assert len(waiting) == 1
        view = await is_right(room, each)
        assert view.free == left


async def test_a_new_link_takes_the_place_of_the_one_of_all_only(room: OrderRoom) -> None:
    """Links of parts stay when another is made; and without a free key there is none to be made."""
    order = await bought(room, 3)
    whole = await room.claims.make(admitted(order))
    one = await room.claims.make(admitted(order), 1)
    with pytest.raises(ClaimRefusedError):
        await room.claims.honour(CARA, whole.token)
    rest = await room.claims.make(admitted(order))
    with pytest.raises(AllInLinksError):
        await room.claims.make(admitted(order))
    assert len((await room.claims.honour(CARL, rest.token)).plain) == 2
    assert len((await room.claims.honour(CARA, one.token)).plain) == 1
    assert (await is_right(room, order)).status is OrderStatus.DELIVERED


async def test_whatever_is_done_at_once_no_key_is_lost_or_doubled(room: OrderRoom) -> None:
    """Courses of links, claims, ends and sendings, three at a time, with blocks between; the books fit after
    each, and at the end every key is somebody's.
    """
    for course in range(COURSES):
        chance = Random(course)  # noqa: S311 - the same each time
        order = await bought(room, chance.randint(2, 6))
        tokens: list[str] = []
        for _ in range(5):
            ends = await together(*(deed(room, order, chance, tokens) for _ in range(3)))
            for end in ends:
                if isinstance(end, PieceLinks):
                    tokens += [each.token for each in end.links]
                elif token := getattr(end, "token", None):
                    tokens.append(token)
            await is_right(room, order)
            if chance.random() < 0.3:
                await some_arrive(room, chance)
                await is_right(room, order)
        await room.claims.revoke(admitted(order))
        await together(room.delivery.send_to(admitted(order), CARA))
        view = await is_right(room, order)
        assert (view.free, view.links) == (0, 0), course


def deed(room: OrderRoom, order: OrderView, chance: Random, tokens: list[str]) -> Awaitable[object]:
    """Something that somebody may do with the order now."""
    who, count = chance.choice((CARA, CARL)), chance.choice((None, 1, 2))
    may: list[Callable[[], Awaitable[object]]] = [
        lambda: room.claims.make(admitted(order), count),
        lambda: room.claims.make_each(admitted(order), count),
        lambda: room.claims.revoke(admitted(order)),
        lambda: room.delivery.send_to(admitted(order), who, 1),
        lambda: room.delivery.handed_over(order.number, who),
        *[lambda: room.claims.honour(who, chance.choice(tokens or ["none"]))] * 3,
    ]
    return chance.choice(may)()


async def some_arrive(room: OrderRoom, chance: Random) -> None:
    """What was sent arrives, or is refused for sure."""
    room.clock.advance(3600)  # a bar on guessing is over as well
    for notice in await room.notices():
        if notice.kind != "keys-for-customer":
            continue
        number, who = str(notice.facts["order"]), int(notice.facts["customer"])
        keys = await room.delivery.keys_for(who, number, notice.id)
        if keys is not None and chance.random() < 0.5:
            await room.delivery.handed_over(number, who, keys.rows)
            await room.outbox.sent(notice.id, 1)
        else:
            await room.outbox.lost(notice.id, Lost.GONE, "blocked")
