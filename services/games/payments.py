"""What players have paid, and consuming it.

A payment can be consumed once, so a second try of the same payment is safe: it says "consumed" where
the first has done it. Our own record of the first try then decides whose deed that was. So what an earlier
process was cut off in is asked for again. A token is kept, sealed, until what it is for is over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import SecretStr

from providers.errors import (
    UNREADABLE,
    AlreadyDone,
    NotAllowed,
    OutcomeUnknown,
    ProviderError,
    Unavailable,
)
from providers.games import (
    Consumed,
    ConsumesPayments,
    KnowsPayments,
    KnowsSubscriptions,
    Payment,
    Subscription,
)
from providers.lists import slips_of
from providers.registry import Providers
from services.actor import Actor
from services.audit import Audit
from services.deeds import Deeds, NotKnownError, Outcome, steps
from services.errors import DeskError, ProviderTroubleError
from services.games import inputs
from services.games.apps import Apps
from services.games.errors import NoPaymentError, trouble_about
from services.games.intents import CUT_OFF, Intent, Intents
from storage.database import Database

DEED = "payment.consume"
_LONGEST_PACKAGE = 200


@dataclass(frozen=True, slots=True)
class Consumption:
    """What came of it: DONE, FOUND_DONE, NOT_DONE (it waits still: may be tried again) or UNKNOWN.

    FOUND_DONE is a payment that is consumed after a try of ours: this one, whose answer was lost, or
    the one at ``earlier_at``. ``paid`` is set where an answer described it.
    """

    app: str
    payment: str
    outcome: Outcome
    paid: Consumed | None = None
    earlier_at: datetime | None = None


class Payments:
    """Lists payments and subscriptions, and consumes payments.

    All raise NeedAppError, UnknownAppError, BadValueError, ProviderTroubleError.
    """

    def __init__(self, db: Database, providers: Providers, audit: Audit, deeds: Deeds) -> None:
        self._waiting: Apps[KnowsPayments] = Apps(providers, KnowsPayments)
        self._consuming: Apps[ConsumesPayments] = Apps(providers, ConsumesPayments)
        self._subscribed: Apps[KnowsSubscriptions] = Apps(providers, KnowsSubscriptions)
        self._intents = Intents(db, audit, deeds)

    async def waiting(self, app: str | None, user_id: str, store: str) -> tuple[Payment, ...]:
        """What the player has paid in the store and nobody has consumed."""
        named, provider = self._waiting.named(app)
        player = inputs.word("player", user_id)
        market = inputs.one_of("store", store, provider.store_codes)
        try:
            return await provider.payments(named, market, player)
        except ProviderError as error:
            raise trouble_about(error, named, player) from error

    async def subscriptions(
        self, app: str | None, user_id: str, store: str, package: str
    ) -> tuple[Subscription, ...]:
        """The player's subscriptions of a package that run."""
        named, provider = self._subscribed.named(app)
        player = inputs.word("player", user_id)
        market = inputs.one_of("store", store, provider.store_codes)
        name = inputs.word("package", package, _LONGEST_PACKAGE)
        try:
            return await provider.subscriptions(named, market, name, player)
        except ProviderError as error:
            raise trouble_about(error, named, player) from error

    async def consume(
        self, actor: Actor, app: str | None, payment: str, token: SecretStr
    ) -> Consumption:
        """Consume a payment with its own token.

        Raises ProviderTroubleError of the kind "already-done" where somebody else has consumed it;
        after any error nothing was done.
        """
        return await self._consume(actor, app, payment, token, {})

    async def consume_waiting(
        self, actor: Actor, app: str | None, user_id: str, store: str, payment: str
    ) -> Consumption:
        """Consume a payment from the list, whose token is read from there once more.

        Raises NoPaymentError where no such payment waits, and as ``consume``.
        """
        number = inputs.word("payment", payment)
        token = await self._token(app, user_id, store, number)
        listed = {"player": user_id.strip(), "store": store.strip().upper()}
        named, _ = self._consuming.named(app)
        cut_off = self._intents.cut_off(actor, DEED, f"{named}/{number}")
        if token is None and cut_off is not None:
            await self._intents.end(cut_off, Outcome.FOUND_DONE, kind=CUT_OFF)
            return Consumption(named, number, Outcome.FOUND_DONE)
        if token is None:
            # Gone from the list that it stood in: consumed by the try whose answer was lost.
            if earlier_at := await self._settled(actor, f"{named}/{number}", listed):
                return Consumption(named, number, Outcome.FOUND_DONE, earlier_at=earlier_at)
            raise NoPaymentError(app=named, payment=number)
        found = await self._consume(actor, app, number, token, listed)
        if found.outcome is not Outcome.UNKNOWN:
            return found
        try:
            if await self._token(app, user_id, store, number):
                return replace(found, outcome=Outcome.NOT_DONE)
        except DeskError:
            return found
        await self._settled(actor, f"{named}/{number}", listed)
        return replace(found, outcome=Outcome.FOUND_DONE)

    async def _token(
        self, app: str | None, user_id: str, store: str, payment: str
    ) -> SecretStr | None:
        waiting = await self.waiting(app, user_id, store)
        token = next((one.token for one in waiting if one.payment == payment), None)
        if token is None and slips_of(waiting):
            # What cannot be read may be the payment: its absence proves nothing.
            _, provider = self._waiting.named(app)
            detail = "payments: an entry that cannot be read may be the payment"
            raise ProviderTroubleError.of(Unavailable(provider.name, detail, reason=UNREADABLE))
        return token

    async def _consume(
        self,
        actor: Actor,
        app: str | None,
        payment: str,
        token: SecretStr,
        listed: Mapping[str, str],
    ) -> Consumption:
        named, provider = self._consuming.named(app)
        number = inputs.word("payment", payment)
        word = inputs.secret("token", token, inputs.LONGEST_TOKEN, in_address=False)
        subject = f"{named}/{number}"
        if cut_off := self._intents.cut_off(actor, DEED, subject):
            return await self._once_more(provider, named, number, word, cut_off)
        # Asked before this try is written down: afterwards it would be one of them itself.
        tries = await self._intents.tries(DEED, subject)
        own = next((one for one in tries if one.done or one.lost), None)
        intent = await self._intents.begin(actor, DEED, subject, **listed)
        try:
            paid = await provider.consume(named, number, word)
        except AlreadyDone as error:
            if own is None:
                await self._intents.refused(intent, error)
                raise ProviderTroubleError.of(error) from error
            await self._intents.end(intent, Outcome.FOUND_DONE, code=error.code)
            return Consumption(named, number, Outcome.FOUND_DONE, earlier_at=own.at)
        except OutcomeUnknown as error:
            return await self._again(provider, named, number, word, intent, error.kind)
        except ProviderError as error:
            await self._intents.refused(intent, error)
            raise ProviderTroubleError.of(error) from error
        await self._intents.end(intent, Outcome.DONE, **_facts(paid))
        return Consumption(named, number, Outcome.DONE, paid)

    async def _settled(
        self, actor: Actor, subject: str, listed: Mapping[str, str]
    ) -> datetime | None:
        """When our own try consumed it: one known to have, or one that is settled now.

        Only a try that found the payment in the same list proves that it is gone from there.
        """
        tries = await self._intents.tries(DEED, subject)
        for one in tries:
            if one.done:
                return one.at
        for one in tries:
            if one.lost and listed.items() <= one.facts.items():
                await self._intents.settle(actor, DEED, subject, one)
                return one.at
        return None

    async def _once_more(
        self,
        provider: ConsumesPayments,
        app: str,
        payment: str,
        token: SecretStr,
        intent: Intent,
    ) -> Consumption:
        """An earlier process was cut off in it. Raises NotKnownError, and what says that it has to wait."""
        if not steps.may_repeat():
            raise NotKnownError
        return await self._again(provider, app, payment, token, intent, CUT_OFF, waits=True)

    async def _again(
        self,
        provider: ConsumesPayments,
        app: str,
        payment: str,
        token: SecretStr,
        intent: Intent,
        lost: str,
        *,
        waits: bool = False,
    ) -> Consumption:
        """The answer is lost: the same payment once more, which cannot consume it twice.

        ``waits``: where the provider cannot be asked it is tried later.
        """
        try:
            paid = await provider.consume(app, payment, token)
        except AlreadyDone as error:
            await self._intents.end(intent, Outcome.FOUND_DONE, kind=lost, code=error.code)
            return Consumption(app, payment, Outcome.FOUND_DONE)
        except ProviderError as error:
            if waits and isinstance(error, Unavailable | NotAllowed):
                raise ProviderTroubleError.of(error) from error
            await self._intents.end(intent, Outcome.UNKNOWN, kind=lost, code=error.code)
            return Consumption(app, payment, Outcome.UNKNOWN)
        await self._intents.end(intent, Outcome.DONE, kind=lost, **_facts(paid))
        return Consumption(app, payment, Outcome.DONE, paid)


def _facts(paid: Consumed) -> dict[str, Any]:
    return {"product": paid.product, "price": paid.price, "currency": paid.currency}
