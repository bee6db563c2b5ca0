"""The desk's own errors: each is a clear answer to a person, never a crash.

::

    DeskError
    ├── NotPermittedError          the person may not do this here
    ├── orders
    │   ├── UnknownOrderError, BadCountError, NotEnoughError, SoldOutError
    │   ├── AlreadyHandledError    somebody else, or an earlier tap, did it
    │   ├── PriceMovedError        the price changed: ask again
    │   ├── OrderExpiredError, NotUncertainError, BadReferenceError
    │   ├── CannotReverseError, NothingToReverseError
    │   ├── NoSuchSaleError, UnknownKeeperError
    │   └── ProviderTroubleError   a provider did not answer, or refused, in ``kind``'s word
    ├── catalog
    │   ├── UnknownProductError, UnknownOfferError, AlreadyInCatalogError
    │   └── UnknownProviderError, BadNameError, BadExternalIdError, BadCurrencyError, BadCountryError
    ├── players and game status
    │   └── NeedAppError, UnknownAppError, NoPlayerError
    ├── alerts
    │   ├── UnknownAlertError, UnknownScheduleError
    │   └── BadCronError, BadTimezoneError, BadQuietHoursError
    ├── access
    │   ├── UnknownRoleError, UnknownPermissionError, UnknownPersonError
    │   ├── OnlyOwnerError, GroupOnlyError, NotSetUpError
    │   └── AlreadyGrantedError, NothingToRevokeError
    ├── key products and game accounts
    │   ├── NeedProviderError, NoKeyProductError, NoGameAccountError
    │   ├── BadFieldError, SkuTakenError
    │   └── ChangeRefusedError, ChangeUnknownError
    └── delivery
        ├── NothingToDeliverError, AlreadyDeliveredError, CannotWriteToError
        └── ClaimRefusedError, ClaimBarredError

Each class has a ``code``; the texts render it as the message ``error-<code>`` with ``facts``.
"""

from typing import Any, ClassVar

from providers.errors import ProviderError, Unavailable


class DeskError(Exception):
    """Something a person asked for cannot be done, and the person is told why."""

    code: ClassVar[str]

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts


class NotPermittedError(DeskError):
    """The person may not do this here. Facts: permission."""

    code = "not-permitted"


class UnknownOrderError(DeskError):
    """There is no order with this number or key. Facts: text (only if it looked like a number)."""

    code = "unknown-order"


class BadCountError(DeskError):
    """The number of keys asked for is not one to `most`. Facts: most."""

    code = "bad-count"


class NotEnoughError(DeskError):
    """The offer has fewer keys than asked for. Facts: stock, product."""

    code = "not-enough"


class SoldOutError(DeskError):
    """The offer has no key left. Facts: product."""

    code = "sold-out"


class AlreadyHandledError(DeskError):
    """An earlier tap or somebody else has done it. Facts: number, status."""

    code = "already-handled"


class PriceMovedError(DeskError):
    """The price is not the one on the card. Facts: order (the OrderView to confirm), was (Money)."""

    code = "price-moved"


class OrderExpiredError(DeskError):
    """The card waited too long and its price holds no more. Facts: number."""

    code = "order-expired"


class NotUncertainError(DeskError):
    """The order does not wait for a person. Facts: number."""

    code = "not-uncertain"


class BadReferenceError(DeskError):
    """The provider knows no such order of ours, or the text is no reference. Facts: provider."""

    code = "bad-reference"


class CannotReverseError(DeskError):
    """This provider takes no purchase back. Facts: provider."""

    code = "cannot-reverse"


class NothingToReverseError(DeskError):
    """Nothing of the order is bought, or all of it is reversed already. Facts: number."""

    code = "nothing-to-reverse"


class NoSuchSaleError(DeskError):
    """The provider's books have no such sale. Facts: provider."""

    code = "no-such-sale"


class UnknownKeeperError(DeskError):
    """No provider of that name shows its books. Facts: provider, known."""

    code = "unknown-keeper"


class ProviderTroubleError(DeskError):
    """A provider could not be asked or said no. Facts: provider, kind.

    Made of a provider's error also reason (our word for it, may be empty), code (the provider's own,
    or None) and since (the moment it went down, where it was not even asked, or None).
    """

    code = "provider-trouble"

    @classmethod
    def of(cls, error: ProviderError) -> "ProviderTroubleError":
        """What a person is told of a provider's error."""
        return cls(
            provider=error.provider,
            kind=error.kind,
            reason=error.reason,
            code=error.code,
            since=error.since if isinstance(error, Unavailable) else None,
        )


class NothingToDeliverError(DeskError):
    """The order has no key to hand over. Facts: number."""

    code = "nothing-to-deliver"


class AlreadyDeliveredError(DeskError):
    """The order's keys belong to a customer already. Facts: number, customer."""

    code = "already-delivered"


class CannotWriteToError(DeskError):
    """The person has not started the bot, or has blocked it. Facts: name."""

    code = "cannot-write-to"


class ClaimRefusedError(DeskError):
    """The claim is unknown, used, expired, revoked or another's: the answer does not say which."""

    code = "claim-refused"


class ClaimBarredError(DeskError):
    """Too many refused claims: the person waits. Facts: until (datetime)."""

    code = "claim-barred"


class UnknownProductError(DeskError):
    """The catalog has no such product, or no offer of it any more. No facts."""

    code = "unknown-product"


class UnknownOfferError(DeskError):
    """The catalog has no such offer any more. No facts."""

    code = "unknown-offer"


class AlreadyInCatalogError(DeskError):
    """The offer is in the catalog already. Facts: product (the name it stands under)."""

    code = "already-in-catalog"


class UnknownProviderError(DeskError):
    """No provider of that name sells keys here. Facts: provider, known (names)."""

    code = "unknown-provider"


class BadNameError(DeskError):
    """A product's name is empty, too long, or has characters that do not print. Facts: most."""

    code = "bad-name"


class BadExternalIdError(DeskError):
    """A provider's id is empty, too long or has spaces. Facts: most."""

    code = "bad-external-id"


class BadCurrencyError(DeskError):
    """The provider does not sell in this currency, or one must be named.

    Facts: provider, known (currency codes, empty where the provider sells in any).
    """

    code = "bad-currency"


class BadCountryError(DeskError):
    """The text is no country code of two letters. Facts: text."""

    code = "bad-country"


class NeedAppError(DeskError):
    """Several apps are configured and none was named. Facts: apps (names)."""

    code = "need-app"


class UnknownAppError(DeskError):
    """No app of that name is configured. Facts: app, known (names)."""

    code = "unknown-app"


class NoPlayerError(DeskError):
    """The app has no such player. Facts: app, player (the id that was asked for)."""

    code = "no-player"


class UnknownAlertError(DeskError):
    """There is no alert or digest of that kind. Facts: kind, known (kinds)."""

    code = "unknown-alert"


class UnknownScheduleError(DeskError):
    """This chat has no such schedule. No facts."""

    code = "unknown-schedule"


class BadCronError(DeskError):
    """The text is no time that comes round. Facts: text."""

    code = "bad-cron"


class BadTimezoneError(DeskError):
    """There is no such time zone. Facts: text."""

    code = "bad-timezone"


class BadQuietHoursError(DeskError):
    """The text is no span of a day such as 22:00-07:00. Facts: text."""

    code = "bad-quiet-hours"


class UnknownRoleError(DeskError):
    """There is no such role to grant. Facts: role, known."""

    code = "unknown-role"


class UnknownPermissionError(DeskError):
    """There is no such permission. Facts: permission."""

    code = "unknown-permission"


class UnknownPersonError(DeskError):
    """The bot has never met this person. Facts: text."""

    code = "unknown-person"


class OnlyOwnerError(DeskError):
    """Only an owner may do this."""

    code = "only-owner"


class GroupOnlyError(DeskError):
    """This is done in a group: in a private chat it would mean nothing."""

    code = "group-only"


class NotSetUpError(DeskError):
    """No owner has set this group up yet."""

    code = "not-set-up"


class AlreadyGrantedError(DeskError):
    """The person has the role there already. Facts: role."""

    code = "already-granted"


class NothingToRevokeError(DeskError):
    """The person does not have the role there. Facts: role."""

    code = "nothing-to-revoke"


class NeedProviderError(DeskError):
    """Several providers can do this and none was named. Facts: known (names)."""

    code = "need-provider"


class NoKeyProductError(DeskError):
    """The provider has no such key product. Facts: provider, product (the id asked for)."""

    code = "no-key-product"


class NoGameAccountError(DeskError):
    """The provider has no such game account. Facts: provider, account (the id asked for)."""

    code = "no-game-account"


class SkuTakenError(DeskError):
    """Another key product has this sku. Facts: provider, sku."""

    code = "sku-taken"


class BadFieldError(DeskError):
    """What was entered cannot be sent. Facts: field, problem (words of services/administration), text.

    ``text`` is the part at fault, empty where something is missing.
    """

    code = "bad-field"


class ChangeRefusedError(DeskError):
    """The provider refused a change: nothing was changed. Facts: provider, kind, reason, said.

    ``reason`` is our word for it and ``said`` the provider's own code; each may be empty.
    """

    code = "change-refused"


class ChangeUnknownError(DeskError):
    """The answer to a change is lost, and looking did not tell whether it was made. Facts: provider."""

    code = "change-unknown"
