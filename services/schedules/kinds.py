"""The kinds of alerts a chat can have."""

from dataclasses import dataclass
from datetime import timedelta

MAINTENANCE = "maintenance"
DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind is scheduled: its usual times, and how late a missed run is still worth making.

    ``tells``: what somebody must be allowed to see to have a chat told of it.
    """

    cron: str
    grace: timedelta
    tells: str


KINDS = {
    MAINTENANCE: Kind("* * * * *", timedelta(minutes=2), "status.view"),
    DIGEST: Kind("0 9 * * *", timedelta(hours=12), "sales.view"),
}
