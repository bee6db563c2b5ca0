"""Revoking all that a person was given, at once, beside a desk that may be running.

Their open questions and what waits for their Confirm go in the same transaction; a desk that runs reads
the roles anew within a second or two (services/access/following.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.access.standing import Standing
from services.audit import Audit
from services.audit.kinds import REVOKED_ALL
from services.clock import Clock
from storage.database import Database
from storage.grants import EVERYWHERE, GrantRow


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken away, and what is left.

    ``name`` is empty for somebody nobody has met. ``waiting`` counts what waited for their word; ``titles``
    are those of groups by id. ``by_default``: groups that give a role to every member, of which they may
    be one. ``links``: orders with an open claim link that they made. ``hooks``: names and
    groups of hooks that they made; ``calendars``: groups whose calendar of duty is behind a link of theirs.
    """

    name: str
    grants: tuple[GrantRow, ...]
    waiting: int
    titles: dict[int, str]
    by_default: tuple[int, ...]
    links: tuple[str, ...]
    hooks: tuple[tuple[str, int], ...]
    calendars: tuple[int, ...]


async def revoke_all(db: Database, clock: Clock, audit: Audit, user_id: int) -> Taken:
    """Take every grant away from a person; a row of the audit in each place that has lost one.

    Where nothing but what waited for their word was taken, that is a row of the desk's own; so it is where
    they may have a group's default role, for what they were asked until then is over too.
    """
    async with db.write() as tx:
        grants = await tx.grants.remove_all(user_id)
        waiting = await tx.pending_confirmations.forget_person(user_id)
        waiting += await tx.dialogs.end_all(user_id)
        waiting += await tx.own_keys.forget_new_of(user_id) > 0
        user, chats = await tx.users.get(user_id), await tx.chats.chosen()
        links = await tx.claims.open_by(user_id, clock())
        hooks = [(each.name, each.chat_id) for each in await tx.hooks.made_by(user_id)]
        calendars = await tx.duty.feeds_made_by(user_id)
        by_default = []
        for chat in chats:
            if chat.default_role is not None and chat.left_at is None:
                seen = await tx.members.get(user_id, chat.id)
                if seen is None or seen.standing != Standing.AWAY:
                    by_default.append(chat.id)
        for home, taken in _by_home(grants, waiting > 0 or bool(by_default)).items():
            await audit.write_of(tx, home, REVOKED_ALL, str(user_id), grants=taken)
    titles = {chat.id: chat.title for chat in chats}
    return Taken(
        user.name if user else "",
        grants,
        waiting,
        titles,
        tuple(by_default),
        tuple(links),
        tuple((name, chat_id) for name, chat_id in hooks if chat_id < 0),
        tuple(calendars),
    )


def _by_home(grants: Sequence[GrantRow], any_way: bool) -> dict[int | None, list[list[str | int]]]:
    """What was taken in each group, and, under None, of what held everywhere: who may see it is there."""
    taken: dict[int | None, list[list[str | int]]] = {}
    for each in grants:
        home = None if each.chat_id == EVERYWHERE else each.chat_id
        taken.setdefault(home, []).append([each.role, each.chat_id])
    return taken or ({None: []} if any_way else {})


def where(grant: GrantRow, titles: dict[int, str]) -> str | None:
    """The title of the group in which a role was given, its id where it has none; None: everywhere."""
    if grant.chat_id == EVERYWHERE:
        return None
    return titles.get(grant.chat_id) or str(grant.chat_id)
