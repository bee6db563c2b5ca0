"""What the table of steps does not say: how far a right goes, and a start that must fail."""

from pathlib import Path

from bot.demo.stage import Stage
from handlers.frame.callback import pack
from sandbox.telegram import Rates, TelegramServer, World
from services.access import GrantedRole
from services.actor import Actor
from services.orders.door import BUY
from tests.campaigns.hall import refuses
from tests.campaigns.process import Keydesk
from tests.conversations.play import Play
from tests.services.orders_made import let_in

ONLY_OWNERS = "Only an owner"
UNKNOWN = "I know no order with that number or key."

TWO_WRONG_AND_ONE_TWICE = """
import os, sys
from bot import app
from bot.cli import main
from handlers.catalog import stock
from handlers.frame.callback import Tap
from handlers.frame.registry import OPEN

async def step(turn):
    pass

def ends_with(name, permission):
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    stock.routes.tap(Tap(name), permission=permission)(step)
    sys.argv = ["keydesk", "run"]
    main()

for name, permission in (("campaign.none", ""), ("campaign.odd", "stock.veiw"), ("stock.page", OPEN)):
    print(f"{name} ended with {ends_with(name, permission)}", flush=True)
"""


async def test_a_manager_grants_support_here_and_no_more(stage: Stage) -> None:
    """DESIGN 5: all but roles.edit beyond granting support; typed, or by buttons nobody drew."""
    play, town = Play(stage), stage.town
    desk, access, max_ = town.support_desk, stage.app.house.services.access, town.max
    await play.say(town.stan, "/start")
    person = str(town.stan.id)
    menu = await play.say(max_, "/roles", desk)
    for step, values in {
        "grant.do": ("manager", person, "0"),
        "grant.do everywhere": ("support", person, "1"),
        "revoke.do": ("manager", str(max_.id), "0"),
        "setup.role": ("support",),
        "permissions.switch": ("support", "stock.view", "0"),
    }.items():
        data = pack(step.partition(" ")[0], max_.id, *values)
        max_.forges(data, menu)
        await stage.quiet()
        assert play.shown(desk).text.startswith(ONLY_OWNERS), step
    for typed in (f"/grant manager {person}", f"/grant support {person} everywhere"):
        assert (await play.say(max_, typed, desk)).text.startswith(ONLY_OWNERS)
    assert access.roles_of(town.stan.id, desk.id) == ()
    assert access.roles_of(max_.id, desk.id) == (GrantedRole("manager", everywhere=False),)
    assert access.default_role(desk.id) is None
    assert access.switches(desk.id, "support") == {}
    desk.add(town.stan)
    await play.say(max_, f"/grant support {person}", desk)
    await play.tap(max_, "Confirm", desk)
    assert access.roles_of(town.stan.id, desk.id) == (GrantedRole("support", everywhere=False),)


async def test_a_right_follows_an_order_into_the_private_chat_and_no_further(stage: Stage) -> None:
    """Who may deliver in the order's chat may in private too, that order and no other."""
    play, town = Play(stage), stage.town
    card = await play.buy()
    here = play.order_number(card)
    olga = Actor(town.olga.id, town.managers.id, town.olga.name)
    checkout = stage.app.house.services.checkout
    offer = stage.app.house.services.catalog.search("minecraft")[0].offers[0]
    elsewhere = (await checkout.draft(olga, offer.id, 1)).number
    await checkout.confirm(let_in(olga, elsewhere, BUY))
    await stage.app.house.worker.idle()
    await play.start(town.stan)
    for person, number, may in (
        (town.sam, here, True),
        (town.max, elsewhere, True),
        (town.sam, elsewhere, False),
        (town.stan, here, False),
        (town.cara, here, False),
        (town.sam, "K-0000-0000", False),
    ):
        for verb in ("order.show", "order.revoke", "order.claim", "order.refresh", "order.open"):
            data = pack(verb, person.id, number, *(["1"] if verb == "order.show" else []))
            seen = len(town.world.calls)
            await play.forge(person, data, play.shown(person.private))
            said = [str(call.params.get("text", "")) for call in town.world.calls[seen:]]
            refused = any(refuses(text) or text.startswith(UNKNOWN) for text in said)
            assert refused is not may, f"{person.name} {verb} {number}: {said}"


async def test_an_owner_who_is_a_customer_gets_no_key_shown_in_a_group(stage: Stage) -> None:
    """An owner may do everything everywhere, yet what is private stays in the private chat."""
    play, town = Play(stage), stage.town
    number = play.order_number(await play.buy())
    await play.tap(town.sam, "Claim link", play.desk)
    await play.tap(town.sam, "Copy link", town.sam.private)
    await play.start(town.olga, (town.sam.clipboard or "").partition("?start=")[2])
    [key] = [key for order in town.codegames.orders for key in order.keys]
    assert play.showing(key) == [town.olga.private]
    menu = await play.say(town.olga, "/whoami", play.desk)
    for verb, values in {
        "key.open": [number],
        "key.page": [number, "1"],
        "key.problem": [number],
        "case.kind": [number, "1", "used"],
    }.items():
        assert refuses(await play.forge(town.olga, pack(verb, town.olga.id, *values), menu))
    for verb in ("order.show", "order.claim"):
        await play.forge(town.olga, pack(verb, None, number, "1"), menu)
    assert play.showing(key) == [town.olga.private, town.olga.private]


async def test_steps_nobody_has_thought_about_stop_the_start(tmp_path: Path) -> None:
    """Without a permission, with an unknown one, or twice: ``keydesk run`` ends, and calls nobody."""
    world = World(rates=Rates.unlimited())
    server = TelegramServer(world)
    script = tmp_path / "start.py"
    script.write_text(TWO_WRONG_AND_ONE_TWICE)
    keydesk = Keydesk(
        tmp_path,
        {
            "KEYDESK_BOT_TOKEN": world.token,
            "KEYDESK_TELEGRAM_API": await server.start(port=0),
            "KEYDESK_OWNERS": "1000001",
        },
        program=[str(script)],
    )
    try:
        await keydesk.start()
        assert await keydesk.ended() == 0, keydesk.log
    finally:
        await keydesk.clear()
        await server.stop()
    for name in ("campaign.none", "campaign.odd", "stock.page"):
        assert f"{name} ended with 1" in keydesk.log
    assert "tap 'campaign.none' names no permission" in keydesk.log
    assert "tap 'campaign.odd': no permission 'stock.veiw'" in keydesk.log
    assert "two steps for the tap 'stock.page'" in keydesk.log
    assert world.calls == []
