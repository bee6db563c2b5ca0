"""Limits: what may be spent without asking, and what was.

``scopes`` says what a limit bounds and which of several holds for a person; ``spending`` counts what orders
hold of them, in the transactions in which these are confirmed and settled; ``service`` is how people set
them.
"""

from services.limits.scopes import Over, Scope
from services.limits.service import Left, Limits, LimitWish
from services.limits.spending import Claimed, Spending

__all__ = ["Claimed", "Left", "LimitWish", "Limits", "Over", "Scope", "Spending"]
