"""A product and a period said together: "diablo 4 last month" is a month of Diablo 4, no four of Diablo."""

from collections.abc import Sequence

from handlers.catalog.readings import Names
from handlers.words.periods import Wanted
from handlers.words.spoken_periods import MOST_WORDS, spoken_ahead, spoken_past
from handlers.words.texts import Texts
from services.catalog import Product


def named_in_period(
    names: Names, t: Texts, said: str, *, also_ahead: bool = False
) -> tuple[str, Sequence[Product], Wanted] | None:
    """A whole name at one end of what was said, where all the rest is a period; the longest such name.

    ``also_ahead``: the period may be of what is to come.
    """
    words = said.split()
    for behind in range(1, min(MOST_WORDS, len(words) - 1) + 1):
        for name, rest in (
            (words[:-behind], words[-behind:]),
            (words[behind:], words[:behind]),
        ):
            period = " ".join(rest)
            wanted = spoken_past(t, period)
            if wanted is None and also_ahead:
                wanted = spoken_ahead(t, period)
            if wanted is not None and (found := names.whole_name(" ".join(name))):
                return " ".join(name), found, wanted
    return None
