"""Ready answers of a chat, with places for who is answered and about what."""

import re
from collections.abc import Mapping, Sequence

from services.actor import Actor
from services.audit import Audit
from services.cases.errors import (
    BadTemplateError,
    TemplateNameTakenError,
    TooManyTemplatesError,
    UnknownTemplateError,
)
from services.clock import Clock
from services.visible import visible, visible_line
from storage.database import Database
from storage.reply_templates import TemplateRow

PLACEHOLDERS = ("name", "order", "product")
MOST_IN_CHAT = 30
MOST_IN_NAME = 40
MOST_IN_TEXT = 2000
_PLACE = re.compile(r"\{([^{}]*)\}")


class ReplyTemplates:
    """Keeps the ready answers of chats."""

    def __init__(self, db: Database, clock: Clock, audit: Audit) -> None:
        self._db = db
        self._clock = clock
        self._audit = audit

    async def of(self, chat_id: int) -> Sequence[TemplateRow]:
        """Those of a chat, by name."""
        async with self._db.read() as tx:
            return await tx.reply_templates.of_chat(chat_id)

    async def get(self, chat_id: int, template_id: int) -> TemplateRow:
        """One of a chat's own. Raises UnknownTemplateError."""
        async with self._db.read() as tx:
            row = await tx.reply_templates.get(chat_id, template_id)
        if row is None:
            raise UnknownTemplateError
        return row

    async def add(self, actor: Actor, name: str, text: str) -> TemplateRow:
        """Keep one in the actor's chat.

        Raises BadTemplateError, TemplateNameTakenError, TooManyTemplatesError.
        """
        name, text = checked_name(name), _checked_text(text)
        async with self._db.write() as tx:
            if await tx.reply_templates.counted(actor.chat_id) >= MOST_IN_CHAT:
                raise TooManyTemplatesError(most=MOST_IN_CHAT)
            made = await tx.reply_templates.add(
                chat_id=actor.chat_id,
                name=name,
                name_key=name.casefold(),
                text=text,
                made_by=actor.user_id,
                made_at=self._clock(),
            )
            if made is None:
                raise TemplateNameTakenError(name=name)
            await self._audit.write(tx, actor, "chat.template-added", name)
            row = await tx.reply_templates.get(actor.chat_id, made)
        assert row is not None  # noqa: S101 - it was written in this transaction
        return row

    async def rewrite(self, actor: Actor, template_id: int, text: str) -> TemplateRow:
        """Let one say something else. Raises BadTemplateError, UnknownTemplateError."""
        text = _checked_text(text)
        async with self._db.write() as tx:
            if not await tx.reply_templates.rewrite(actor.chat_id, template_id, text):
                raise UnknownTemplateError
            row = await tx.reply_templates.get(actor.chat_id, template_id)
            assert row is not None  # noqa: S101 - it was changed in this transaction
            await self._audit.write(tx, actor, "chat.template-changed", row.name)
        return row

    async def remove(self, actor: Actor, template_id: int) -> TemplateRow:
        """Take one out. Raises UnknownTemplateError."""
        async with self._db.write() as tx:
            row = await tx.reply_templates.get(actor.chat_id, template_id)
            if row is None or not await tx.reply_templates.remove(actor.chat_id, template_id):
                raise UnknownTemplateError
            await self._audit.write(tx, actor, "chat.template-removed", row.name)
        return row


def filled(text: str, values: Mapping[str, str]) -> str:
    """A ready answer with its places filled; what is put in is not looked through for places again."""
    return _PLACE.sub(lambda found: values.get(found[1].strip().lower(), found[0]), text)


def checked_name(name: str) -> str:
    """A name as it is kept. Raises BadTemplateError."""
    name = visible_line(name)
    if not 1 <= len(name) <= MOST_IN_NAME:
        raise BadTemplateError(problem="name", most=MOST_IN_NAME, word="")
    return name


def _checked_text(text: str) -> str:
    text = visible(text).strip()
    if not text:
        raise BadTemplateError(problem="empty", most=MOST_IN_TEXT, word="")
    if len(text) > MOST_IN_TEXT:
        raise BadTemplateError(problem="long", most=MOST_IN_TEXT, word="")
    for word in _PLACE.findall(text):
        if word.strip().lower() not in PLACEHOLDERS:
            raise BadTemplateError(problem="placeholder", most=MOST_IN_TEXT, word=word[:40])
    return text
