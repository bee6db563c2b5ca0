"""How reports look in a chat: that is for whoever reads them there to choose."""

from enum import StrEnum


class Layout(StrEnum):
    """The words stand in rows."""

    RICH = "rich"
    """With headings, tables, details and pictures."""
    CLASSIC = "classic"
    """One text, under its picture where the words fit below one."""
