"""The desk that sold a key to Cara, who has a case."""

from tests.services.cases.conftest import desk, vault
from tests.services.orders.conftest import room, shop

__all__ = ["desk", "room", "shop", "vault"]
