"""Gamebase's answer about a coupon (FACTS 4.12).

What it says beside "done" may be missing or odd: it is done all the same.
"""

from typing import Annotated

from pydantic import BeforeValidator, Field

from providers.gamebase.fields import Text, Whole, object_or_none, objects
from providers.gamebase.models import Model


class Benefit(Model):
    """What a coupon gives."""

    item_id: Text = Field("", alias="itemId")
    amount: Whole = None


class CouponResult(Model):
    """A coupon that was used up."""

    title: Text = ""
    benefits: Annotated[list[Benefit], BeforeValidator(objects)] = Field([])


class CouponAnswer(Model):
    """FACTS 4.12."""

    result: Annotated[CouponResult | None, BeforeValidator(object_or_none)] = None
