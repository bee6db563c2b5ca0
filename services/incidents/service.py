"""Incidents come and go by signals: opened, changed, joined by what is related, over by themselves.

Each call is in its caller's transaction and may be repeated: what is as it was costs one read and writes
nothing, however many signals there are.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from services.clock import Clock
from services.incidents.back import Back, add_to, is_another
from services.incidents.cards import Cards
from services.incidents.escalating import as_less, as_worse, first_step
from services.incidents.news import (
    AFRESH,
    CAME,
    OVER,
    WORSE,
    happens_anew,
    heard_lately,
    is_new,
    may_call,
    note_change,
    said,
    waits_until,
)
from services.incidents.signals import Signal, in_order, is_worse, of_card, worst
from services.incidents.telling import Telling
from services.outbox import Outbox
from storage.incidents import RESOLVED, IncidentRow, SignalRow
from storage.transaction import Tx

_TRIES = 5


class Incidents:
    """Signals are raised and cleared by whoever watches something."""

    def __init__(self, clock: Clock, outbox: Outbox) -> None:
        self._clock = clock
        self._outbox = outbox
        self._cards = Cards(outbox)
        self._back = Back(clock)

    async def signal(
        self,
        tx: Tx,
        chat_id: int,
        thread_id: int | None,
        signal: Signal,
        held_until: datetime | None = None,
    ) -> None:
        """Something is so: open an incident in the chat, or change the open one.

        ``held_until``: quiet hours, which hold whatever is not urgent. ``Outbox.kick`` is the caller's, after
        the commit.
        """
        await self.signal_all(tx, chat_id, thread_id, [signal], held_until)

    async def signal_all(
        self,
        tx: Tx,
        chat_id: int,
        thread_id: int | None,
        signals: Sequence[Signal],
        held_until: datetime | None = None,
    ) -> None:
        """The same for many: what is as it was is found by a read for each 500."""
        wanted = in_order(signals)
        telling = Telling(self._cards, held_until)
        standing = await tx.incidents.standing(chat_id, wanted)
        changed = {
            key
            for key, signal in wanted.items()
            if key not in standing or signal.event or _differs(standing[key], signal)
        }
        if len(changed) > 1:
            ids = {standing[key].incident_id for key in changed & standing.keys()}
            groups = {of_card(wanted[key]) for key in changed}
            await tx.incidents.lock_all(chat_id, ids, groups)
        for key, signal in wanted.items():
            lasts = standing.get(key)
            if lasts is None:
                await self._begin(tx, chat_id, thread_id, signal, telling)
            elif signal.event or _differs(lasts, signal):
                row = await tx.incidents.lock(lasts.incident_id)
                if (
                    row is not None
                    and signal.event
                    and await self._put_away(tx, row, lasts, signal)
                ):
                    await self._begin(tx, chat_id, thread_id, signal, telling)
                elif row is not None and _differs(lasts, signal):
                    await self._change(tx, row, lasts, signal, telling)
                elif row is not None and not signal.began:
                    await self._said_again(tx, row, lasts, signal, telling)
        await telling.post(tx)

    async def clear(
        self, tx: Tx, chat_id: int, key: str, facts: Mapping[str, Any] | None = None
    ) -> None:
        """Something is over. With the last of what it is about the incident is resolved by itself."""
        await self.clear_all(tx, chat_id, [key], facts)

    async def clear_all(
        self,
        tx: Tx,
        chat_id: int,
        keys: Collection[str],
        facts: Mapping[str, Any] | None = None,
        *,
        why: str = OVER,
    ) -> None:
        """The same for many. ``facts``: what is known of the end, added to those it had.

        ``why``: a word of the log. Where nobody looks any more, nobody knows whether it is over.
        """
        standing = await tx.incidents.standing(chat_id, keys)
        of: dict[int, list[SignalRow]] = {}
        for lasts in standing.values():
            of.setdefault(lasts.incident_id, []).append(lasts)
        for incident_id in sorted(of):
            await self._clear(tx, incident_id, of[incident_id], facts or {}, why)

    async def _begin(
        self,
        tx: Tx,
        chat_id: int,
        thread_id: int | None,
        signal: Signal,
        telling: Telling,
    ) -> None:
        group = of_card(signal)
        for _ in range(_TRIES):
            row = await tx.incidents.open_of(chat_id, group)
            if row is not None:
                done = await self._join(tx, row, signal, telling)
            else:
                last = await tx.incidents.last_of(chat_id, group)
                if last is not None and await self._back.is_same(tx, last, signal):
                    done = await self._back.again(tx, last, signal, telling)
                else:
                    done = await self._open(tx, chat_id, thread_id, group, signal, telling)
            if done:
                return
        raise RuntimeError("an incident was changed by others again and again")

    async def _open(
        self,
        tx: Tx,
        chat_id: int,
        thread_id: int | None,
        group: str,
        signal: Signal,
        telling: Telling,
    ) -> bool:
        now = self._clock()
        held_until = telling.held_until
        if signal.severity == "urgent" or (held_until is not None and held_until <= now):
            held_until = None
        begins = held_until or now
        incident_id = await tx.incidents.add(
            chat_id=chat_id,
            thread_id=thread_id,
            group_key=group,
            open_key=group,
            kind=signal.kind,
            severity=signal.severity,
            opened_at=now,
            held_until=held_until,
            escalate_at=await first_step(tx, chat_id, signal.severity, begins),
        )
        row = None if incident_id is None else await tx.incidents.get(incident_id)
        if row is None:
            return False
        if not await add_to(tx, row, signal, now):
            raise RuntimeError("what is new lasts already")
        await tx.incidents.note(row.id, now, "opened", facts=said(signal.kind, signal.facts))
        if await tx.incident_cards.add(row.id, chat_id, thread_id, 0) is None:
            raise RuntimeError("a new incident has a card")
        telling.changed(row, until=held_until)
        return True

    async def _join(self, tx: Tx, row: IncidentRow, signal: Signal, telling: Telling) -> bool:
        """Something related lasts too; if it is worse than all before, nobody has that in hand yet.

        People hear of it by a new card, unless they have just heard of the incident; one card is for all.
        """
        now = self._clock()
        if not await add_to(tx, row, signal, now):
            return True  # another process has said it in this moment
        worse = is_worse(signal.severity, row.severity)
        calls = worse or (
            may_call(row, signal.severity, now)
            and await is_new(tx, row, signal, now)
            and not await heard_lately(tx, row, now)
        )
        until = waits_until(row, signal.severity, telling.held_until, now) if calls else None
        values: dict[str, Any] = {} if until is None else {"held_until": until}
        if worse:
            values = await as_worse(tx, row, signal.severity, now, until)
        if not await tx.incidents.change(row, **values):
            raise RuntimeError("a locked incident was changed")
        what = CAME if calls else "joined"
        await tx.incidents.note(row.id, now, what, facts=said(signal.kind, signal.facts))
        telling.changed(row, calls=calls, until=until)
        return True

    async def _change(
        self, tx: Tx, row: IncidentRow, lasts: SignalRow, signal: Signal, telling: Telling
    ) -> None:
        said = {"facts": dict(signal.facts), "severity": signal.severity, "kind": signal.kind}
        if not await tx.incidents.change_signal(lasts.id, **said):
            return  # it was over in this moment, and is said anew with the next look
        worse = is_worse(signal.severity, lasts.severity)
        if row.status == RESOLVED and not worse:
            return  # somebody said that this is nothing to be told of
        for _ in range(_TRIES):
            if await self._show_change(tx, row, lasts, signal, telling, worse=worse):
                return
        raise RuntimeError("an incident was changed by others again and again")

    async def _show_change(
        self,
        tx: Tx,
        row: IncidentRow,
        lasts: SignalRow,
        signal: Signal,
        telling: Telling,
        *,
        worse: bool,
    ) -> bool:
        """Let an incident show what has changed. False: another of its group was opened in this moment."""
        if row.status == RESOLVED:
            other = await tx.incidents.open_of(row.chat_id, row.group_key)
            if other is not None:  # what came of its group since has a card: this belongs there
                if not await tx.incidents.change_signal(lasts.id, incident_id=other.id):
                    return True
                row = other
        now = self._clock()
        severity = worst([each.severity for each in await tx.incidents.lasting(row.id)])
        worse = is_worse(severity, row.severity) or (worse and row.status == RESOLVED)
        afresh = not worse and await happens_anew(tx, row, lasts, signal, now)
        calls = worse or afresh
        until = waits_until(row, severity, telling.held_until, now) if calls else None
        values: dict[str, Any] = as_less(severity)
        if worse:
            values = await as_worse(tx, row, severity, now, until)
        elif until is not None:
            values["held_until"] = until
        if not await tx.incidents.change(row, **values):
            return False
        what = WORSE if worse else AFRESH if afresh else "changed"
        await note_change(tx, row, signal, now, what)
        telling.changed(row, calls=calls, until=until)
        await self._cards.tell_eased(tx, row, severity)
        return True

    async def _put_away(self, tx: Tx, row: IncidentRow, lasts: SignalRow, signal: Signal) -> bool:
        """What a person resolved lasts no more where another event has come under its key."""
        if not is_another(row, lasts, signal, self._clock()):
            return False
        return await tx.incidents.change_signal(lasts.id, lasting=None, cleared_at=self._clock())

    async def _said_again(
        self, tx: Tx, row: IncidentRow, lasts: SignalRow, signal: Signal, telling: Telling
    ) -> None:
        """An event that came again as it was is a line on its card, and told once a day at most."""
        if row.status == RESOLVED:
            return
        now = self._clock()
        afresh = await happens_anew(tx, row, lasts, signal, now)
        until = waits_until(row, row.severity, telling.held_until, now) if afresh else None
        values: dict[str, Any] = {} if until is None else {"held_until": until}
        if not await tx.incidents.change(row, **values):
            raise RuntimeError("a locked incident was changed")
        await note_change(tx, row, signal, now, AFRESH if afresh else "repeated")
        telling.changed(row, calls=afresh, until=until)

    async def _clear(
        self,
        tx: Tx,
        incident_id: int,
        over: Sequence[SignalRow],
        facts: Mapping[str, Any],
        why: str,
    ) -> None:
        row = await tx.incidents.lock(incident_id)
        if row is None:
            return
        now = self._clock()
        ended = [
            each
            for each in over
            if await tx.incidents.change_signal(
                each.id, lasting=None, cleared_at=now, facts={**each.facts, **facts}
            )
        ]
        if not ended or row.status == RESOLVED:
            return
        rest = await tx.incidents.lasting(incident_id)
        if rest:
            severity = worst([each.severity for each in rest])
            if not await tx.incidents.change(row, **as_less(severity)):
                raise RuntimeError("a locked incident was changed")
            await self._cards.tell_eased(tx, row, severity)
            for each in ended:
                ends = {**each.facts, **facts}
                await tx.incidents.note(row.id, now, "cleared", facts=said(each.kind, ends))
        else:
            over_now = await tx.incidents.change(
                row,
                status=RESOLVED,
                open_key=None,
                resolved_at=now,
                resolved_by=None,
                escalate_at=None,
            )
            if not over_now:
                raise RuntimeError("a locked incident was changed")
            await tx.incidents.note(row.id, now, why)
            await self._cards.tell_over(tx, row, now)
        await self._cards.follow(tx, row)


def _differs(lasts: SignalRow, signal: Signal) -> bool:
    return lasts.severity != signal.severity or lasts.facts != signal.facts
