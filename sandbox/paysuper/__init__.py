"""The stand-in for PaySuper's key products."""

from sandbox.paysuper.dialect import ROUTES, Dialect
from sandbox.paysuper.goods import Change, KeyProduct, Platform, Price
from sandbox.paysuper.regions import Regions
from sandbox.paysuper.server import EXAMPLE_PROJECT, PaySuper

__all__ = [
    "EXAMPLE_PROJECT",
    "ROUTES",
    "Change",
    "Dialect",
    "KeyProduct",
    "PaySuper",
    "Platform",
    "Price",
    "Regions",
]
