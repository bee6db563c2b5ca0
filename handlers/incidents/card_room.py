"""How the room of an incident's card is spent: long texts are shortened in the open and whole in a fold."""

from collections.abc import Sequence

from handlers.words.cutting import cut, fits
from handlers.words.lengths import ELLIPSIS, units
from handlers.words.markup import Html, folded, join, plain
from handlers.words.texts import Texts

TITLE, TEXT, RELATED, LINE = 240, 400, 120, 160
"""Units in the open: of a title, of what else is said of it, of something related, of a line of the log."""
_WORTH = 40
"""Less than so much of a text says nothing."""


def brief(text: Html, most: int) -> Html:
    """A text that is at most so long; one that was cut ends with an ellipsis."""
    if fits(text, most):
        return text
    begun = cut(text, most).text
    return begun if plain(begun).endswith(ELLIPSIS) else Html(f"{begun} {ELLIPSIS}")


def length(lines: Sequence[str]) -> int:
    """The units that these lines take."""
    return sum(units(plain(Html(line))) + 1 for line in lines)


def texts_folded(t: Texts, texts: Sequence[Html], room: int) -> list[Html]:
    """Whole texts in a fold, as many as there is room for; where some are missing it says so."""
    if not texts:
        return []
    shown = list(texts)
    if length(shown) > room:
        note = t.get("incident-cut")
        left, shown = room - length([note]), []
        for text in texts:
            if length([text]) > left:
                if left > _WORTH:
                    shown.append(brief(text, left - 3))
                break
            shown.append(text)
            left -= length([text])
        shown.append(note)
    return [folded(join(shown))]


def log_folded(t: Texts, lines: Sequence[Html], missing: int, room: int) -> list[Html]:
    """The newest of these lines in a fold, as many as there is room for, and how many more there are."""
    if not lines:
        return []
    shown: list[Html] = []
    left = room - length([t.get("incident-log-more", count=missing + len(lines))])
    for line in reversed(lines):
        left -= length([line])
        if left < 0:
            break
        shown.insert(0, line)
    missing += len(lines) - len(shown)
    if missing:
        shown.insert(0, t.get("incident-log-more", count=missing))
    return [folded(join(shown))]
