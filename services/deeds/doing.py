"""Deeds, done: once from where the row says that it stands, whoever was at it before.

What was not begun is done while it is young, and else told as that. Of what a process was cut off in the next
one asks, or asks for it again, as its kind allows; what stays unknown is told with where to look. The end of
the row and the notice are one transaction.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol

import structlog
from cryptography.fernet import InvalidToken

from providers.errors import ProviderError
from services.ages import is_young
from services.back_off import back_off
from services.clock import Clock
from services.deeds.deed import KIND, STILL_WANTED, Deed, NoRightError, TooLateError
from services.deeds.keeper import Deeds
from services.deeds.steps import PutOffError, UnderWay, doing, why
from services.errors import DeskError
from services.vault import Vault
from services.work import Claim, MayStill
from storage.database import Database
from storage.transaction import Tx

log = structlog.get_logger(__name__)

MOST_LOOKS = 8
"""After so many tries to learn what came of something (ten minutes) it is told as not known."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind of deed allows. ``parts``: it has several requests, of which some may be done.

    ``resumes``: whoever does it knows what to do where an earlier process was cut off in it. ``permission``:
    who may do it, asked once more as it is begun.
    """

    permission: str
    parts: bool = False
    resumes: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """How it ended. ``card``: what its person is to see, None: what is written down says it all.

    ``refused``: why nothing, or no more of it, was done; ``barred``: its person had lost this permission;
    ``not_known``: what is open cannot be learnt;
    ``reference`` of a mistake of ours.
    """

    card: object = None
    refused: DeskError | ProviderError | None = None
    barred: str = ""
    not_known: bool = False
    reference: str = ""


class Maker(Protocol):
    """Does what a text says, by the services, and shows what came of it."""

    def kind_of(self, text: str) -> Kind | None:
        """What its kind allows; None: nobody here can do it."""

    async def make(self, deed: Deed, text: str) -> End:
        """Do it. Raises PutOffError, TooLateError and TroubleError; whatever else goes wrong is an end."""


class DeedWork:
    """Does the work on deeds."""

    def __init__(
        self, db: Database, clock: Clock, vault: Vault, deeds: Deeds, rights: MayStill
    ) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault
        self._deeds = deeds
        self._rights = rights
        self._maker: Maker | None = None

    def made_by(self, maker: Maker) -> None:
        """Let this one do them."""
        self._maker = maker

    async def __call__(self, claim: Claim) -> None:
        """Go on with a deed. Raises TroubleError where that could not be begun."""
        deed = Deed.of(claim.row)
        text, maker = self._text(claim), self._maker
        kind = maker.kind_of(text) if maker and text else None
        if not (maker and text and kind):
            log.error("deed given up: nobody does it", deed=deed.name)
            await self._finish(claim, End())
            return
        barred = await self._barred(claim, kind)
        stamped = claim.row.facts.get("confirmed")
        young = is_young(self._clock, claim.row.made_at, stamped, STILL_WANTED)
        wanted = young and not barred
        under_way = UnderWay(claim.row, deed, claim.stopping, wanted, kind.permission)
        if not _is_to_be_done(under_way, kind):
            await self._finish(claim, End(barred=barred))
            return
        try:
            with doing(under_way):
                end = await maker.make(deed, text)
        except PutOffError:
            await self._put_off(claim, timedelta(0))
            return
        except NoRightError:
            end = End(barred=kind.permission)
        except TooLateError:
            end = End(barred=barred)
        if kind.parts and deed.steps:  # of those before only what is written down can tell
            end = replace(end, card=None)
        await self._see_off(claim, deed, end)

    async def _barred(self, claim: Claim, kind: Kind) -> str:
        """The permission that its person has no more; "" where they have it."""
        await self._rights.catch_up()
        async with self._db.read() as tx:
            has_it = await self._deeds.may_still(tx, claim.row, kind.permission)
        return "" if has_it else kind.permission

    async def _see_off(self, claim: Claim, before: Deed, end: End) -> None:
        """It was done, or not: tell it, unless something is still to be learnt."""
        if before.is_open and await self._is_still_open(claim):
            given_up = end.not_known or end.reference or claim.row.tries >= MOST_LOOKS
            if not given_up:
                await self._put_off(claim, back_off(claim.row.tries))
                return
            end = End(reference=end.reference)
        await self._finish(claim, end)

    async def _is_still_open(self, claim: Claim) -> bool:
        async with self._db.read() as tx:
            row = await tx.work.of(KIND, claim.row.subject)
        return row is None or Deed.of(row).is_open

    async def _finish(self, claim: Claim, end: End) -> None:
        more: dict[str, Any] = {"reference": end.reference} if end.reference else {}
        if end.refused is not None:
            more["refused"] = _plain(end.refused)
        if end.barred:
            more["barred"] = end.barred
        if end.card is not None:
            self._deeds.cards.put(claim.row.facts["key"], end.card)

        async def unit(tx: Tx) -> None:
            claim.told = True
            await self._deeds.finish(tx, claim.row, **more)

        await self._db.keep(unit, "told", deed=claim.row.facts["deed"])
        self._deeds.ended()

    async def _put_off(self, claim: Claim, wait: timedelta) -> None:
        async def unit(tx: Tx) -> None:
            await claim.put_off(tx, wait, self._clock)

        await self._db.keep(unit, "put off", deed=claim.row.facts["deed"])

    def _text(self, claim: Claim) -> str | None:
        """What is to be done; None where nothing can be made of it any more."""
        try:
            return self._vault.unwrap(claim.row.sealed or b"")
        except InvalidToken:  # the secret it was sealed under has been taken out of the settings
            log.exception("deed given up: no secret opens it", deed=claim.row.facts["deed"])
            return None


def _is_to_be_done(under_way: UnderWay, kind: Kind) -> bool:
    """Whether there is something to do, or to learn, for whoever has it now."""
    if under_way.deed.is_open:
        return kind.resumes
    if under_way.deed.steps and not kind.parts:
        return False  # it has ended; only the word on it was missing
    return under_way.wanted


def _plain(error: DeskError | ProviderError) -> dict[str, Any]:
    """What of a refusal can be put into words later: nothing a person has typed."""
    if isinstance(error, ProviderError):
        return why(error) or {}
    named = ("provider", "kind", "reason", "code")
    plain = {name: error.facts.get(name) for name in named}
    return plain if plain["provider"] and plain["kind"] else {}
