"""The scene: two desks of one business, their orders, and everybody who has no right to one of them.

``home`` has the orders that are worth something: bought, uncertain, a draft, one that its shop takes back.
``other`` makes everybody in it support, and has an order too.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from sandbox.faults import Fault
from sandbox.telegram import Chat, Message, Person
from sandbox.telegram.channels import A_CHANNEL, GROUP_ITSELF, TELEGRAM, Channel
from services.access import DefaultFor
from services.actor import Actor
from services.orders.door import DELIVER
from storage.grants import GrantRow
from tests.conversations.play import Play
from tests.services.orders_made import let_in

HYPE_GOODS = "Razer Gold 100 BRL"


@dataclass(frozen=True)
class Target:
    """An order that is somebody else's. ``words``: what is said of it and of nothing else."""

    number: str
    of_home: bool
    keys: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(eq=False)
class Outsider:
    """Somebody who forges. ``of_other``: has rights in the other chat, by which its orders are theirs.

    ``voice``: in whose name they write in groups.
    """

    position: str
    person: Person
    of_other: bool = False
    voice: Chat | Channel | None = None


@dataclass(eq=False)
class Scene:
    """Who is there, and what there is to be had."""

    play: Play
    home: Chat
    other: Chat
    support: Person
    manager: Person
    """Both are the home desk's, and of no other."""
    outsiders: list[Outsider] = field(default_factory=list)
    trusted: list[Person] = field(default_factory=list)
    """Who may see the home orders at this moment, to see that it can be seen at all."""
    targets: list[Target] = field(default_factory=list)
    cards: list[Message] = field(default_factory=list)
    """What stands in the home group and is nobody's outside: an order's card, and a menu."""

    @property
    def newcomer(self) -> Outsider:
        """The one who is given a role, leaves, comes back, and has it taken away."""
        return next(each for each in self.outsiders if each.position == "newcomer")

    def olga_in(self, chat: Chat) -> Actor:
        """The owner, who arranges it all."""
        olga = self.play.town.olga
        return Actor(olga.id, chat.id, olga.name)


async def make_scene(play: Play) -> Scene:
    """Set it all up."""
    town, world = play.town, play.town.world
    support, manager = (world.person(f"Home {role}") for role in ("Support", "Manager"))
    for person in (support, manager):
        person.starts()
    home = world.group("Home desk", [town.olga, manager, support], kind="group")
    other = world.group("Other desk", [town.olga])
    scene = Scene(play, home, other, support, manager, trusted=[support, manager])
    access = play.stage.app.house.services.access
    for chat in (home, other):
        await access.set_up(scene.olga_in(chat), chat.kind, chat.title)
    await access.grant(scene.olga_in(home), support.id, "support")
    await access.grant(scene.olga_in(home), manager.id, "manager")
    await access.set_default_role(scene.olga_in(other), "support", DefaultFor.MEMBERS)
    await _people(scene)
    await _voices(scene)
    await _orders(scene)
    await show_cards(scene)
    return scene


async def show_cards(scene: Scene) -> None:
    """Let the home desk's own support have an order's card and a menu there."""
    said = (f"/order {scene.targets[0].number}", "/menu")
    scene.cards = [await scene.play.say(scene.support, text, scene.home) for text in said]


async def _people(scene: Scene) -> None:
    """Everybody who can do something to the bot by themselves."""
    play, access = scene.play, scene.play.stage.app.house.services.access

    def comes(position: str, *places: Chat) -> Person:
        person = play.town.world.person(position.title())
        person.starts()
        for chat in places:
            chat.add(person)
        in_other = scene.other in places and not position.startswith("ex-")
        scene.outsiders.append(Outsider(position, person, of_other=in_other))
        return person

    comes("stranger")
    comes("passer-by", scene.home)
    comes("customer")
    comes("newcomer", scene.home)
    comes("default role", scene.other)
    support, manager = comes("other support", scene.other), comes("other manager", scene.other)
    ex_member, ex_staff = comes("ex-member", scene.home), comes("ex-staff", scene.home)
    ex_default = comes("ex-default", scene.other)
    await play.stage.quiet()
    here, there = scene.olga_in(scene.home), scene.olga_in(scene.other)
    await access.grant(there, support.id, "support")
    await access.grant(there, manager.id, "manager")
    for person in (ex_member, ex_staff):
        await access.grant(here, person.id, "support")
    await access.revoke(here, ex_staff.id, "support")
    ex_member.leaves(scene.home)
    scene.other.remove(ex_default)
    await play.stage.quiet()


async def _voices(scene: Scene) -> None:
    """Those who are no persons. An earlier Keydesk, or a slip, has given each of them a role at home."""
    play, world = scene.play, scene.play.town.world
    news = world.channel("News")
    for position, user, voice in (
        ("anonymous admin", GROUP_ITSELF, scene.home),
        ("channel", A_CHANNEL, world.channel("Somebody’s channel")),
        ("linked channel", TELEGRAM, news),
        ("bot", {"id": 7000000077, "is_bot": True}, None),
    ):
        person = world.person(position.title(), id=user["id"])
        person.is_bot = bool(user["is_bot"])
        for chat in (scene.home, scene.other):
            chat.members[person] = "administrator"
        scene.outsiders.append(Outsider(position, person, voice=voice))
        async with play.stage.app.house.db.write() as tx:
            row = GrantRow(person.id, scene.home.id, "support", play.town.olga.id, play.clock())
            await tx.grants.add(row)
    await play.stage.app.house.services.access.load()


async def _orders(scene: Scene) -> None:
    """Four orders of home, one of the other desk, and the customer's own."""
    play, town, desk = scene.play, scene.play.town, scene.play.stage.app.house.services
    here = scene.olga_in(scene.home)
    for external_id, name, price in (
        ("9001", "Zanzibar Quest", "4321.09"),
        ("9002", "Yonder Island", "5432.19"),
    ):
        town.codegames.offer(external_id, title=name, price=price, stock=50)
        await desk.catalog.add(here, name, "codegames", external_id, "KZT")
    await desk.catalog.add(here, HYPE_GOODS, "hype", "2303", "BRL")
    zanzibar = ("Zanzibar Quest", "4,321.09", "8,642.18")
    keyed = await bought(scene, "zanzibar quest", 2, scene.support, scene.home)
    scene.targets.append(Target(keyed, of_home=True, keys=tuple(play.sold()[-2:]), words=zanzibar))
    await desk.claims.make(let_in(here, keyed, DELIVER))
    town.codegames.faults.add("pay", Fault.lost_after())
    uncertain = await bought(scene, "zanzibar quest", 1, scene.support, scene.home)
    await play.later(timedelta(seconds=6))
    scene.targets.append(Target(uncertain, of_home=True, words=zanzibar))
    reversible = await bought(scene, HYPE_GOODS, 1, scene.support, scene.home)
    pins = tuple(pin.key for pin in town.hype.pins)
    scene.targets.append(Target(reversible, of_home=True, keys=pins))
    yonder = await bought(scene, "yonder island", 1, town.olga, scene.other)
    sold = tuple(key for order in town.codegames.orders[-1:] for key in order.keys)
    words = ("Yonder Island", "5,432.19")
    scene.targets.append(Target(yonder, of_home=False, keys=sold, words=words))
    for name in ("zanzibar quest", "yonder island"):
        for product in desk.catalog.search(name)[:1]:
            await desk.catalog.remove(here, product.offers[0].id)
    own = await bought(scene, "gta v", 1, scene.support, scene.home)
    link = await desk.claims.make(let_in(here, own, DELIVER))
    customer = next(each for each in scene.outsiders if each.position == "customer")
    await play.start(customer.person, link.token)
    asked = await play.say(scene.support, "/buy gta v 1", scene.home)
    draft = next(b.data for row in asked.keyboard for b in row if b.label == "Confirm")
    scene.targets.append(Target((draft or "").split(":")[2], of_home=True))


async def bought(scene: Scene, words: str, count: int, person: Person, chat: Chat) -> str:
    """Let somebody buy, and give the order's number."""
    play = scene.play
    await play.say(person, f"/buy {words} {count}", chat)
    await play.tap(person, "Confirm", chat)
    return play.order_number(play.shown(chat))


def card_in(chat: Chat) -> Message | None:
    """A message of the bot to press something on; None where there is none."""
    return next((m for m in reversed(chat.all_messages) if m.sender is None), None)
