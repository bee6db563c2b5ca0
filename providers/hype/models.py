"""PIN Hype's answers. What is unknown passes, what is missing is empty, only ids are insisted on.

Nothing here shows a token or a key in an error or ``repr``.
"""

from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic.alias_generators import to_camel

from providers.hype.fields import Amount, Flag, Id, Moment, Number, Secret, Text
from providers.lists import EACH_OR_NONE


class Model(BaseModel):
    """Reads camelCase names."""

    model_config = ConfigDict(
        alias_generator=to_camel, frozen=True, hide_input_in_errors=True, extra="ignore"
    )


class SignedIn(Model):
    """FACTS 5.1, 5.2. ``is_authenticated`` counts more than the status of the answer."""

    access_token: Secret = None
    refresh_token: Secret = None
    created_at: Moment = None
    expired_at: Moment = None
    is_authenticated: Flag = None


class Product(Model):
    """FACTS 5.3, 5.5, 5.6. Price and currency are only to be trusted in the tree (5.3)."""

    id: Id
    name: Text = ""
    description: Text = ""
    sales_price: Amount = None
    original_price: Amount = None
    discount_percent: Amount = None
    partner_cost_price: Amount = None
    how_to_redeem: Text = ""
    terms_and_conditions: Text = ""
    country_code: Text = ""
    sales_currency_code: Text = ""
    sales_currency_symbol: Text = ""
    is_available: Flag = None


def _listed(value: object) -> object:
    return value if isinstance(value, list) else []


class CollectionHead(Model):
    """FACTS 5.4, and a collection of 5.3 without what is in it."""

    id: Id
    name: Text = ""
    description: Text = ""
    collections: Annotated[
        "tuple[CollectionHead, ...]", EACH_OR_NONE, BeforeValidator(_listed)
    ] = ()
    """Those in it, where the answer names them: the document shows none, the tree has them."""


class Stock(Model):
    """FACTS 5.7."""

    has_stock: Flag = None
    amount: Number = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.has_stock is None and self.amount is None:
            raise ValueError("neither whether there is any, nor how many")
        return self

    def left(self) -> int | None:
        """How many there are; None where there is no end to them, or no number is named."""
        if self.has_stock is False:
            return 0
        return None if self.amount is None or self.amount < 0 else int(self.amount)


class Transaction(Model):
    """FACTS 5.8, the inner part."""

    transaction_id: Id
    key: Secret = None
    partner_reference: Text = ""


class PreRedeemed(Model):
    """FACTS 5.8."""

    status: Text = ""
    transaction: Transaction


class Reversed(Model):
    """FACTS 5.9, 5.10."""

    message: Text = ""
    status: Text = ""
    transaction_id: Id


class SaleRow(Model):
    """FACTS 5.11 to 5.14."""

    transaction_id: Id
    partner_reference: Text = ""
    sales_price: Amount = None
    partner_cost_price: Amount = None
    product_id: Id | None = None
    product_name: Text = ""
    status: Text = ""
    transaction_date: Moment = None
    country_code: Text = ""
    sales_currency_code: Text = ""
    sales_currency_symbol: Text = ""
    key: Secret = None
    key_sent_to_customer: Flag = None

    @property
    def canceled(self) -> bool:
        """Whether it was taken back; "Canceled in stock" is the one word for it that is documented."""
        return self.status.strip().lower().startswith("cancel")

    def plain_keys(self) -> tuple[str, ...]:
        """The key, if there is one."""
        plain = self.key.get_secret_value() if self.key else ""
        return (plain,) if plain else ()
