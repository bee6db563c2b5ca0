"""States of cases. One is open until it has one of its ends, and has no other after that.

::

    open ─┬─> solved      the customer says that the key works now
          ├─> closed      somebody of the desk closed it, with a reason
          ├─> replaced    the customer was given another key
          └─> reversed    the provider has taken its keys back

Beside that an open case is somebody's or nobody's, and its customer waits for an answer or does not.
"""

from enum import StrEnum


class CaseKind(StrEnum):
    """What is wrong with the key, as its customer chose it. The words stand in rows."""

    USED = "used"
    REGION = "region"
    REDEEM = "redeem"
    OTHER = "other"


class CaseStatus(StrEnum):
    """Where a case stands. The words stand in rows."""

    OPEN = "open"
    SOLVED = "solved"
    CLOSED = "closed"
    REPLACED = "replaced"
    REVERSED = "reversed"
