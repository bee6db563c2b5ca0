"""The desk's own errors: each is a clear answer to a person, never a crash.

::

    DeskError
    ├── NotPermittedError          the person may not do this here
    ├── DoneBeforeError            it was done already, before the process was cut off
    ├── ProviderTroubleError       a provider did not answer, or refused, in ``kind``'s word
    ├── catalog
    │   ├── UnknownProductError, UnknownOfferError, AlreadyInCatalogError, PausedProductError
    │   ├── NameTakenError, and those of services/catalog/errors.py
    │   └── UnknownProviderError, BadNameError, BadExternalIdError, BadCurrencyError, BadCountryError
    ├── players and game status
    │   └── NeedAppError, UnknownAppError, NoPlayerError, and those of services/games/errors.py
    ├── the providers' books
    │   └── NoSuchSaleError, UnknownKeeperError
    ├── times
    │   └── BadTimezoneError
    └── in each ``errors.py`` of services/ access, administration, delivery, floods, limits, orders, schedules

Each class has a ``code``; the texts render it as the message ``error-<code>`` with ``facts``.
"""

from typing import Any, ClassVar

from providers.errors import ProviderError, Unavailable


class DeskError(Exception):
    """Something a person asked for cannot be done, and the person is told why.

    ``of_owners``: an owner can do or change it, and the answer says whom to ask.
    """

    code: ClassVar[str]
    of_owners: ClassVar[bool] = False

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts


class NotPermittedError(DeskError):
    """The person may not do this here. Facts: permission."""

    code = "not-permitted"


class DoneBeforeError(DeskError):
    """An earlier process has acted on the same message or tap, and was cut off. Nothing was done now."""

    code = "done-before"


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


class UnknownProductError(DeskError):
    """The catalog has no such product, or no offer of it any more. No facts."""

    code = "unknown-product"


class UnknownOfferError(DeskError):
    """The catalog has no such offer any more. No facts."""

    code = "unknown-offer"


class AlreadyInCatalogError(DeskError):
    """The offer is in the catalog already. Facts: product (the name it stands under)."""

    code = "already-in-catalog"


class PausedProductError(DeskError):
    """The product is not sold at the moment. Facts: product (its name)."""

    code = "paused-product"


class NameTakenError(DeskError):
    """Another product of the catalog has this name. Facts: product (as it is written there)."""

    code = "name-taken"


class UnknownProviderError(DeskError):
    """No provider of that name sells keys here. Facts: provider, known (names)."""

    code = "unknown-provider"


class BadNameError(DeskError):
    """A product's name that cannot be one. Facts: problem, most, letter.

    Problems: ``missing``, ``too-long``, ``no-word`` (no letter or digit, so no search would find it) and
    ``unshowable`` (it has this letter, which no screen shows).
    """

    code = "bad-name"


class BadExternalIdError(DeskError):
    """A provider's id that cannot be one. Facts: problem (as above), most, letter."""

    code = "bad-external-id"


class BadCurrencyError(DeskError):
    """The provider does not sell in this currency, or one must be named.

    Facts: provider, known (currency codes, empty where the provider sells in any), problem (missing, none,
    other), text.
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


class BadTimezoneError(DeskError):
    """No one time zone is meant. Facts: text, problem (missing, several, near, unknown), near (names)."""

    code = "bad-timezone"


class KeyInWordsError(DeskError):
    """A key was in what somebody typed as a name, or as words that others read; it is not kept."""

    code = "key-in-words"
