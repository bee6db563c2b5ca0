"""Every step forged from every position: nobody outside learns of an order, moves money, or changes a row."""

import os
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from random import Random

import pytest

from bot.demo.stage import Stage
from tests.campaigns.adversary import judge
from tests.campaigns.adversary.forging import FALSE, PLACES, forgeries
from tests.campaigns.adversary.scene import Scene, make_scene
from tests.campaigns.adversary.steps import Step, all_steps, buttons_on, drawn, shown_buttons
from tests.campaigns.adversary.story import CHAPTERS
from tests.campaigns.length import LONG
from tests.conversations.play import Play

SEED = int(os.environ.get("ADVERSARY_SEED", "7"))
NAMES = [chapter.__name__ for chapter in CHAPTERS]
TOURS = [(name,) for name in NAMES] if LONG else [tuple(NAMES)]


@dataclass
class Tried:
    """What was forged and judged."""

    forged: int = 0
    judged: int = 0
    wrong: list[str] = field(default_factory=list)


@pytest.fixture
async def scene(stage: Stage) -> AsyncIterator[Scene]:
    """Two desks with their orders, and everybody outside."""
    yield await make_scene(Play(stage))


@pytest.mark.timeout(0 if LONG else 300)
@pytest.mark.parametrize("tour", TOURS, ids="-".join)
async def test_nobody_outside_gets_anything(
    scene: Scene, tour: tuple[str, ...], figure: Callable[[str], None]
) -> None:
    """Whoever may sees the order, at each moment; all others hear of a true number what they hear of none."""
    random = Random(f"{SEED} {tour}")  # noqa: S311 - a campaign is repeated by its seed
    steps = all_steps(scene.play.stage.app.frame.registry)
    in_chapter = {step: random.choice(NAMES) for step in drawn(random, steps, 1)}
    tried = Tried()
    for chapter in CHAPTERS:
        name = chapter.__name__
        await chapter(scene)
        await scene.play.stage.quiet()
        if name not in tour:
            continue
        await is_shown_to_who_may(scene, tried)
        await is_hidden_from_the_rest(scene, random, name, tried)
        shown = shown_buttons(scene.play.town.world)
        chosen = [*steps, *shown]
        if not LONG:
            of_orders = [step for step in steps if step.of_order]
            chosen = [*drawn(random, of_orders, 1), *drawn(random, shown, 1)]
            chosen += [step for step in in_chapter if in_chapter[step] == name]
        before = await all_that_stays(scene)
        if not LONG:
            for step in owned(scene, random, steps):
                before = await forge(scene, random, step, PLACES[:1], name, tried, before)
        for step in chosen:
            places = PLACES if LONG else None
            before = await forge(scene, random, step, places, name, tried, before)
    figure(f"adversary, {' '.join(tour)}: {tried.forged} forgeries, {tried.judged} answers judged")
    assert not tried.wrong, "\n".join(tried.wrong[:40])


def owned(scene: Scene, random: Random, steps: list[Step]) -> list[Step]:
    """What would change a menu of others: a tap that takes no permission, a button that stands there."""
    free = [step for step in steps if step.is_open and step.sort == "tap"]
    return [*drawn(random, free, 1), *drawn(random, buttons_on(scene.cards[1:]), 1)]


async def is_shown_to_who_may(scene: Scene, tried: Tried) -> None:
    """The judge sees what there is to be seen: whoever has the right reads the order."""
    target = scene.targets[0]
    for person in scene.trusted:
        seen = len(scene.play.town.world.calls)
        await scene.play.say(person, f"/order {target.number}")
        calls = judge.shown(scene.play.town.world.calls[seen:])
        if not any(judge.told(target, call) for call in calls):
            tried.wrong.append(f"{person.name} may, and was shown nothing: {calls}")


async def is_hidden_from_the_rest(scene: Scene, random: Random, chapter: str, tried: Tried) -> None:
    """Everybody else asks for every order that is not theirs, so that no draw leaves one out."""
    world, looks = scene.play.town.world, Step("command", "order", of_order=True)
    for each in scene.targets:
        seen, sent = len(world.calls), Counter({each.number: 1})
        for made in forgeries(scene, random, looks, None, of=each):
            tried.forged += await made.send(scene, each.number) is not None
        await scene.play.stage.quiet()
        calls = world.calls[seen:]
        tried.judged += len(judge.shown(calls))
        tried.wrong += [f"{chapter}, /order: {leak}" for leak in judge.leaks(scene, calls, sent)]


async def forge(
    scene: Scene,
    random: Random,
    step: Step,
    places: tuple[str, ...] | None,
    chapter: str,
    tried: Tried,
    before: list[object],
) -> list[object]:
    """Everybody sends it, with true numbers and with false ones; it is judged what came of it.

    ``before`` is all that stays as it was before; gives it as it is afterwards.
    """
    world, made = scene.play.town.world, forgeries(scene, random, step, places)
    heard = []
    for false in (False, True) if step.sort != "shown" else (False,):
        await forget_questions(scene)
        seen = len(world.calls)
        sent: Counter[str] = Counter()
        for each in made:
            number = FALSE if false else each.target.number
            if await each.send(scene, number) is not None:
                sent[number] += 1
        await scene.play.stage.quiet()
        calls = world.calls[seen:]
        tried.forged += sent.total()
        tried.judged += len(judge.shown(calls))
        tried.wrong += [f"{chapter}, {step}: {each}" for each in judge.leaks(scene, calls, sent)]
        heard.append(judge.answers(calls, set(sent), with_buttons=step.of_order))
    if len(heard) == 2 and heard[0] != heard[1]:
        tried.wrong.append(
            f"{chapter}, {step}: true {heard[0] - heard[1]}, false {heard[1] - heard[0]}"
        )
    after = await all_that_stays(scene)
    tried.wrong += [
        f"{chapter}, {step}: {was} became {now}"
        for was, now in zip(before, after, strict=True)
        if was != now
    ]
    return after


async def all_that_stays(scene: Scene) -> list[object]:
    """Ledgers, cards and rows."""
    return [judge.ledgers(scene), judge.cards(scene), *await judge.rows(scene)]


async def forget_questions(scene: Scene) -> None:
    """Both begin alike: nobody has been asked anything."""
    dialogs = scene.play.stage.app.frame.dialogs
    for each in scene.outsiders:
        for chat in (scene.home, scene.other, each.person.private):
            await dialogs.cancel(chat.id, each.person.id)
