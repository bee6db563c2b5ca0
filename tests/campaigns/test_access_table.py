"""Every command, tap, answer and link, by everybody, everywhere: served or refused as designed."""

from collections.abc import Iterable

from bot.demo.stage import Stage
from handlers.frame.registry import Route, Where
from tests.campaigns.hall import Hall
from tests.campaigns.rights import (
    ANSWERS,
    ANSWERS_IN_PRIVATE,
    BEFORE_SETUP,
    COMMANDS,
    DESK_WIDE,
    GROUP_ONLY,
    KEYS_OWN,
    MANAGER_LACKS,
    OPEN,
    ORDER_STEPS,
    PRIVATE_ONLY,
    SHARED_CARDS,
    SUPPORT_HAS,
    TAPS,
    TAPS_BEFORE_SETUP,
    TAPS_IN_PRIVATE,
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


async def test_every_step_is_registered_as_the_table_says(bare_stage: Stage) -> None:
    """Its right, its chats and whose menu it stands on are those of the table, step by step.

    So one step of each kind tells of all what everybody meets everywhere (below).
    """
    registry = bare_stage.app.frame.registry
    for name, route in registry.commands.items():
        assert (name, route.permission, route.where, route.before_setup) == (
            name,
            COMMANDS[name],
            where(name in PRIVATE_ONLY, name in GROUP_ONLY),
            name in BEFORE_SETUP,
        )
    for verb, route in registry.taps.items():
        assert (verb, *of_tap(verb)) == (
            verb,
            route.permission,
            in_private(route),
            route.before_setup,
            not route.opener_only,
            route.order_in is not None,
        )
    for question, route in registry.answers.items():
        assert (question, *of_answer(question)) == (
            question,
            route.permission,
            in_private(route),
            route.order_in is not None,
        )
        assert not route.before_setup


def where(private: bool, group: bool) -> Where:
    """In which chats."""
    return Where.PRIVATE if private else Where.GROUP if group else Where.ANYWHERE


def in_private(route: Route) -> bool:
    """Whether it is kept to private chats, where the right does not see to that."""
    assert route.where is not Where.GROUP
    return route.where is Where.PRIVATE and route.permission != KEYS_OWN


def sort(permission: str) -> str:
    """Rights that the same people have in the same places; singly: services/access/test_access_table.py."""
    if permission in {OPEN, KEYS_OWN} | DESK_WIDE:
        return permission
    if permission in MANAGER_LACKS:
        return "an owner's"
    return "support's" if permission in SUPPORT_HAS else "a manager's"


def of_tap(verb: str) -> tuple[str, bool, bool, bool, bool]:
    """What decides who may press it where."""
    return (
        TAPS[verb],
        verb in TAPS_IN_PRIVATE,
        verb in TAPS_BEFORE_SETUP,
        verb in SHARED_CARDS,
        verb in ORDER_STEPS,
    )


def of_answer(question: str) -> tuple[str, bool, bool]:
    """What decides who may answer it where."""
    return ANSWERS[question], question in ANSWERS_IN_PRIVATE, question in ORDER_STEPS


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
    """Those that the same people may type in the same places."""
    return sort(COMMANDS[name]), name in PRIVATE_ONLY, name in GROUP_ONLY, name in BEFORE_SETUP


async def menu_entries(hall: Hall) -> list[str]:
    """The same commands behind a button of one's own menu, whether it shows them or not."""
    return await hall.all_try(
        COMMANDS,
        lambda seat, name: seat.forges("menu.open", seat.person, name),
        lambda cell, name: cell.place != "new" and cell.may_command(name),
        lambda name: sort(COMMANDS[name]),
    )


async def taps(hall: Hall, verbs: Iterable[str]) -> list[str]:
    """Every button, as of one's own menu; what it is about does not exist."""
    return await hall.all_try(
        verbs,
        lambda seat, verb: seat.forges(verb, seat.person),
        lambda cell, verb: cell.may_press(verb),
        kind_of_tap,
    )


def kind_of_tap(verb: str) -> tuple[str, *tuple[bool, ...]]:
    """Those that the same people may press in the same places."""
    return sort(TAPS[verb]), *of_tap(verb)[1:]


async def taps_on_menus_of_others(hall: Hall) -> list[str]:
    """Menus obey their opener, whoever else presses; cards of the whole chat obey the rights."""
    other = hall.world.person("Somebody Else")
    return await hall.all_try(
        TAPS,
        lambda seat, verb: seat.forges(verb, other) if seat.cell.place != "private" else None,
        lambda cell, verb: verb in SHARED_CARDS and cell.may_press(verb),
        lambda verb: sort(TAPS[verb]) if verb in SHARED_CARDS else None,
    )


async def answers(hall: Hall) -> list[str]:
    """A question was asked while the person might; the answer is checked when it comes."""
    dialogs = hall.stage.app.frame.dialogs
    return await hall.all_try(
        ANSWERS,
        lambda seat, _: seat.says("nonsense", seat.replied_to),
        lambda cell, question: cell.may_answer(question),
        lambda question: (sort(ANSWERS[question]), *of_answer(question)[1:]),
        before=lambda seat, question: dialogs.ask(seat.chat.id, seat.person.id, question, FACTS),
    )


async def claim_links(hall: Hall) -> list[str]:
    """Anybody may open one in the private chat; elsewhere Telegram opens none."""
    return await hall.all_try(
        ["a-token-of-nobody"],
        lambda seat, token: seat.person.starts(token) if seat.is_private else None,
        lambda _cell, _token: True,
    )
