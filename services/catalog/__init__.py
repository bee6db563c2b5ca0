"""The catalog: what the desk sells.

``entries`` is what is in it, ``memory`` keeps that for look-ups, ``service`` reads it and puts offers in and
out, ``changes`` writes each change down field by field so that it can be undone.
"""

from services.catalog.entries import Offer, Product, ProductSettings
from services.catalog.service import Catalog

__all__ = ["Catalog", "Offer", "Product", "ProductSettings"]
