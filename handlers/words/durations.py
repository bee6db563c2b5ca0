"""Durations that somebody has set, in whole minutes, as people say them: "1 day", "1 hour 30 minutes".

What passed between two moments is told roughly, by ``Texts.span``; these are told exactly.
"""

from handlers.words.texts import Texts

_UNITS = (("days", 24 * 60), ("hours", 60), ("minutes", 1))


def duration(t: Texts, minutes: int, *, short: bool = False) -> str:
    """So many minutes in the largest units that make them up. ``short``: for a button."""
    said: list[str] = []
    left = max(0, minutes)
    for unit, size in _UNITS:
        count, left = divmod(left, size)
        if count or (unit == "minutes" and not said):
            words = f"duration-{unit}-short" if short else f"duration-{unit}"
            said.append(t.plain(words, count=count))
    return " ".join(said)
