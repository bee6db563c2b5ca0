"""PIN Hype's endpoints as typed calls (FACTS 5.1 to 5.15)."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote

from providers.calls import Answer, Call, Kind, UnreadableError
from providers.errors import NotFound, Rejected
from providers.hype.errors import PROVIDER, refusal, refused, said
from providers.hype.fields import MAX_ID
from providers.hype.models import (
    CollectionHead,
    PreRedeemed,
    Product,
    Reversed,
    SaleRow,
    SignedIn,
    Stock,
    Transaction,
)
from providers.hype.session import Session, must_succeed
from providers.hype.settings import HypeSettings, split_route
from providers.hype.tree import read_products
from providers.limiter import Limiter
from providers.tokens import OnSecret
from providers.waiting import Patience

__all__ = ["HypeClient", "Market", "SignedIn"]
