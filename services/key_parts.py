"""Parts of keys in what somebody says: where it is known of which, a part is masked as a whole is.

A key that comes in several messages is in none of them as a whole. So every stretch of at least four letters
and digits that stands like that in one of the keys is masked, in any dress, and a message of three that is
nothing but such a stretch. What a mask shows anyway may be said.
"""

from collections.abc import Collection, Iterator

from services.key_shapes import bare
from services.letters import Letters

HIDDEN = "••••"
_SHORTEST = ((5, 4), (100, 5))
"""Up to so many keys, so many letters and digits: of a random key as many stand in ordinary words once in a
thousand messages."""
_OF_MANY = 6


def without_parts(words: str, keys: Collection[str]) -> str:
    """The words with parts of these keys masked."""
    forms = {bare(each) for each in keys} - {""}
    least = next((least for most, least in _SHORTEST if len(forms) <= most), _OF_MANY)
    read = Letters(words)
    at = [place for place, letter in enumerate(read.plain) if letter.isascii() and letter.isalnum()]
    said = "".join(read.plain[place] for place in at).lower()
    if len(said) >= least - 1 and any(said in form and not _shown(said, form) for form in forms):
        return HIDDEN
    pieces, end = [], 0
    for first, last in _stretches(said, forms, least):
        start, stop = read.place(at[first], at[last] + 1)
        pieces += [words[end:start], HIDDEN]
        end = stop
    return "".join(pieces) + words[end:]


def _stretches(said: str, forms: Collection[str], least: int) -> Iterator[tuple[int, int]]:
    """The places of the first and the last letter of each, apart from one another."""
    parts = {form[at : at + least] for form in forms for at in range(len(form) - least + 1)}
    at = 0
    while at + least <= len(said):
        if said[at : at + least] not in parts:
            at += 1
            continue
        end = max(_how_far(said, at, at + least, form) for form in forms)
        if not any(_shown(said[at:end], form) for form in forms):
            yield at, end - 1
        at = end


def _how_far(said: str, at: int, end: int, form: str) -> int:
    while end <= len(said) and said[at:end] in form:
        end += 1
    return end - 1


def _shown(said: str, form: str) -> bool:
    """Whether it is no more than a mask shows (services/vault.py)."""
    return len(said) <= min(4, len(form) // 5) and form.endswith(said)
