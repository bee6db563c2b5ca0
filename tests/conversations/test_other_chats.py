"""An order belongs to its chat: without the right there it is unknown; what is done elsewhere is told."""

from typing import Any

import pytest
from sqlalchemy import select

from handlers.frame.callback import pack
from sandbox.telegram import Chat, Message, Person
from services.actor import Actor
from storage.tables.keys import claims
from storage.tables.orders import orders, purchases
from storage.tables.outbox import notices
from tests.conversations.play import Play
from tests.conversations.reversal_play import bought
from tests.conversations.scenes import begins, one_bought

UNKNOWN = "I know no order with that number or key."
NO_SUCH = "K-2222-2222"
STEPS = {
    "order.open": (),
    "order.refresh": (),
    "order.claim": (),
    "order.revoke": (),
    "order.send": (),
    "order.send-now": ("1000005",),
    "order.send-not": (),
    "order.show": (),
    "order.file": (),
    "order.confirm": (),
    "order.cancel": (),
}
"""What support may do with an order, with what else its button carries."""
OF_MANAGERS = ("order.reverse", "order.reversed", "order.reference", "order.close", "order.closed")


async def other_desk(play: Play, person: Person, role: str = "support") -> Chat:
    """Another group of the same business, where this person has a role."""
    town, access = play.town, play.stage.app.house.services.access
    group = town.world.group("Other desk", [town.olga, person], kind="supergroup")
    person.starts()
    await play.stage.quiet()
    olga = Actor(town.olga.id, group.id, town.olga.name)
    await access.set_up(olga, group.kind, group.title)
    await access.grant(olga, person.id, role)
    return group


async def rows(play: Play) -> list[Any]:
    """All that the ledger and the outbox hold."""
    async with play.stage.app.house.db.read() as tx:
        return [
            (await tx.connection.execute(select(table))).all()
            for table in (orders, purchases, claims, notices)
        ]


async def answers(play: Play, person: Person, verb: str, number: str, menu: Message) -> list[str]:
    """All that is said, in alerts and messages, to a made-up button for this order."""
    seen = len(play.town.world.calls)
    await play.forge(person, pack(verb, person.id, number, *STEPS.get(verb, ())), menu)
    said = [call.params.get("text") for call in play.town.world.calls[seen:]]
    return [text.replace(number, "NUMBER") for text in said if text]


@begins(one_bought)
@pytest.mark.steps("/order")
async def test_support_of_another_chat_hears_what_they_hear_of_no_order(play: Play) -> None:
    """Every step on an order, in the other group and in private, by number and by key; nothing moves."""
    town, bea = play.town, play.town.stan
    number = play.order_number(play.begun(one_bought))
    await play.tap(town.sam, "Claim link", play.desk)
    [key] = play.sold()
    group = await other_desk(play, bea)
    before = await rows(play)
    for chat in (group, bea.private):
        menu = await play.say(bea, "/whoami", chat)
        for verb in (*STEPS, *OF_MANAGERS):
            told = await answers(play, bea, verb, number, menu)
            assert told == await answers(play, bea, verb, NO_SUCH, menu), verb
            lacks = "You may not do this here" in told[0]
            assert lacks if verb in OF_MANAGERS else told == [UNKNOWN], verb
        for said in (number, key, "NONE-OF-OURS"):
            assert (await play.say(bea, f"/order {said}", chat)).text == UNKNOWN
    assert (await play.start(bea, f"send-{number}")).text == UNKNOWN
    assert await rows(play) == before
    assert play.showing(key) == []


@pytest.mark.steps("tap order.reversed", "notice order-elsewhere")
async def test_a_manager_of_both_chats_reverses_from_the_other_and_its_own_is_told(
    play: Play,
) -> None:
    """The card in the other group says whose order it is; the order's own chat hears who did it."""
    town, desk = play.town, play.desk
    number = play.order_number(await bought(play))
    group = await other_desk(play, town.max, "manager")
    card = await play.say(town.max, f"/order {number}", group)
    assert "Order of “Support desk”" in card.text
    await play.tap(town.max, "Reverse", group, card)
    await play.tap(town.max, "Confirm", group, card)
    assert "↩️ Reversed." in card.text
    assert len(town.hype.reversals) == 1
    told = play.shown(desk)
    assert told.text.startswith(f"{town.max.name} had {number} taken back from another chat.")
    assert "↩️ Reversed." in told.text
    assert "Order of" not in told.text
    assert "Reverse" not in told.labels()


@begins(one_bought)
@pytest.mark.steps("tap order.claim", "tap order.revoke", "notice order-elsewhere")
async def test_who_has_the_right_at_home_may_act_from_elsewhere(play: Play) -> None:
    """Sam, who has no role in the other group, makes a link there and stops it in private."""
    town, desk = play.town, play.desk
    number = play.order_number(play.begun(one_bought))
    group = await other_desk(play, town.stan)
    group.add(town.sam)
    card = await play.say(town.sam, f"/order {number}", group)
    await play.tap(town.sam, "Claim link", group, card)
    made = f"{town.sam.name} made a claim link for {number} from another chat."
    assert play.shown(desk).text.startswith(made)
    await play.tap(town.sam, "Revoke link")
    stopped = f"{town.sam.name} stopped the claim link for {number} from another chat."
    assert play.shown(desk).text.startswith(stopped)
    assert await answers(play, town.stan, "order.show", number, card) == [UNKNOWN]


@begins(one_bought)
@pytest.mark.steps("/orders", "/sales")
async def test_lists_and_sums_show_what_the_person_may_see(play: Play) -> None:
    """A manager of the other group sees nothing of this one's orders; who has both sees both."""
    town, bea = play.town, play.town.stan
    number = play.order_number(play.begun(one_bought))
    group = await other_desk(play, bea, "manager")
    assert number not in (await play.say(bea, "/orders all", group)).text
    assert number in (await play.say(town.max, "/orders all", town.managers)).text
    assert "956.30" not in (await play.say(bea, "/sales", group)).text
    assert "956.30" in (await play.say(town.max, "/sales", town.managers)).text
