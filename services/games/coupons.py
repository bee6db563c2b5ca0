"""Using a coupon up for a player.

A coupon has no look-up: after a lost answer a second try that says "used" may mean the first try or
somebody else, and one that says "done" may be the second time. So nothing is repeated by itself, not by
the next process either, and what is not known is said. In the audit a code is a fingerprint only.
"""

from dataclasses import dataclass
from datetime import datetime

from pydantic import SecretStr

from providers.errors import AlreadyDone, OutcomeUnknown, ProviderError
from providers.games import Redeemed, RedeemsCoupons
from providers.registry import Providers
from services.actor import Actor
from services.audit import Audit
from services.deeds import Deeds, Outcome
from services.games import inputs
from services.games.apps import Apps
from services.games.errors import trouble_about
from services.games.intents import Intents
from services.vault import Vault, mask
from storage.database import Database

DEED = "coupon.redeem"
_FINGERPRINT = 24
"""Characters of it that tell codes apart, and leave room for the player beside it."""


@dataclass(frozen=True, slots=True)
class Redemption:
    """What came of it: DONE, UNKNOWN, or AMBIGUOUS.

    ``earlier_at`` is when we tried this before and never learnt what came of it. AMBIGUOUS is a coupon
    that is used up then: that try used it, or somebody else did. ``gave`` is set when DONE.
    """

    app: str
    player: str
    coupon: str
    """Masked."""
    outcome: Outcome
    gave: Redeemed | None = None
    earlier_at: datetime | None = None


class Coupons:
    """Uses coupons up, one call a try."""

    def __init__(
        self, db: Database, providers: Providers, audit: Audit, vault: Vault, deeds: Deeds
    ) -> None:
        self._apps: Apps[RedeemsCoupons] = Apps(providers, RedeemsCoupons)
        self._intents = Intents(db, audit, deeds)
        self._vault = vault

    async def redeem(
        self,
        actor: Actor,
        app: str | None,
        user_id: str,
        coupon: SecretStr,
        store: str | None = None,
    ) -> Redemption:
        """Use a coupon up.

        Raises NeedAppError, UnknownAppError, BadValueError, NoPlayerError, ProviderTroubleError (kind
        "already-done" for one that is used up); after any of them nothing was done.
        """
        named, provider = self._apps.named(app)
        player = inputs.part("player", user_id)
        code = inputs.secret("coupon", coupon, inputs.LONGEST_ID)
        market = inputs.one_of("store", store, provider.coupon_stores) if store else None
        shown = mask(code.get_secret_value())
        earlier_at = await self._lost(named, player, code)
        subject = self._subjects(named, player, code)[0]
        intent = await self._intents.begin(actor, DEED, subject, coupon=shown, store=market)
        try:
            gave = await provider.redeem(named, player, code, store=market)
        except AlreadyDone as error:
            if earlier_at is None:
                await self._intents.refused(intent, error)
                raise trouble_about(error, named, player) from error
            await self._intents.end(intent, Outcome.AMBIGUOUS, code=error.code)
            return Redemption(named, player, shown, Outcome.AMBIGUOUS, earlier_at=earlier_at)
        except OutcomeUnknown as error:
            await self._intents.end(intent, Outcome.UNKNOWN, kind=error.kind, code=error.code)
            return Redemption(named, player, shown, Outcome.UNKNOWN, earlier_at=earlier_at)
        except ProviderError as error:
            await self._intents.refused(intent, error)
            raise trouble_about(error, named, player) from error
        await self._intents.end(intent, Outcome.DONE, title=gave.title, benefits=gave.benefits)
        return Redemption(named, player, shown, Outcome.DONE, gave, earlier_at)

    async def lost_try(self, app: str | None, user_id: str, coupon: SecretStr) -> datetime | None:
        """When we last tried this and never learnt what came of it; to be said before a second try.

        Raises NeedAppError, UnknownAppError, BadValueError.
        """
        named, _ = self._apps.named(app)
        player = inputs.part("player", user_id)
        return await self._lost(named, player, inputs.secret("coupon", coupon, inputs.LONGEST_ID))

    async def _lost(self, app: str, player: str, coupon: SecretStr) -> datetime | None:
        for subject in self._subjects(app, player, coupon):
            for one in await self._intents.tries(DEED, subject):
                if one.done or one.lost:
                    return one.at if one.lost else None
        return None

    def _subjects(self, app: str, player: str, coupon: SecretStr) -> list[str]:
        """How this try is called in the audit, and how it was under older secrets of the desk."""
        marks = self._vault.fingerprints(coupon.get_secret_value())
        return [f"{app}/{player}/{mark[:_FINGERPRINT]}" for mark in marks]
