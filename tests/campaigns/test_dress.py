"""The dress test: disguises of a key through every command, answer, caption, file, edit and report."""

from collections.abc import Awaitable, Callable
from random import Random

import pytest

from bot.demo.stage import Stage
from handlers.frame.registry import Registry
from handlers.tasks import TASKS
from sandbox.telegram import Chat, Person
from services.access.roles import PERMISSIONS
from tests.campaigns import leaks
from tests.campaigns.disguises import disguise, holds, near_miss
from tests.campaigns.length import LONG
from tests.campaigns.test_secrets import log_twice
from tests.conversations.play import Play

KEY = "AB2CD-3FGHJ-KLM4N"
"""Of one shape as all keys of the stand-in have."""
COUNT, MISSES = (5_000, 500) if LONG else (110, 20)
REGISTRY = Registry(TASKS, PERMISSIONS)
ENDS = {"cancel", "start", "setup"}
"""Commands that end what others began, or change where it happens."""

Way = Callable[[Play, str], Awaitable[None]]


def command(name: str) -> Way:
    """Typed behind a command, in the group."""

    async def say(play: Play, dressed: str) -> None:
        play.town.max.says(f"/{name} {dressed}", play.desk)

    return say


def answer(question: str) -> Way:
    """As the answer to something that was asked."""

    async def say(play: Play, dressed: str) -> None:
        town, dialogs = play.town, play.stage.app.frame.dialogs
        private = question in {"case.words", "case.talk"}
        person, chat = (town.cara, town.cara.private) if private else (town.max, play.desk)
        facts = {"order": await number_of(play, town.cara), "app": "puzzle", "offer": 1}
        facts |= {"place": 1, "kind": "used", "case": 1, "template": 0, "name": "Used"}
        await dialogs.ask(chat.id, person.id, question, facts)
        person.says(dressed, None if private else chat, play.shown(chat))

    return say


async def number_of(play: Play, customer: Person) -> str:
    """The order that the customer has; its key is another."""
    page = await play.stage.app.house.services.shelf.my_orders(customer.id, 1)
    return page.shown.items[0].number


async def words(play: Play, dressed: str) -> None:
    """Ordinary talk."""
    play.town.sam.says(dressed, play.desk)


async def privately(play: Play, dressed: str) -> None:
    """To the bot alone, by somebody whose key it is not."""
    play.town.stan.says(dressed)


async def caption(play: Play, dressed: str) -> None:
    """Below a file."""
    play.town.sam.sends_file("keys.txt", b"hello", dressed, play.desk)


async def file_name(play: Play, dressed: str) -> None:
    """A file is called so."""
    name = dressed.replace("/", "-").replace("\n", " ")
    play.town.sam.sends_file(f"{name}.txt", b"hello", chat=play.desk)


async def edit(play: Play, dressed: str) -> None:
    """What was harmless at first."""
    said = play.town.sam.says("hello", play.desk)
    play.town.sam.edits(said, dressed)


async def forward(play: Play, dressed: str) -> None:
    """Said elsewhere, and brought along."""
    play.town.sam.forwards(play.town.sam.says(dressed), play.desk)


async def from_table(play: Play, dressed: str) -> None:
    """A table of scores with the key in it."""
    table = f'1,"{dressed}",99\n'
    play.town.max.sends_file("scores.csv", table.encode(), "/scores puzzle", play.desk)


WAYS: tuple[Way, ...] = (
    *(command(name) for name in sorted(REGISTRY.commands) if name not in ENDS),
    *(answer(question) for question in sorted(REGISTRY.answers)),
    *(words, privately, caption, file_name, edit, forward, from_table),
)


@pytest.mark.usefixtures("logging_kept")
async def test_no_disguise_of_a_key_gets_through(
    stage: Stage, figure: Callable[[str], None]
) -> None:
    """It stands in no group, log, row or file, and the bot says it nowhere; near misses stay."""
    log = log_twice(stage)
    play = Play(stage)
    town, desk = play.town, play.desk
    card = await play.buy()
    await play.tap(town.sam, "Send to customer", desk, card)
    await play.gives("@cara")
    town.codegames.next_keys(KEY)
    await play.buy()
    random = Random(8)  # noqa: S311 - the same disguises each time
    dressed = [disguise(random, KEY) for _ in range(COUNT)]
    assert all(holds(each, [KEY]) for each in dressed)
    for at, each in enumerate(dressed):
        await WAYS[at % len(WAYS)](play, each)
        await stage.quiet()
    near = [near_miss(random, KEY) for _ in range(MISSES)]
    assert not any(holds(each, [KEY]) for each in near)
    for each in near:
        town.sam.says(each, desk)
        await stage.quiet()

    found = [f"{place}: {text}" for place, text in leaks.groups(play) if holds(text, [KEY])]
    found += [f"the bot: {call.method}" for call in town.world.calls if said(call.params)]
    found += [place for place, text in leaks.rows(play) if holds(text, [KEY])]
    found += [place for place, raw in leaks.files(play) if holds(raw.decode("latin-1"), [KEY])]
    found += [f"log: {line}" for line in log.getvalue().splitlines() if holds(line, [KEY])]
    assert found == []
    assert standing(desk, town.sam)[-MISSES:] == near
    assert "a key was about to be said" not in log.getvalue()
    figure(f"dress: {COUNT} disguises by {len(WAYS)} ways, {MISSES} near misses")


def said(params: object) -> bool:
    """Whether the bot has said the key, in any chat: it was handed to nobody."""
    return holds(str(params), [KEY])


def standing(chat: Chat, person: Person) -> list[str]:
    """What stands of a person's messages."""
    return [each.text for each in chat.messages if each.sender is person]
