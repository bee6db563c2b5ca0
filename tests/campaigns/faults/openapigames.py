"""The rows of open-api-games: its one address in its three uses (3.1), walked by Max."""

import json
from collections.abc import Callable
from dataclasses import replace

from sandbox.demo_world import DemoWorld
from sandbox.openapigames import adds, changes, lists
from sandbox.telegram import Message
from tests.campaigns.faults.administration import Provider, never_twice, then_shows
from tests.campaigns.faults.table import Column, Row
from tests.conversations.play import Play

GAMES = Provider(
    standin="openapigames",
    name="Open API Games",
    refused="INVALID_BODY",
    no_entry="INVALID_SIGN",
    subject="game-account",
)
_LINK = "https://new.games.example/{{GAME_ID}}?s={{GAME_SESSION}}"
_DOCUMENT = json.dumps({"embed_url": _LINK, "royalty": 3})


async def listed(play: Play) -> Message:
    """The list."""
    return await play.say(play.town.max, "/accounts", play.desk)


async def added(play: Play) -> Message:
    """A new account by one document."""
    await listed(play)
    await play.tap(play.town.max, "Add an account", play.desk)
    question = await play.answer(play.town.max, _DOCUMENT, play.desk)
    await play.tap(play.town.max, "Confirm", play.desk, question)
    return question


async def added_again(play: Play) -> None:
    """The same document: added now, or told to be there."""
    there = len(play.town.openapigames.accounts) == 3
    said = (await added(play)).text
    assert said.startswith("It was there already, with" if there else "✅ Added."), said
    assert len(play.town.openapigames.accounts) == 3


async def changed(play: Play) -> Message:
    """Another royalty; where it is so already, that is told."""
    await play.say(play.town.max, "/accounts 1001", play.desk)
    for label in ("Change", "Royalty"):
        await play.tap(play.town.max, label, play.desk)
    question = await play.answer(play.town.max, "7.25", play.desk)
    if "Confirm" in question.labels():
        await play.tap(play.town.max, "Confirm", play.desk, question)
    return question


async def changed_again(play: Play) -> Message:
    """The same once more; gives the account's card."""
    same = _royalty(play.town) == "725"
    said = (await changed(play)).text
    assert said.startswith("That is how it is already." if same else "✅ Changed."), said
    return await play.say(play.town.max, "/accounts 1001", play.desk)


def _royalty(town: DemoWorld) -> str:
    return str(town.openapigames.accounts[0].royalty_percent)


def _times(kind: str) -> Callable[[DemoWorld], int]:
    return lambda town: sum(each.kind == kind for each in town.openapigames.changes)


def _sent_once(row: Row) -> Row:
    """An addition that is not there when it is looked for is not sent again: it may come late."""
    late = Column.SLOW
    return replace(
        row,
        reads={**row.reads, late: GAMES.unknown},
        remains={**row.remains, late: row.remains[Column.LOST_BEFORE]},
        settles={**row.settles, late: row.settles[Column.LOST_BEFORE]},
    )


ROWS = (
    GAMES.reads("3.1 list", "accounts", listed, "Open API Games (2), page 1 of 1.", lists),
    never_twice(
        _sent_once(
            GAMES.changes(
                "3.1 add",
                "accounts",
                added,
                done="✅ Added.",
                effects=_times("add"),
                twice="done done",
                when=adds,
            )
        ),
        added_again,
    ),
    then_shows(
        GAMES.changes(
            "3.1 change",
            "accounts",
            changed,
            done="✅ Changed.",
            effects=_times("change"),
            now=_royalty,
            was="1250",
            becomes="725",
            when=changes,
        ),
        changed_again,
        "Royalty: 7.25%",
    ),
)
