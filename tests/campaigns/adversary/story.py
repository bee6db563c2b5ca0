"""What happens between the forgeries: a role is given and taken, people and the bot leave and come back.

Each chapter says of whom the home orders are at its end, as a person would who knows what the roles mean.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from tests.campaigns.adversary.scene import Outsider, Scene, show_cards

Chapter = Callable[[Scene], Awaitable[None]]
A_WHILE = timedelta(minutes=11)
"""After so long a look at an order is not believed without asking who is there, either."""


async def at_first(_scene: Scene) -> None:
    """Everybody is what they are."""


async def granted(scene: Scene) -> None:
    """The newcomer is made support."""
    person = scene.newcomer.person
    access = scene.play.stage.app.house.services.access
    await access.grant(scene.olga_in(scene.home), person.id, "support")
    scene.trusted.append(person)


async def left(scene: Scene) -> None:
    """And leaves the group."""
    scene.newcomer.person.leaves(scene.home)
    scene.trusted.remove(scene.newcomer.person)


async def returned(scene: Scene) -> None:
    """And is back."""
    scene.home.add(scene.newcomer.person)
    scene.trusted.append(scene.newcomer.person)


async def slipped_away(scene: Scene) -> None:
    """And leaves once more, of which nobody tells the desk."""
    scene.home.members[scene.newcomer.person] = "left"
    scene.trusted.remove(scene.newcomer.person)
    scene.play.clock.forward_to(scene.play.clock() + A_WHILE)


async def revoked(scene: Scene) -> None:
    """Comes back, and the role is taken away."""
    person = scene.newcomer.person
    scene.home.add(person)
    access = scene.play.stage.app.house.services.access
    await access.revoke(scene.olga_in(scene.home), person.id, "support")


async def upgraded(scene: Scene) -> None:
    """The home group becomes a supergroup, with another id."""
    scene.home = scene.home.upgrade()
    await scene.play.stage.quiet()
    await show_cards(scene)


async def bot_thrown_out(scene: Scene) -> None:
    """The bot is thrown out of it: its own support and manager have nothing there any more."""
    scene.home.remove_bot()
    scene.outsiders += [Outsider("once trusted", person) for person in scene.trusted]
    scene.trusted.clear()


async def bot_back(scene: Scene) -> None:
    """And is let in again."""
    scene.home.add_bot()
    scene.trusted = [scene.support, scene.manager]
    del scene.outsiders[-len(scene.trusted) :]


CHAPTERS: tuple[Chapter, ...] = (
    at_first,
    granted,
    left,
    returned,
    slipped_away,
    revoked,
    upgraded,
    bot_thrown_out,
    bot_back,
)
