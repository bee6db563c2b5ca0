"""The stand-ins, the providers and the catalog, for every test here."""

from tests.services.standins import catalog, games, providers, shop

__all__ = ["catalog", "games", "providers", "shop"]
