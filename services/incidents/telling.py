"""What a transaction has to tell of incidents: of each once, however often it has changed in it."""

from collections import defaultdict
from datetime import datetime

from services.incidents.cards import Cards
from storage.incidents import IncidentRow
from storage.transaction import Tx


class Telling:
    """Takes in what is to be told, and posts it at the end. ``held_until``: quiet hours of the chat."""

    def __init__(self, cards: Cards, held_until: datetime | None = None) -> None:
        self.held_until = held_until
        self._cards = cards
        self._rows: dict[int, IncidentRow] = {}
        self._anew: set[int] = set()
        self._until: defaultdict[int, set[datetime]] = defaultdict(set)

    def changed(
        self, row: IncidentRow, *, calls: bool = False, until: datetime | None = None
    ) -> None:
        """All its cards are to show how it stands; what ``calls`` people does so by new messages.

        ``until``: by the summary of its chat's quiet hours, which has its card anew below.
        """
        self._rows[row.id] = row
        if until is not None:
            self._until[row.id].add(until)
        elif calls:
            self._anew.add(row.id)

    async def post(self, tx: Tx) -> None:
        """Post the notices of all that."""
        for number, row in self._rows.items():
            await self._cards.follow(tx, row, anew=number in self._anew)
            for until in sorted(self._until[number]):
                await self._cards.hold(tx, row, until)
