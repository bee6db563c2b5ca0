"""Floods: who is a stranger to the desk, how often each may do what, and what is told of a flood."""

from services.floods.allowances import Allowances
from services.floods.errors import TooFastError
from services.floods.incidents import KEYS, Floods
from services.floods.strangers import Strangers, Tier

__all__ = ["KEYS", "Allowances", "Floods", "Strangers", "Tier", "TooFastError"]
