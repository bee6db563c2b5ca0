"""What a group is for, as an owner says in its set-up: it gives nobody anything, and proposes what fits."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from services.access.roles import MANAGER, SUPPORT


class Purpose(StrEnum):
    """The words stand in rows."""

    SUPPORT = "support"
    MANAGERS = "managers"
    CUSTOMERS = "customers"
    OTHER = "other"


PROPOSED_ROLE: Mapping[Purpose, str] = MappingProxyType(
    {Purpose.SUPPORT: SUPPORT, Purpose.MANAGERS: MANAGER}
)
"""The role that every member of such a group might have; of any other none is proposed."""
