"""Telegram refuses: every kind of notice meets every way in which Telegram can say no, or nothing.

Judged by one question: is there anybody who was to be told something and of whom nobody knows that he was
not? While the refusal lasts somebody has heard what the notice was about, or it is marked as not told; when
it is over what slept is told. In the short form every kind of notice meets one kind of refusal, each another,
of which chance picks a text by a seed; the long form plays all texts.
"""

import random
from collections import Counter
from datetime import datetime
from functools import partial

import pytest

from bot.demo.stage import Stage
from sandbox.telegram.refusals import CHAT, CONTENT, MESSAGE, MOVED, PASSING, Refusal
from services.actor import Actor
from services.cases import CaseKind, Said
from services.cases.finding import ANSWER
from services.incidents import Signal
from services.outbox import NOT_TOLD
from tests.campaigns.length import LONG
from tests.campaigns.notices import MOMENT, samples
from tests.campaigns.refused_notices import SILENCE, Reach, Trial
from tests.conversations.play import Play
from tests.one_day import all_played
from tests.services.orders_made import let_in

SEED = 20300115
_GROUPS: dict[str, tuple[Refusal, ...]] = {
    "gone": CHAT,
    "moved": tuple(each for each in MOVED if not each.upgraded),
    # The server's own 500 and its 429 are waited out for seconds by the session; tests/bot plays them.
    "passing": tuple(each for each in PASSING if each.code not in (429, 500)),
    "ours: message": MESSAGE,
    "ours: content": CONTENT,
    "no answer": (SILENCE,),
}


def plan(kind: str) -> list[tuple[Refusal, Reach]]:
    """Which refusals a kind of notice meets, and how far each goes."""
    chance = random.Random(f"{SEED} {kind}")  # noqa: S311 - a plan, not a secret
    if LONG:
        return [
            (refusal, reach)
            for refusals in _GROUPS.values()
            for refusal in refusals
            for reach in (Reach.ITS_CHAT, chance.choice(list(Reach)[1:]))
        ]
    at = KINDS.index(kind)
    names = sorted(_GROUPS)
    turn, further = at % len(names), at // len(names)
    return [(chance.choice(_GROUPS[names[turn]]), Reach(further % len(Reach)))]


KINDS = sorted(samples("K-7F3Q-X9ND", -100))
OF_CASES = [kind for kind in KINDS if kind.startswith("case-")]
OF_INCIDENTS = [kind for kind in KINDS if kind.startswith("incident")]
OTHERS = [kind for kind in KINDS if kind not in (*OF_CASES, *OF_INCIDENTS)]
DAYS = (
    [[kind] for kind in KINDS]
    if LONG
    else [OF_CASES, OF_INCIDENTS, *(OTHERS[at::5] for at in range(5))]
)
"""Kinds that are tried on one day, one after the other."""


@pytest.mark.timeout(3600 if LONG else 300)
@pytest.mark.parametrize("kinds", [pytest.param(kinds, id=f"{kinds[0]}...") for kinds in DAYS])
async def test_nothing_is_told_to_nobody(stage: Stage, kinds: list[str]) -> None:
    """Whatever Telegram says, somebody hears of it or can see that it was not told."""
    play = Play(stage)
    number = play.order_number(await play.buy())
    if kinds[0] in OF_CASES:
        await _two_cases(play, number)
    if kinds[0] in OF_INCIDENTS:
        await _two_incidents(play)
    await all_played([(kind, partial(_told, play, number, kind)) for kind in kinds])


async def _told(play: Play, number: str, kind: str) -> None:
    """All of a kind's trials."""
    town, figures = play.town, Counter[str]()
    made = samples(number, play.desk.id, town.cara.id, town.managers.id, town.olga.id)
    for refusal, reach in plan(kind):
        await Trial(play, number, made[kind], refusal, reach, figures).run()
    print(f"{kind}: {sum(figures.values()) // 2} trials; {dict(sorted(figures.items()))}")  # noqa: T201 - the campaign's figures


async def _two_cases(play: Play, number: str) -> None:
    """Cara has the key, and two cases: one that was closed, one in which she waits for another answer."""
    town, desk = play.town, play.stage.app.house.services
    await play.tap(town.sam, "Send to customer", play.desk)
    await play.gives("@cara")
    cara = Actor(town.cara.id, town.cara.id, town.cara.name)
    sam = let_in(Actor(town.sam.id, play.desk.id, town.sam.name), number, ANSWER)
    keys = await desk.shelf.my_keys(cara.user_id, number)
    first, _ = await desk.cases.open(cara, keys, 1, CaseKind.USED, Said("used"))
    await desk.cases.close(sam, first.id, "No")
    second, _ = await desk.cases.open(cara, keys, 1, CaseKind.USED, Said("used"))
    await desk.case_talk.answer(sam, second.id, Said("No"))
    await desk.case_talk.hear(cara, second.id, Said("used"))
    assert (first.id, second.id) == (1, 2)
    await play.stage.quiet()


async def _two_incidents(play: Play) -> None:
    """One that lasts, and one that is over."""
    house = play.stage.app.house
    until = datetime.fromisoformat(MOMENT)
    for name in ("lasts", "over", "held"):
        async with house.db.write() as tx:
            signal = Signal("omen", name, "warning", {})
            held = until if name == "held" else None
            await house.incidents.signal(tx, play.desk.id, None, signal, held)
        await play.stage.quiet()
    async with house.db.write() as tx:
        await house.incidents.clear(tx, play.desk.id, "over")
    await play.stage.quiet()


async def test_every_kind_of_notice_is_tried(stage: Stage) -> None:
    """Whoever adds a kind adds a sample of it to tests/campaigns/notices.py."""
    assert set(stage.app.frame.registry.notices) - {NOT_TOLD} == set(KINDS)
