"""The corner shop's answers."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, SecretStr


class _Answer(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)


class OfferAnswer(_Answer):
    """An offer: its price in euros, and how many there are."""

    price: Decimal
    stock: int


class OrderAnswer(_Answer):
    """An order and its key."""

    order: str
    key: SecretStr
