"""Lost notices: the ways in which one comes not to arrive."""

from enum import Enum, StrEnum


class Lost(StrEnum):
    """Why people do not know what a notice told. The words stand in rows."""

    GONE = "gone"
    """Its chat cannot be written to."""
    REFUSED = "refused"
    """Telegram does not take it, however plain it is made; the chat takes other messages."""
    LATE = "late"
    """Telegram has refused it for long, for a reason that may pass."""
    UNSURE = "unsure"
    """Telegram did not say whether it arrived, and it must not be told twice."""
    BARRED = "barred"
    """Whoever it was for may not know of it any more."""
    UNREADABLE = "unreadable"
    """This Keydesk cannot put it into words."""

    @property
    def chat_hears(self) -> bool:
        """Whether the chat itself can be told that something was to be told there."""
        return self in (Lost.REFUSED, Lost.UNSURE, Lost.UNREADABLE)


class Then(Enum):
    """What becomes of a notice that is lost."""

    SLEEP = "sleep"
    """It is told when its chat is back, if that is what it waits for; others are told now."""
    END = "end"
    """It is given up; others are told now."""
    TOLD = "told"
    """Whoever it concerns has been told by other means."""
    WAIT = "wait"
    """The same; and if its chat is what it waits for, it is told when that is back."""
