"""Who may do what, and where (DESIGN 5). Deny by default."""

from services.access.cache import DefaultFor, GrantedRole
from services.access.current_step import begin_step
from services.access.opened_groups import GROUP_OPENED
from services.access.reach import Reach
from services.access.service import Access
from services.access.standing import Asks, CannotTellError, Openness, Standing, Why

__all__ = [
    "GROUP_OPENED",
    "Access",
    "Asks",
    "CannotTellError",
    "DefaultFor",
    "GrantedRole",
    "Openness",
    "Reach",
    "Standing",
    "Why",
    "begin_step",
]
