"""Long texts, such as files, looked through for keys part by part, so that others get their turn."""

import asyncio
from typing import Protocol

from services.known_keys import Found
from storage.keys import OwnerRow

MOST = 1024 * 1024
"""Characters of a file that are looked through: three to ten seconds of work, in steps of some hundredths."""
_PART = 2048
_OVER = 512
"""Characters of the next part that are looked at too, so that no key is cut in two."""


class LooksThrough(Protocol):
    """Who knows the desk's keys."""

    async def found_in(
        self, texts: list[str], *, html: bool = False, every: bool = False
    ) -> Found | None:
        """The keys that stand in these texts; ``every``: however many stretches look like one."""


async def found_in_long(known: LooksThrough, text: str) -> Found | None:
    """The keys of ours that stand in a text; None where there is none. Raises NotReadableError."""
    owners: dict[str, OwnerRow] = {}
    for at in range(0, len(text), _PART):
        found = await known.found_in([text[at : at + _PART + _OVER]], every=True)
        if found is not None:
            owners.update(found.owners)
        await asyncio.sleep(0)
    return Found(owners) if owners else None
