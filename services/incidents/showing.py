"""What the cards of incidents read, and what is written down of them when they have arrived."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from services.clock import Clock
from services.incidents.cards import LOOKED_AT, is_heard, is_told, matters
from services.incidents.escalating import count_from
from services.incidents.in_hand import InHand
from services.incidents.quiet import Quiet
from services.incidents.views import IncidentView, SignalView, seen, signal_view
from services.outbox.together import Together
from storage.database import Database
from storage.incident_cards import IncidentCardRow
from storage.incidents import RESOLVED, IncidentRow
from storage.transaction import Tx


class Due(NamedTuple):
    """A card, its incident, and whether quiet hours keep what is told of it now from making a sound.

    ``anew``: as a new message; what is over calls nobody. ``end_told``: where it is over, whether that is
    told by a notice of its own.
    """

    card: IncidentCardRow
    incident: IncidentView
    quiet: bool
    anew: bool = False
    end_told: bool = False


class IncidentShowing:
    """For notices: no person asks."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        quiet: Quiet | None = None,
        in_hand: InHand | None = None,
    ) -> None:
        self._db = db
        self._clock = clock
        self._quiet = quiet or Quiet()
        self._in_hand = in_hand
        self._shown = Together(self._show)

    async def due(
        self, card_id: int, *, anew: bool, past: Sequence[int | None] | None = None
    ) -> Due | None:
        """A card and what it is to show; None: there is nothing to tell.

        What comes ``anew`` names nobody as having it in hand who may not any more. ``past``: of the notice.
        """
        if anew and self._in_hand is not None:
            await self._in_hand.look(card_id)
        async with self._db.read() as tx:
            card = await tx.incident_cards.get(card_id)
            row = None if card is None else await tx.incidents.get(card.incident_id)
            anew = anew and card is not None and not is_heard(card, past)
            if card is None or row is None or is_told(card, row, anew=anew):
                return None
            if card.summary_id is not None and card.message_id is None:
                return None  # its own notice tells how it stands then
            quiet = await self._is_quiet(tx, row)
            return Due(card, await seen(tx, row), quiet, anew and row.status != RESOLVED)

    async def of_card(self, card_id: int) -> Due | None:
        """What a card is of; None: it is no more."""
        async with self._db.read() as tx:
            card = await tx.incident_cards.get(card_id)
            row = None if card is None else await tx.incidents.get(card.incident_id)
            if card is None or row is None:
                return None
            quiet, end_told = await self._is_quiet(tx, row), await matters(tx, row)
            return Due(card, await seen(tx, row), quiet, end_told=end_told)

    async def _is_quiet(self, tx: Tx, row: IncidentRow) -> bool:
        return row.id in await self._quiet.until(tx, [row], self._clock())

    async def about(self, incidents: Collection[int]) -> dict[int, SignalView]:
        """What each of these is about first, for whoever hears of them that they were not told."""
        async with self._db.read() as tx:
            found = await tx.incident_lists.signals(incidents)
        return {number: signal_view(row) for number, row in found.items()}

    async def adopt(
        self, incident_id: int, chat_id: int, thread_id: int | None, message_id: int, version: int
    ) -> int | None:
        """A message shows it that somebody asked for, and is its card there from now on.

        Gives the message that was before.
        """
        former: list[int | None] = [None]

        async def unit(tx: Tx) -> None:
            cards = await tx.incident_cards.of_incident(incident_id)
            own = [card for card in cards if card.summary_id is None]
            here = [card for card in own if card.chat_id == chat_id]
            if here:
                former[0] = here[0].message_id
                card_id: int | None = here[0].id
            else:
                card_id = await tx.incident_cards.add(incident_id, chat_id, thread_id, LOOKED_AT)
            if card_id is not None:
                await tx.incident_cards.show(card_id, message_id, version)

        await self._db.keep(unit, "told", card=incident_id)
        return former[0]

    async def pressed(
        self, incident_id: int, chat_id: int, pressed: int, shown: int, version: int
    ) -> None:
        """Whoever pressed a button of a card shows what came of it, in ``shown``.

        That is another message than the ``pressed`` one where this cannot be edited any more. A card whose
        message nobody knows, because Telegram's answer was lost, has arrived as that.
        """

        async def unit(tx: Tx) -> None:
            for card in await tx.incident_cards.of_incident(incident_id):
                if card.chat_id != chat_id or card.summary_id is not None:
                    continue
                if card.message_id in (None, pressed, shown):
                    await tx.incident_cards.show(card.id, shown, version)

        await self._db.keep(unit, "told", card=incident_id)

    async def shown(self, card_id: int, message_id: int, version: int) -> None:
        """A message shows this version of it now."""
        await self._shown((card_id, message_id, version))

    async def _show(self, some: Sequence[tuple[int, int, int]]) -> Sequence[None]:
        async def unit(tx: Tx) -> None:
            for card_id, message_id, version in some:
                card = await tx.incident_cards.get(card_id)
                await tx.incident_cards.show(card_id, message_id, version)
                if card is not None and card.message_id != message_id:
                    await count_from(tx, card.incident_id, card.chat_id, self._clock())

        await self._db.keep(unit, "told", cards=[card_id for card_id, _, _ in some])
        return [None] * len(some)
