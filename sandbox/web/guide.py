"""The steps of "Try this", by which a newcomer finds the way through a working day."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GuideStep:
    """One thing to try: who does it, where, and what is typed there.

    ``person`` and ``chat`` are ids of the world (a private chat has its person's id). A step
    without ``text`` only goes to the chat; ``note`` says then what to press or to look at.
    """

    title: str
    person: int
    chat: int
    text: str = ""
    note: str = ""
