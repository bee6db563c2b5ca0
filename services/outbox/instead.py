"""Who is told instead: a notice about notices that did not arrive.

Step by step, each only when the one before has nobody or has failed too: the chat itself, where it takes
other messages; the order's own chat; the chats of those who may settle it; the owners. What a chat's
incidents are is its own: no other group reads it, and the owners settle it. After them there is nobody, which
is an error in the log; what was not told stays marked in ``/orders`` and ``/alerts``.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta
from enum import IntEnum
from typing import Any, Protocol

import structlog

from services.clock import Clock
from services.outbox.lost import Lost
from storage.notices import NoticeRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

NOT_TOLD = "not-told"
"""The kind of a notice about notices. Facts: ``chat`` and ``title`` of the chat that does not know,
``lost`` and ``reason``, ``notices`` (their ids), ``order`` if all are of one, ``own``: it is of a chat's
own incidents; ``step``."""
_OWN = "incident"
"""What the kinds of notices of incidents begin with."""
GATHER = timedelta(seconds=5)
"""What is lost in this time goes into one notice."""


class Step(IntEnum):
    """Who is told, in this order."""

    HERE = 0
    ORDER = 1
    SETTLERS = 2
    OWNERS = 3


class Who(Protocol):
    """Who is where."""

    @property
    def owners(self) -> Collection[int]:
        """The owners' private chats."""

    def chats_with(self, permission: str, home: int | None = None) -> tuple[int, ...]:
        """The chats in which somebody may do this; with what belongs to the chat ``home``, if named."""


class Instead:
    """Posts notices about notices, in the transaction in which these are lost."""

    def __init__(self, who: Who, clock: Clock) -> None:
        self._who = who
        self._clock = clock

    async def tell(self, tx: Tx, notice: NoticeRow, lost: Lost, reason: str) -> None:
        """Tell somebody that ``notice`` has not arrived, once. ``reason`` is a stable word, or ""."""
        if not await tx.notices.told_instead(notice.id, self._clock()):
            return
        facts = await _facts(tx, notice, lost, reason)
        for step in Step:
            if step <= facts["step"] or (step is Step.HERE and not lost.chat_hears):
                continue
            chats = await self._chats(tx, step, facts, notice.chat_id)
            for chat_id in chats:
                if not (facts.get("own") and await _has_card(tx, notice, chat_id)):
                    await self._post(tx, chat_id, {**facts, "step": int(step)})
            if chats:
                return
        log.error("nobody could be told", notice=notice.id, kind=notice.kind, chat=facts["chat"])

    async def _chats(self, tx: Tx, step: Step, facts: dict[str, Any], failed: int) -> Sequence[int]:
        if step is Step.HERE:
            return (int(facts["chat"]),)
        not_these = {failed, int(facts["chat"])}
        if step is Step.OWNERS or (step is Step.SETTLERS and facts.get("own")):
            return [owner for owner in sorted(self._who.owners) if owner not in not_these]
        order = await tx.orders.by_number(str(facts["order"])) if facts["order"] else None
        if step is Step.ORDER:
            found: Sequence[int] = () if order is None else (order.chat_id,)
        elif order is not None:
            found = self._who.chats_with("orders.resolve", order.chat_id)
        else:
            # What a person is told privately is the desk's own, and belongs to no chat.
            chat = int(facts["chat"])
            found = self._who.chats_with("alerts.edit", chat if chat < 0 else None)
        return [each for each in found if each not in not_these and await _takes(tx, each)]

    async def _post(self, tx: Tx, chat_id: int, facts: dict[str, Any]) -> None:
        """Write it, or add to one of the same that still waits."""
        alike = ("chat", "lost", "step")
        for waiting in await tx.notices.waiting(NOT_TOLD, chat_id):
            if all(waiting.facts[name] == facts[name] for name in alike):
                both = list(dict.fromkeys([*waiting.facts["notices"], *facts["notices"]]))
                order = facts["order"] if waiting.facts["order"] == facts["order"] else None
                more = {**waiting.facts, "notices": both, "order": order}
                if await tx.notices.set_facts(waiting.id, more):
                    return
        now = self._clock()
        await tx.notices.add(NOT_TOLD, chat_id, facts, None, now + GATHER, now)


async def _facts(tx: Tx, notice: NoticeRow, lost: Lost, reason: str) -> dict[str, Any]:
    if notice.kind == NOT_TOLD:  # it goes on to whoever comes next
        return notice.facts
    chat = await tx.chats.get(notice.chat_id)
    return {
        "chat": notice.chat_id,
        "title": "" if chat is None else chat.title,
        "lost": str(lost),
        "reason": reason,
        "notices": [notice.id],
        "order": notice.facts.get("order"),
        "own": notice.kind.startswith(_OWN) and notice.chat_id < 0,
        "step": -1,
    }


async def _has_card(tx: Tx, notice: NoticeRow, chat_id: int) -> bool:
    """Whether a chat has the card of the incident that a notice is about, and knows by that."""
    incident = notice.facts.get("incident")
    return incident is not None and await tx.incident_cards.there(int(incident), chat_id)


async def _takes(tx: Tx, chat_id: int) -> bool:
    """Whether nothing is known against writing there."""
    chat = await tx.chats.get(chat_id)
    return chat is None or chat.removed_at is None
