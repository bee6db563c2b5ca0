"""Who may do what, and where (DESIGN 5). Deny by default."""

from services.access.book import RoleHeld
from services.access.reach import Reach
from services.access.service import Access

__all__ = ["Access", "Reach", "RoleHeld"]
