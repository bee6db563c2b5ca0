"""Gamebase's answers about payments (FACTS 4.13 to 4.15).

What an answer to a call that spends says beside "done" may be missing or odd: it is done all the same.
"""

from typing import Annotated

from pydantic import BeforeValidator, Field

from providers.gamebase.fields import Moment, Number, Text, Whole, entries, object_or_none
from providers.gamebase.models import Model
from providers.lists import EACH


class ConsumeResult(Model):
    """What was paid."""

    price: Number = None
    currency: Text = ""
    product_seq: Whole = Field(None, alias="productSeq")


class ConsumeAnswer(Model):
    """FACTS 4.13."""

    result: Annotated[ConsumeResult | None, BeforeValidator(object_or_none)] = None


Seq = Annotated[Text, Field(min_length=1)]
"""The number of a payment, which some send as a number and others as text."""


class ConsumableItem(ConsumeResult):
    """A payment that was not consumed yet, and the token to consume it with."""

    payment_seq: Seq = Field(alias="paymentSeq")
    access_token: Text = Field("", alias="accessToken", repr=False)


class ConsumablesAnswer(Model):
    """FACTS 4.14. A payment that is missing here counts as consumed, so the list must be there."""

    result: Annotated[tuple[ConsumableItem, ...], EACH, BeforeValidator(entries)]


class SubscriptionItem(ConsumeResult):
    """A subscription that runs. Its ``appId`` is the name of the package."""

    user_id: Text = Field("", alias="userId")
    payment_seq: Text = Field("", alias="paymentSeq")
    package_name: Text = Field("", alias="appId")
    product_id: Text = Field("", alias="productId")
    product_type: Text = Field("", alias="productType")
    payment_id: Text = Field("", alias="paymentId")
    original_payment_id: Text = Field("", alias="originalPaymentId")
    purchased_at: Moment = Field(None, alias="purchaseTimeMillis")
    expires_at: Moment = Field(None, alias="expiryTimeMillis")


class SubscriptionsAnswer(Model):
    """FACTS 4.15."""

    result: Annotated[tuple[SubscriptionItem, ...], EACH, BeforeValidator(entries)]
