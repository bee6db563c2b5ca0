"""Every command, tap, answer and link, by everybody, everywhere: served or refused as designed."""

from collections.abc import Iterable

from bot.demo.stage import Stage
from tests.campaigns.hall import Hall
from tests.campaigns.rights import (
    ANSWERS,
    BEFORE_SETUP,
    COMMANDS,
    GROUP_ONLY,
    PRIVATE_ONLY,
    SHARED_CARDS,
    TAPS,
    TAPS_BEFORE_SETUP,
)

FACTS = {
    "order": "K-0000-0000",
    "offer": 0,
    "app": "puzzle",
    "schedule": 0,
    "case": 0,
    "template": 0,
    "role": "support",
    "everywhere": False,
    "kind": "bans",
    "period": "week",
    "view": ["", "", "", ""],
    "place": ["hype", "", "0"],
    "keeper": "openapigames",
    "account": "0",
    "field": "royalty",
    "answers": {},
    "seller": "paysuper",
    "product": "0" * 24,
    "platform": "steam",
    "sku": "no-such",
    "names": {"en": "Nothing"},
    "currency": "USD",
}
"""What questions are asked with; nothing in it exists, so that nothing is changed."""


async def test_the_table_knows_every_step(bare_stage: Stage) -> None:
    """A new command, tap, question or link is in no table yet: somebody has to think about it."""
    registry = bare_stage.app.frame.registry
    assert set(registry.commands) == set(COMMANDS)
    assert set(registry.taps) == set(TAPS)
    assert set(registry.answers) == set(ANSWERS)
    assert registry.payload is not None


async def test_every_step_is_served_or_refused_as_designed(bare_stage: Stage) -> None:
    """Commands typed and chosen from a menu, taps, answers to open questions, the claim link."""
    hall = Hall(bare_stage)
    await hall.fill()
    wrong = [
        *await commands(hall, sorted(set(COMMANDS) - {"setup"})),
        *await menu_entries(hall),
        *await taps(hall, [verb for verb in TAPS if verb not in TAPS_BEFORE_SETUP]),
        *await taps_on_menus_of_others(hall),
        *await answers(hall),
        *await claim_links(hall),
        # The last: these open the chats that were not set up.
        *await taps(hall, sorted(TAPS_BEFORE_SETUP)),
        *await commands(hall, ["setup"]),
    ]
    assert not wrong, "\n".join(wrong)


async def commands(hall: Hall, names: list[str]) -> list[str]:
    """Typed without arguments."""
    return await hall.all_try(
        names,
        lambda seat, name: seat.says(f"/{name}"),
        lambda cell, name: cell.may_command(name),
        kind_of_command,
    )


def kind_of_command(name: str) -> tuple[str, bool, bool, bool]:
    """What decides who may type it where."""
    return COMMANDS[name], name in PRIVATE_ONLY, name in GROUP_ONLY, name in BEFORE_SETUP


async def menu_entries(hall: Hall) -> list[str]:
    """The same commands behind a button of one's own menu, whether it shows them or not."""
    return await hall.all_try(
        COMMANDS,
        lambda seat, name: seat.forges("menu.open", seat.person, name),
        lambda cell, name: cell.place != "new" and cell.may_command(name),
        kind_of_command,
    )


async def taps(hall: Hall, verbs: Iterable[str]) -> list[str]:
    """Every button, as of one's own menu; what it is about does not exist."""
    return await hall.all_try(
        verbs,
        lambda seat, verb: seat.forges(verb, seat.person),
        lambda cell, verb: cell.may_press(verb),
        TAPS.__getitem__,
    )


async def taps_on_menus_of_others(hall: Hall) -> list[str]:
    """Menus obey their opener, whoever else presses; cards of the whole chat obey the rights."""
    other = hall.world.person("Somebody Else")
    return await hall.all_try(
        TAPS,
        lambda seat, verb: seat.forges(verb, other) if seat.cell.place != "private" else None,
        lambda cell, verb: verb in SHARED_CARDS and cell.may_press(verb),
        lambda verb: (TAPS[verb], verb in SHARED_CARDS),
    )


async def answers(hall: Hall) -> list[str]:
    """A question was asked while the person might; the answer is checked when it comes."""
    dialogs = hall.stage.app.frame.dialogs
    wrong = []
    for question in ANSWERS:
        for seat in hall.seats:
            await dialogs.ask(seat.chat.id, seat.person.id, question, FACTS)
        wrong += await hall.all_try(
            [question],
            lambda seat, _: seat.says("nonsense", seat.replied_to),
            lambda cell, question: cell.may_answer(question),
        )
    return wrong


async def claim_links(hall: Hall) -> list[str]:
    """Anybody may open one in the private chat; elsewhere Telegram opens none."""
    return await hall.all_try(
        ["a-token-of-nobody"],
        lambda seat, token: seat.person.starts(token) if seat.is_private else None,
        lambda _cell, _token: True,
    )
