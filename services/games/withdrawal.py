"""Withdrawing a player: deletes the account for good.

The player is looked up before the call and, where its answer is lost, after it, be it by the next process:
who was there and is gone has been withdrawn, whatever became of the answer.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from providers.errors import NotFound, OutcomeUnknown, ProviderError
from providers.games import Player, Withdraws
from providers.registry import Providers
from services.actor import Actor
from services.audit import Audit
from services.deeds import Deeds, Outcome
from services.errors import NoPlayerError, ProviderTroubleError
from services.games import inputs
from services.games.apps import Apps
from services.games.errors import AlreadyWithdrawnError, trouble_about
from services.games.intents import CUT_OFF, Intent, Intents
from storage.database import Database

DEED = "player.withdraw"
_GONE = "D"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What came of it: DONE, FOUND_DONE, NOT_DONE (still there: may be tried again) or UNKNOWN.

    ``earlier_at`` is when an earlier try of ours did it, if it was one whose answer had been lost.
    """

    app: str
    player: str
    outcome: Outcome
    earlier_at: datetime | None = None


class Withdrawals:
    """Withdraws players, at most once each."""

    def __init__(self, db: Database, providers: Providers, audit: Audit, deeds: Deeds) -> None:
        self._apps: Apps[Withdraws] = Apps(providers, Withdraws)
        self._intents = Intents(db, audit, deeds)

    async def withdraw(self, actor: Actor, app: str | None, user_id: str) -> Withdrawal:
        """Withdraw a player.

        Raises NeedAppError, UnknownAppError, BadValueError, NoPlayerError, AlreadyWithdrawnError,
        ProviderTroubleError; after any of them nothing was done.
        """
        named, provider = self._apps.named(app)
        player = inputs.part("player", user_id)
        try:
            found = await _look(provider, named, player)
        except ProviderError as error:
            raise ProviderTroubleError.of(error) from error
        subject = f"{named}/{player}"
        cut_off = self._intents.cut_off(actor, DEED, subject)
        if found is None or found.status == _GONE:
            if cut_off is not None:
                await self._intents.end(cut_off, Outcome.FOUND_DONE, kind=CUT_OFF)
                return Withdrawal(named, player, Outcome.FOUND_DONE)
            return await self._gone(actor, named, player, never_seen=found is None)
        if cut_off is not None:
            return await self._still_there(named, player, cut_off, found, kind=CUT_OFF)
        intent = await self._intents.begin(actor, DEED, subject, status=found.status)
        try:
            await provider.withdraw(named, player, f"keydesk-{actor.user_id}")
        except (OutcomeUnknown, NotFound) as error:
            return await self._settle(provider, named, player, intent, error)
        except ProviderError as error:
            await self._intents.refused(intent, error)
            raise trouble_about(error, named, player) from error
        await self._intents.end(intent, Outcome.DONE)
        return Withdrawal(named, player, Outcome.DONE)

    async def _gone(self, actor: Actor, app: str, player: str, *, never_seen: bool) -> Withdrawal:
        """The player is gone before we did anything: by a lost try of ours, or otherwise."""
        subject = f"{app}/{player}"
        tries = await self._intents.tries(DEED, subject)
        if any(one.done for one in tries):
            raise AlreadyWithdrawnError(app=app, player=player)
        for one in tries:
            if one.lost:
                await self._intents.settle(actor, DEED, subject, one)
                return Withdrawal(app, player, Outcome.FOUND_DONE, one.at)
        if never_seen:
            raise NoPlayerError(app=app, player=player)
        raise AlreadyWithdrawnError(app=app, player=player)

    async def _settle(
        self, provider: Withdraws, app: str, player: str, intent: Intent, error: ProviderError
    ) -> Withdrawal:
        """The player was there; the answer is lost, or says that there is nobody."""
        facts: dict[str, Any] = {"kind": error.kind, "code": error.code}
        try:
            found = await _look(provider, app, player)
        except ProviderError:
            await self._intents.end(intent, Outcome.UNKNOWN, **facts)
            return Withdrawal(app, player, Outcome.UNKNOWN)
        if found is None or found.status == _GONE:
            await self._intents.end(intent, Outcome.FOUND_DONE, **facts)
            return Withdrawal(app, player, Outcome.FOUND_DONE)
        if isinstance(error, NotFound):
            await self._intents.refused(intent, error)
            raise ProviderTroubleError.of(error) from error
        return await self._still_there(app, player, intent, found, **facts)

    async def _still_there(
        self, app: str, player: str, intent: Intent, found: Player, **facts: Any
    ) -> Withdrawal:
        """It may still be on its way, so this try stays one whose answer is lost."""
        await self._intents.end(intent, Outcome.UNKNOWN, **facts, status=found.status)
        return Withdrawal(app, player, Outcome.NOT_DONE)


async def _look(provider: Withdraws, app: str, player: str) -> Player | None:
    """The player, or None where there is nobody; never a guess. Raises ProviderError."""
    try:
        return await provider.player(app, player)
    except NotFound:
        return None
