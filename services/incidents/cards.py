"""Cards of incidents: a notice makes each and edits it whenever the incident has changed."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from services.incidents.news import PAUSE
from services.outbox import Outbox, Post
from storage.incident_cards import IncidentCardRow
from storage.incidents import RESOLVED, IncidentRow
from storage.transaction import Tx

CARD = "incident-card"
"""The notice. Facts: ``incident``, ``incident_card`` (its row), ``home`` (whose incident it is), ``anew``:
a new message takes the place of the one that stands; ``past``: the message that did when that was
posted, and the version that it is to show; ``quiet``, where it makes no sound."""
OVER = "incident-over"
"""The notice that one is resolved of which more people were told. Facts as of the other, but for ``anew``;
``over_at``: which of its ends, so that nothing is said of one after which it came back; ``eased``: it
lasts, and is urgent no more."""
HELD = "incidents-held"
"""The notice of what quiet hours held, as one summary. Facts: ``home``, ``thread``, ``until``; once made
``ids`` and ``count`` of them, ``follow`` (whose cards come below), ``alone`` (the card of the only one)."""
FLAPS = 3
"""From so many times on it comes and goes, and its end is news only once it has stayed away."""
APART = timedelta(seconds=6)
"""Between two edits of a chat where many are due at once: half of what a group may be told."""
LOOKED_AT = -1
"""The step of a card that no escalation has brought there, but somebody who looked."""
PRESSED = timedelta(seconds=5)
"""So long the notice waits for whoever pressed a button, and shows what came of it, to have done so."""


class Step(IntEnum):
    """Who is told of what nobody takes in hand, one after the other."""

    CHAT = 1
    DUTY = 2
    OWNERS = 3


class Cards:
    """Posts the notices, in the transaction of what they tell of."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def now(self) -> datetime:
        """The moment that what is posted is dated with."""
        return self._outbox.now()

    async def place(
        self,
        tx: Tx,
        row: IncidentRow,
        chat_id: int,
        thread_id: int | None,
        step: int,
    ) -> bool:
        """Let an incident have a card in a chat. False: it has one there already."""
        card_id = await tx.incident_cards.add(row.id, chat_id, thread_id, step)
        if card_id is None:
            return False
        await self._outbox.post(tx, CARD, chat_id, {**card_facts(row, card_id), "anew": False})
        return True

    async def follow(
        self,
        tx: Tx,
        row: IncidentRow,
        *,
        anew: bool = False,
        anew_of: Collection[int] = (),
        pressed: int | None = None,
        but: int | None = None,
    ) -> None:
        """Let all its cards show how it stands, ``anew`` or those of these numbers as messages of their own.

        ``pressed``: the message whose button changed it. ``but``: a chat that cannot be written to.
        """
        now = self._outbox.now()
        row = await tx.incidents.get(row.id) or row
        for card in await tx.incident_cards.of_incident(row.id):
            if card.message_id is None and row.held_until is not None and now < row.held_until:
                continue  # its notice waits, and tells how it stands then
            if card.chat_id == but:
                continue
            due_at = None
            if pressed is not None and card.message_id == pressed:
                due_at = now + PRESSED
            again = anew or card.id in anew_of
            if again and card.summary_id is not None:
                await self._part(tx, row, card)
                continue
            await self._post(tx, row, card, due_at, anew=again)

    async def follow_all(
        self, tx: Tx, rows: Sequence[IncidentRow], anew: Collection[int] = ()
    ) -> None:
        """The same for many at once. ``anew``: the numbers of those whose card comes anew in its own chat.

        The edits of a chat are some seconds apart, so that what else it is told comes between them.
        """
        now = self._outbox.now()
        by_id = {row.id: row for row in await tx.incident_lists.of_ids([row.id for row in rows])}
        posts: list[Post] = []
        edits: Counter[int] = Counter()
        summaries: set[int] = set()
        for card in await tx.incident_cards.of_incidents(by_id):
            row = by_id[card.incident_id]
            if card.summary_id is not None:
                if card.summary_id in summaries:
                    continue  # one edit shows them all
                summaries.add(card.summary_id)
            if card.message_id is None and row.held_until is not None and now < row.held_until:
                continue
            again = row.id in anew and card.chat_id == row.chat_id
            facts = _shown(row, card, anew=again)
            due_at = now + APART * edits[card.chat_id]
            posts.append(Post(CARD, card.chat_id, facts, due_at=due_at))
            edits[card.chat_id] += 1
        await self._outbox.post_all(tx, posts)

    async def tell_eased(self, tx: Tx, row: IncidentRow, severity: str) -> None:
        """Tell wherever a card stands that what was urgent is so no more; not of what comes and goes."""
        if row.severity != "urgent" or severity == "urgent" or row.times >= FLAPS:
            return
        for card in await tx.incident_cards.of_incident(row.id):
            if card.message_id is not None and card.summary_id is None:
                facts = {**card_facts(row, card.id), "eased": True}
                await self._outbox.post(tx, OVER, card.chat_id, facts)

    async def tell_over(
        self, tx: Tx, row: IncidentRow, over_at: datetime, *, but: int | None = None
    ) -> None:
        """Tell everywhere but in one chat that it is over, where a card stands, if that matters.

        Of what comes and goes that is told once it has stayed away; ``but`` is where somebody said so. Where
        one message tells of it with others, that tells the end, and not the card of who looked besides.
        """
        if not await _was_told(tx, row):
            return
        flaps = row.times >= FLAPS and but is None
        due_at = over_at + PAUSE if flaps else None
        cards = [
            card
            for card in await tx.incident_cards.of_incident(row.id)
            if card.message_id is not None and card.chat_id != but
        ]
        together = {card.chat_id for card in cards if card.summary_id is not None}
        for card in cards:
            if card.step != LOOKED_AT or card.chat_id not in together:
                facts = {**card_facts(row, card.id), "over_at": over_at.isoformat()}
                await self._outbox.post(tx, OVER, card.chat_id, facts, due_at=due_at)

    async def below(self, tx: Tx, row: IncidentRow, card: IncidentCardRow) -> None:
        """Let a card come below a summary, which has told of it with a sound."""
        anew = card.message_id is not None
        facts = {**card_facts(row, card.id), "anew": anew, "quiet": True}
        await self._outbox.post(tx, CARD, card.chat_id, facts)

    async def hold(self, tx: Tx, row: IncidentRow, until: datetime) -> None:
        """One notice for all that quiet hours of its topic hold until the same moment."""
        facts = {"home": row.chat_id, "thread": row.thread_id, "until": until.isoformat()}
        once_key = held_once(row.chat_id, row.thread_id, until)
        _ = await self._outbox.post(tx, HELD, row.chat_id, facts, once_key, until)

    async def _part(self, tx: Tx, row: IncidentRow, card: IncidentCardRow) -> None:
        """What one message told of with others calls anew by a card of its own; that tells of the rest."""
        await tx.incident_cards.part(card)
        own = replace(card, summary_id=None, message_id=None, shown=0)
        await self._post(tx, row, own, None, anew=True)
        if rest := await tx.incident_cards.of_summary(card.summary_id or 0):
            facts = {"incident": rest[0].incident_id, "incident_card": rest[0].id}
            facts |= {"home": row.chat_id, "anew": False}
            await self._outbox.post(tx, CARD, card.chat_id, facts)

    async def _post(
        self,
        tx: Tx,
        row: IncidentRow,
        card: IncidentCardRow,
        due_at: datetime | None,
        *,
        anew: bool = False,
    ) -> None:
        await self._outbox.post(tx, CARD, card.chat_id, _shown(row, card, anew=anew), due_at=due_at)


def held_once(chat_id: int, thread_id: int | None, until: datetime) -> str:
    """Under which key the summary of a place stands in the outbox."""
    return f"{HELD}:{chat_id}:{thread_id}:{until.isoformat()}"


async def matters(tx: Tx, row: IncidentRow) -> bool:
    """Whether its end is told at once, by a message of its own: not where it comes and goes."""
    return row.times < FLAPS and await _was_told(tx, row)


async def _was_told(tx: Tx, row: IncidentRow) -> bool:
    """Whether people wait for its end: more were told than saw its card, or it was urgent."""
    if row.step > 0 or row.severity == "urgent":
        return True
    # Who was told is known by the cards: the steps begin anew where it gets worse or is handed back.
    return any(card.step > 0 for card in await tx.incident_cards.of_incident(row.id))


def is_told(card: IncidentCardRow, row: IncidentRow, *, anew: bool) -> bool:
    """Whether a card has nothing to tell: it shows this already, or it was over before it was seen."""
    is_over = row.status == RESOLVED
    if card.message_id is None:
        return is_over
    return (is_over or not anew) and card.shown >= row.version


def is_heard(card: IncidentCardRow, past: Sequence[int | None] | None) -> bool:
    """Whether another new message has come since one was posted, and shows what that was to tell."""
    if past is None:
        return False
    message_id, version = past
    return card.message_id != message_id and card.shown >= (version or 0)


def _shown(row: IncidentRow, card: IncidentCardRow, *, anew: bool) -> dict[str, Any]:
    facts = {**card_facts(row, card.id), "anew": anew}
    return facts | ({"past": [card.message_id, row.version]} if anew else {})


def card_facts(row: IncidentRow, card_id: int) -> dict[str, Any]:
    """What every notice of a card says."""
    return {"incident": row.id, "incident_card": card_id, "home": row.chat_id}
