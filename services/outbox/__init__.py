"""The outbox: notices are written with what they tell of, and kept until people know.

A notice is sent, or no longer needed, or somebody else is told in its place; none ends otherwise.
"""

from services.outbox.box import Outbox
from services.outbox.endings import UNCONFIRMED
from services.outbox.instead import NOT_TOLD
from services.outbox.kinds import kind_of
from services.outbox.lost import Lost, Then
from services.outbox.marks import NotTold
from storage.notices import Post

__all__ = [
    "NOT_TOLD",
    "UNCONFIRMED",
    "Lost",
    "NotTold",
    "Outbox",
    "Post",
    "Then",
    "kind_of",
]
