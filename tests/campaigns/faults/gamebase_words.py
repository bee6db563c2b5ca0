"""What the rows of Gamebase have in common: their words by column, their roads, and the desk's intents."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from sandbox.telegram import Message, Person
from storage.tables.audit import audit
from tests.campaigns.faults.table import UNREADABLE, Column, Effect, Row, Walk, in_each
from tests.conversations.play import Play

State = Callable[[Play], Awaitable[str]]

SILENT = "Gamebase is not available at the moment. Nothing was done; please try again in a minute."
GARBLED = (
    "Gamebase answers, but not in a way I can read. Nothing was done; please try again in a few"
)
REFUSED = (
    "Gamebase found a fault in what was sent. Nothing was done; check what you wrote, and tell an owner "
    "if it is right. Code -4000002"
)
NO_ENTRY = (
    "Gamebase does not accept our credentials for this app. Nothing was done; an owner has to look at "
    "the settings. Code -4010004"
)
NO = {Column.REFUSED: REFUSED, Column.UNAUTHORISED: NO_ENTRY}
"""Where nothing was done, and Gamebase says so."""

READS: Mapping[Column, str] = in_each(SILENT, dict.fromkeys(UNREADABLE, GARBLED), NO)
"""What is read where nothing but a card was wanted."""


@dataclass(frozen=True, kw_only=True)
class Wish(Row):
    """An endpoint that spends or deletes."""

    told: Mapping[Column, str]
    """A piece of what the person reads who sends the same once more, the fault being gone."""


def read_row(
    number: str,
    endpoint: str,
    walk: Walk,
    normal: str,
    reads: Mapping[Column, str] = READS,
) -> Row:
    """An endpoint that changes nothing."""
    return Row(
        number=number,
        standin="gamebase",
        endpoint=endpoint,
        effect=Effect.READS,
        walk=walk,
        reads=reads,
        normal=normal,
    )


def sam_says(text: str, *, secret: str = "") -> Walk:
    """The road of one command. What holds a secret is gone from the chat, whatever came of it."""

    async def walk(play: Play) -> Message:
        card = await play.say(play.town.sam, text, play.desk)
        assert not secret or standing(play, secret) == []
        return card

    return walk


def standing(play: Play, secret: str) -> list[str]:
    """The messages of people in the desk's chat that still hold it."""
    return [each.text for each in play.desk.messages if each.sender and secret in each.text]


async def confirm(play: Play, person: Person) -> Message:
    """Press Confirm on the newest card and give the card, which then says what came of it."""
    question = play.shown(play.desk)
    await play.tap(person, "Confirm", play.desk, question)
    return question


def oldest(play: Play, label: str) -> Message:
    """The oldest card with a button that begins so."""
    return next(
        each
        for each in play.desk.messages
        if each.sender is None and any(name.startswith(label) for name in each.labels())
    )


def ends(deed: str) -> State:
    """How the desk's tries of a deed ended, oldest first, each of them written down before."""

    async def state(play: Play) -> str:
        ours = select(audit.c.action, audit.c.facts).where(audit.c.action.startswith(f"{deed}."))
        async with play.stage.app.house.db.read() as tx:
            rows = (await tx.connection.execute(ours.order_by(audit.c.id))).all()
        intended, words = set(), []
        for row in rows:
            word, intent = row.action.removeprefix(f"{deed}."), json.loads(row.facts)["intent"]
            if word == "intended":
                intended.add(intent)
            else:
                assert intent in intended
                words.append(word)
        return " ".join(words)

    return state
