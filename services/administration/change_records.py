"""A change at a provider, told to the audit before it is asked for and when it is answered."""

import secrets
from collections.abc import Awaitable, Callable, Collection
from typing import Any, TypeVar

from providers.base import Provider
from providers.errors import (
    AlreadyDone,
    NotAllowed,
    NotFound,
    OutcomeUnknown,
    ProviderError,
    Refused,
    Unavailable,
)
from services.actor import Actor
from services.administration.conflicts import MovedError
from services.administration.errors import ChangeRefusedError, ChangeUnknownError
from services.audit import Audit
from services.deeds import Deeds, NotKnownError, Outcome, Step, steps
from services.errors import DeskError, ProviderTroubleError, UnknownProviderError
from storage.database import Database
from storage.transaction import Tx

T = TypeVar("T")
P = TypeVar("P", bound=Provider)


class Recorder:
    """Writes a row ``<action>.asked`` that outlives whatever happens next, and one of the end.

    The end is ``<action>.done``, ``.refused``, ``.failed`` (nothing was done) or ``.unknown``. A row that
    was asked and has no end belongs to a process that was cut off.
    """

    def __init__(self, db: Database, audit: Audit, deeds: Deeds) -> None:
        self._db = db
        self._audit = audit
        self._deeds = deeds

    async def change(
        self,
        actor: Actor,
        action: str,
        subject: str,
        ask: Callable[[], Awaitable[T]],
        **facts: Any,
    ) -> T:
        """Make the change. Raises what ``ask`` raises, PutOffError and TooLateError.

        One that an earlier process was cut off in is made again: each says what shall stand there, or is
        kept from being done twice by the provider. Raises NotKnownError where it is too late for that, or
        the second answer says nothing of the first try.
        """
        what = str(facts.get("platform", ""))
        if cut_off := steps.cut_off(action, what):
            return await self._again(actor, cut_off, subject, ask)
        step = steps.step(secrets.token_hex(7), action, what)
        async with self._db.write() as tx:
            await self._deeds.begin(tx, step)
            await self._audit.write(tx, actor, f"{action}.asked", subject, **facts)
        try:
            made = await ask()
        except ProviderError as error:
            await self._failed(actor, step, subject, error)
            raise
        await self._end(actor, step, subject, Outcome.DONE, "done", {})
        return made

    async def found(self, actor: Actor, action: str, subject: str, what: str = "") -> None:
        """What an earlier process was cut off in stands there: note that it was done."""
        if step := steps.cut_off(action, what):
            await self._end(actor, step, subject, Outcome.FOUND_DONE, "done", {})

    async def _again(
        self, actor: Actor, step: Step, subject: str, ask: Callable[[], Awaitable[T]]
    ) -> T:
        if not steps.may_repeat():
            raise NotKnownError
        try:
            made = await ask()
        except (Unavailable, NotAllowed):
            raise  # nothing was learnt: once more, later
        except ProviderError as error:
            raise NotKnownError from error
        await self._end(actor, step, subject, Outcome.DONE, "done", {})
        return made

    async def _failed(self, actor: Actor, step: Step, subject: str, error: ProviderError) -> None:
        outcome, end = Outcome.NOT_SENT, "failed"
        if isinstance(error, OutcomeUnknown):
            outcome, end = Outcome.UNKNOWN, "unknown"
        elif isinstance(error, Refused):
            outcome, end = Outcome.REFUSED, "refused"
        why = {"kind": error.kind, "code": "" if error.code is None else str(error.code)}
        await self._end(actor, step, subject, outcome, end, why, error)

    async def _end(
        self,
        actor: Actor,
        step: Step,
        subject: str,
        outcome: Outcome,
        end: str,
        facts: dict[str, str],
        error: ProviderError | None = None,
    ) -> None:
        action = f"{step.name}.{end}"

        async def unit(tx: Tx) -> None:
            await self._deeds.end(tx, step, outcome, error=error)
            await self._audit.write(tx, actor, action, subject, **facts)

        await self._db.keep(unit, "answered", action=action, subject=subject)


def named(able: Collection[P], name: str) -> P:
    """The provider that is meant. Raises UnknownProviderError."""
    for provider in able:
        if provider.name == name:
            return provider
    raise UnknownProviderError(provider=name, known=[provider.name for provider in able])


async def asked(
    answer: Awaitable[T],
    *,
    not_found: DeskError | None = None,
    already_done: DeskError | None = None,
) -> T:
    """Wait for a provider, and say what goes wrong in the desk's words: these two, or as ``told`` has it."""
    try:
        return await answer
    except ProviderError as error:
        own = None
        if isinstance(error, NotFound):
            own = not_found
        elif isinstance(error, AlreadyDone):
            own = already_done
        raise own or told(error) from error


def told(error: ProviderError) -> DeskError:
    """What a person is told of an error that has no words of its own."""
    if isinstance(error, MovedError):
        return error.told
    if isinstance(error, OutcomeUnknown):
        return ChangeUnknownError(provider=error.provider)
    if isinstance(error, Refused):
        said = "" if error.code is None else str(error.code)
        return ChangeRefusedError(
            provider=error.provider, kind=error.kind, reason=error.reason, said=said
        )
    return ProviderTroubleError.of(error)
