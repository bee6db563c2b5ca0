"""Names on buttons that have room for a part of them: no two of them read alike."""

from collections import Counter
from collections.abc import Sequence

from handlers.words.lengths import ELLIPSIS, cut, units
from handlers.words.markup import one_line


def told_apart(names: Sequence[str], most: int) -> dict[str, str]:
    """Each name, cut to ``most`` characters: at its end, else in its middle, else with its number before."""
    short = dict[str, str]()
    for way in (one_line, _in_the_middle):
        tried = {name: way(name, most) for name in names if name not in short}
        often = Counter(map(str.casefold, (*short.values(), *tried.values())))
        short |= {name: said for name, said in tried.items() if often[said.casefold()] == 1}
    for number, name in enumerate(names, start=1):
        if name not in short:
            before = f"{number}. "
            short[name] = before + cut(name, most - units(before))
    return short


def _in_the_middle(name: str, most: int) -> str:
    if len(name) <= most:
        return name
    end = (most - 1) // 2
    return f"{name[: most - 1 - end].rstrip()}{ELLIPSIS}{name[-end:].lstrip()}"
