"""People and chats as the desk has met them."""

from collections.abc import Collection, Sequence

import structlog

from services.access.errors import UnknownPersonError
from services.access.service import Access
from services.audit import Audit
from services.audit.places import MIGRATED
from services.clock import Clock
from services.recent import Recent
from storage import chat_moves
from storage.audit_reading import Written
from storage.database import Database
from storage.transaction import Tx
from storage.users import UserRow

FORGOTTEN = "customer.forgotten"
"""The action of the audit by which all processes hear that somebody was forgotten."""

log = structlog.get_logger(__name__)

SEEN_EVERY = 86_400.0
"""How old the moment a person was last seen may grow before it is written again, in seconds."""
LANGUAGES = 10_000
"""So many choices are known by heart; whoever is not among them is asked about in the row when seen."""
NOT_IN_IT = frozenset({"removed", "kicked", "deleted", "not-found"})
"""Why a group cannot be written to: the bot is not in it, so that nothing of it is served any more."""
NOT_REACHED = frozenset({"blocked", "not-started"})
"""Why a person cannot be written to, as long as they do not come back to the bot."""
LONGEST_ID = 16
"""Digits of an id: Telegram's have at most 52 bits."""


class People:
    """Notes whoever turns up, and knows how they are called and spoken to."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        language: str,
        timezone: str,
        access: Access,
        audit: Audit,
    ) -> None:
        self._db = db
        self._clock = clock
        self._language = language
        self._timezone = timezone
        self._access = access
        self._audit = audit
        self._languages: Recent[str] = Recent(LANGUAGES)
        self._people: Recent[tuple[str, str | None, float]] = Recent()
        self._chats: Recent[tuple[str, str]] = Recent()

    async def load(self) -> None:
        """Read the languages people have chosen into memory, of those who were seen last."""
        async with self._db.read() as tx:
            chosen = await tx.users.languages(LANGUAGES)
        for user_id, language in chosen.items():
            self._languages.put(user_id, language)

    async def seen(
        self,
        user_id: int,
        name: str,
        username: str | None,
        chat_id: int,
        kind: str,
        title: str,
        *,
        heard: bool = True,
    ) -> None:
        """Note a person and the chat they are in. Costs no SQL while nothing about them changes.

        Who writes in the private chat has started the bot and may be written to. ``heard``: it was a
        message, which shows that the bot is in the chat; a button can be pressed where it was thrown out.
        """
        steady = self._clock.steady()
        known = self._people.get(user_id)
        same = (
            known is not None and known[:2] == (name, username) and steady - known[2] < SEEN_EVERY
        )
        there = heard or not self._access.bot_is_out_of(chat_id)
        if same and (not there or self._chats.get(chat_id) == (kind, title)):
            return
        now = self._clock()
        async with self._db.write() as tx:
            await tx.users.note(user_id, name, username, now)
            if there:
                await tx.chats.note(chat_id, kind, title)
                await tx.notices.wake(chat_id, now)
            if chat_id == user_id:
                await tx.users.start(user_id, now)
            user = await tx.users.get(user_id)
        if user is not None and user.language is not None:
            self._languages.put(user_id, user.language)
        self._people.put(user_id, (name, username, steady))
        if there:
            self._access.bot_back(chat_id)
            self._chats.put(chat_id, (kind, title))

    async def started(self, user_id: int) -> None:
        """Note that a person pressed Start; what waits for them is told."""
        async with self._db.write() as tx:
            await tx.users.start(user_id, self._clock())
            await tx.notices.wake(user_id, self._clock())

    async def unreachable(self, chat_id: int, reason: str) -> None:
        """Note that a chat cannot be written to; ``reason`` is a stable word for the log."""
        now = self._clock()
        left = chat_id < 0 and reason in NOT_IN_IT
        async with self._db.write() as tx:
            if chat_id > 0:
                await tx.users.block(chat_id, now)
            await tx.chats.remove(chat_id, now, left=left)
        self._access.bot_silenced(chat_id, now)
        if left:
            self._access.bot_left(chat_id, now)
        # Whoever turns up there again is noted anew, which makes the chat reachable.
        self._chats.forget(chat_id)
        log.info("chat unreachable", chat_id=chat_id, reason=reason)

    def listen_for(self, chat_id: int) -> None:
        """Let the next word from a chat wake what sleeps for it."""
        self._chats.forget(chat_id)

    async def reachable(self, chat_id: int) -> None:
        """Note that a chat can be written to again; what waits for it is told."""
        async with self._db.write() as tx:
            if chat_id > 0:
                await tx.users.unblock(chat_id)
            await tx.chats.restore(chat_id)
            await tx.notices.wake(chat_id, self._clock())
        self._access.bot_back(chat_id)

    async def can_write_to(self, user_id: int) -> bool:
        """Whether a person has started the bot and not blocked it."""
        async with self._db.read() as tx:
            user = await tx.users.get(user_id)
        return user is not None and user.can_be_written_to

    async def name(self, user_id: int) -> str:
        """Give what a person is called; the id for one the bot has never met."""
        async with self._db.read() as tx:
            user = await tx.users.get(user_id)
        return str(user_id) if user is None else user.name

    async def names(self, user_ids: Collection[int]) -> dict[int, str]:
        """Give what these people are called, as forgotten too, but for those whom the bot has never met."""
        async with self._db.read() as tx:
            return await tx.users.called(user_ids)

    @staticmethod
    def is_id(text: str) -> bool:
        """Whether a text may be the id of a person."""
        return text.isascii() and text.isdigit() and len(text) <= LONGEST_ID

    async def with_id(self, user_id: int) -> UserRow:
        """Give the person with this id. Raises UnknownPersonError."""
        async with self._db.read() as tx:
            user = await tx.users.get(user_id)
        if user is None:
            raise UnknownPersonError(text=str(user_id))
        return user

    async def called(self, username: str) -> tuple[UserRow, ...]:
        """Give all last heard of under a @name, the latest first; none of them may have it now."""
        async with self._db.read() as tx:
            return await tx.users.by_username(username)

    async def noted(self, user_id: int, name: str, username: str | None) -> tuple[UserRow, bool]:
        """Note a person who was pointed at, and give the row; True: nobody had met them before."""
        async with self._db.write() as tx:
            known = await tx.users.get(user_id)
            if known is None:
                await tx.users.note(user_id, name, username, self._clock())
            else:
                await tx.users.rename(user_id, name, username)
            row = await tx.users.get(user_id)
        self._people.forget(user_id)
        assert row is not None  # noqa: S101 - it was written in this transaction
        return row, known is None

    async def renamed(self, user_id: int, name: str, username: str | None) -> None:
        """Note what Telegram says a known person is called now."""
        async with self._db.write() as tx:
            await tx.users.rename(user_id, name, username)
        self._people.forget(user_id)

    async def follow(self, rows: Sequence[Written]) -> None:
        """Some customers were forgotten, perhaps by another process: memory has nothing of them either."""
        for row in rows:
            if row.action == FORGOTTEN:
                self.forget(int(row.subject))

    def forget(self, user_id: int) -> None:
        """Keep nothing of a person in memory: whoever comes again is noted anew."""
        self._people.forget(user_id)
        self._chats.forget(user_id)
        self._languages.forget(user_id)

    def language(self, user_id: int, chat_id: int | None = None) -> str:
        """Give the language a person has chosen, or the group they are in, or the desk's.

        A group is asked about by its own id.
        """
        chosen = self._languages.get(user_id) or self._access.language(chat_id or user_id)
        return chosen or self._language

    async def set_language(self, user_id: int, language: str | None) -> None:
        """Choose the language of a person; None follows the desk. Raises UnknownPersonError."""
        async with self._db.write() as tx:
            if not await tx.users.set_language(user_id, language):
                raise UnknownPersonError(text=str(user_id))
        if language is None:
            self._languages.forget(user_id)
        else:
            self._languages.put(user_id, language)

    def timezone(self, chat_id: int) -> str:
        """Give the time zone (IANA name) of a chat: its own, or the desk's."""
        return self._access.timezone(chat_id) or self._timezone

    async def migrate_chat(self, old: int, new: int) -> None:
        """Change the id of a group that became a supergroup in every row. Twice changes nothing.

        Whoever keeps chats in memory is told afterwards (``Access.follow_migration``).
        """

        async def unit(tx: Tx) -> None:
            await tx.notices.wake(old, self._clock())
            if await chat_moves.follow(tx.connection, old, new):
                await self._audit.write(tx, None, MIGRATED, str(old), to=new)

        await self._db.keep(unit, "told", chat=old, moved_to=new)
        self._chats.forget(old)
        self._chats.forget(new)
