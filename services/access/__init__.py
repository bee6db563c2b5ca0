"""Who may do what, and where (DESIGN 5). Deny by default."""

from services.access.cache import GrantedRole
from services.access.chats_now import DefaultFor
from services.access.current_step import begin_step
from services.access.lapsing import NOTICE as ROLE_LAPSED_NOTICE
from services.access.opened_groups import GROUP_OPENED
from services.access.purposes import PROPOSED_ROLE, Purpose
from services.access.reach import Reach
from services.access.reaches import Reaches
from services.access.service import Access
from services.access.standing import Asks, CannotTellError, Openness, Standing, Why

__all__ = [
    "GROUP_OPENED",
    "PROPOSED_ROLE",
    "ROLE_LAPSED_NOTICE",
    "Access",
    "Asks",
    "CannotTellError",
    "DefaultFor",
    "GrantedRole",
    "Openness",
    "Purpose",
    "Reach",
    "Reaches",
    "Standing",
    "Why",
    "begin_step",
]
