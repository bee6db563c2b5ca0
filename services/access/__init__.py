"""Who may do what, and where (DESIGN 5). Deny by default."""

from services.access.book import DefaultFor, RoleHeld
from services.access.opened import GROUP_OPENED
from services.access.reach import Reach
from services.access.service import Access
from services.access.standing import Asks, CannotTellError, Openness, Standing, Why
from services.access.this_step import begin_step

__all__ = [
    "GROUP_OPENED",
    "Access",
    "Asks",
    "CannotTellError",
    "DefaultFor",
    "Openness",
    "Reach",
    "RoleHeld",
    "Standing",
    "Why",
    "begin_step",
]
