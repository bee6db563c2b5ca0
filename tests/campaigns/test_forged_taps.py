"""Any button with any arguments, of an earlier version or forged: answered kindly, never a crash."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.stage import Stage
from handlers.frame.callback import CallbackTooLongError, mark_of, pack
from handlers.frame.registry import Registry
from handlers.tasks import TASKS
from sandbox.telegram import Message
from services.access.roles import PERMISSIONS
from tests.campaigns.length import LONG
from tests.campaigns.rights import VALUES

VERBS = sorted(Registry(TASKS, PERMISSIONS).taps)
OLD = "This menu is from an earlier version."
APOLOGY = "Sorry, that did not work"
WORDS = (
    "",
    "0",
    "1",
    "2",
    "-1",
    "007",
    "²",
    "abc",
    "9" * 15,
    "9" * 25,
    "\0",
    "a/b",
    "..",
    "%",
    "t",
    "h",
    "b",
    "week",
    "20260101..20260102",
    "20269999",
    "open",
    "all",
    "mine",
    "support",
    "owner",
    "orders.buy",
    "UTC",
    "No/Where",
    "codegames",
    "hype",
    "paysuper",
    "gamebase",
    mark_of("puzzle"),
    mark_of("codegames"),
    mark_of("hype"),
    "PZ1001",
    "K-2222-2222",
    "digest",
    "maintenance",
    "IOS",
    "GG",
    "json",
    "name",
    "~abcdefghijkl",
    "en",
    "stock",
)
TOGETHER = 6
"""Buttons that are pressed at once."""
ARGUMENTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=6)
TAPS = st.tuples(st.sampled_from(VERBS), ARGUMENTS)


@pytest.fixture
async def shown(stage: Stage) -> Message:
    """A card in the support chat, on which Olga, who may do everything, presses buttons."""
    stage.town.olga.says("/help", chat=stage.town.support_desk)
    await stage.quiet()
    return next(m for m in reversed(stage.town.support_desk.messages) if m.sender is None)


async def press(stage: Stage, shown: Message, pressed: Sequence[str]) -> list[str]:
    """Send these callback data; gives all that the bot has said to them."""
    seen = len(stage.town.world.calls)
    taps = [stage.town.olga.forges(data, shown) for data in pressed]
    await stage.quiet()
    said = [str(call.params.get("text", "")) for call in stage.town.world.calls[seen:]]
    return said + [(await tap.answered()).text for tap in taps]


def packed(stage: Stage, verb: str, arguments: Sequence[str]) -> Iterator[str]:
    """The callback data of such a button in Olga's menu, if it has room."""
    try:
        yield pack(verb, stage.town.olga.id, *arguments)
    except (CallbackTooLongError, UnicodeEncodeError):
        return


async def test_arguments_that_are_none_of_ours_are_an_old_menu(
    stage: Stage, shown: Message
) -> None:
    """None at all, one too few, one too many, no numbers, nothing printable: for every button."""
    crashed = []
    for at in range(0, len(VERBS), TOGETHER):
        verbs = VERBS[at : at + TOGETHER]
        data = dict.fromkeys(each for verb in verbs for each in spoilt(stage, verb))
        said = await press(stage, shown, [*data])
        crashed += [verbs for text in said if text.startswith(APOLOGY)]
    assert crashed == []


def spoilt(stage: Stage, verb: str) -> Iterator[str]:
    """The callback data of a button with arguments that are none."""
    count = VALUES.get(verb, 1)
    for arguments in (
        [],
        ["\0"] * count,
        ["abc"] * (count - 1),
        ["abc"] * count,
        ["9" * 17] * count,
        ["-1"] * count,
        ["1"] * (count + 1),
    ):
        yield from packed(stage, verb, arguments)


@given(st.lists(TAPS, min_size=1, max_size=12))
@settings(max_examples=60 if LONG else 30)
async def test_no_button_ever_ends_in_an_apology(
    stage: Stage, shown: Message, taps: list[tuple[str, list[str]]]
) -> None:
    """Whatever is pressed in whatever order, on one desk that goes on."""
    data = [each for verb, arguments in taps for each in packed(stage, verb, arguments)]
    said = await press(stage, shown, data)
    assert not [text for text in said if text.startswith(APOLOGY)], data


@given(st.lists(st.text(max_size=30), min_size=1, max_size=12))
@settings(max_examples=40 if LONG else 20)
async def test_what_is_no_button_at_all_is_an_old_menu(
    stage: Stage, shown: Message, said: list[str]
) -> None:
    """Data that nothing of ours was ever drawn with."""
    sent = [text for text in said if text and text.partition(":")[0] not in VERBS]
    answers = await press(stage, shown, sent)
    assert sum(answer.startswith(OLD) for answer in answers) >= len(sent)
