"""How chats want their cases."""

from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.cases import case_settings
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class CaseSettingsRow:
    """``remind_after``: minutes, 0 for never; ``shows_names``: whether customers see who answers."""

    chat_id: int
    remind_after: int
    shows_names: bool


class CaseSettings:
    """Rows of ``case_settings``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, chat_id: int) -> CaseSettingsRow | None:
        """What a chat has chosen; None: nothing."""
        found = select(case_settings).where(case_settings.c.chat_id == chat_id)
        row = (await self._connection.execute(found)).mappings().one_or_none()
        return None if row is None else CaseSettingsRow(**row)

    async def put(self, row: CaseSettingsRow, *chosen: str) -> None:
        """Write what was chosen of it, or all; the rest is as here where the chat had chosen nothing."""
        made = insert_into(self._connection, case_settings).values(**asdict(row))
        new = {name: getattr(row, name) for name in chosen} or asdict(row)
        await self._connection.execute(
            made.on_conflict_do_update(index_elements=["chat_id"], set_=new)
        )
