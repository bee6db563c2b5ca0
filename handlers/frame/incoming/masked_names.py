"""Names as they come in: a key of ours that a person or a group is called by is masked.

So it stands in no row, no card and no log, and is no defect each time the name is said.
"""

from typing import TypeVar

from aiogram.types import Chat, SharedUser, User

from services.known_keys import KnownKeys
from storage.errors import TroubleError

Named = TypeVar("Named", User, SharedUser, Chat)


async def keyless(known: KnownKeys, named: Named) -> Named:
    """The same person or group, called by no key. A @name is left out: masked it would be another's."""
    first, last = named.first_name or "", named.last_name or ""
    title = named.title or "" if isinstance(named, Chat) else ""
    name = " ".join(filter(None, (first, last)))
    texts = [each for each in (name, title, named.username) if each]
    try:
        found = await known.found_in(texts) if texts else None
    except TroubleError:  # nothing can be written down now, either
        return named
    found = found.meant() if found is not None else None
    if found is None:
        return named
    changed: dict[str, str | None] = {}
    if name and found.masked(name) != name:
        changed |= {"first_name": found.masked(name), "last_name": None}
    if title and found.masked(title) != title:
        changed["title"] = found.masked(title)
    if named.username and found.masked(named.username) != named.username:
        changed["username"] = None
    return named.model_copy(update=changed)
