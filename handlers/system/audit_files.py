"""The audit as a table: CSV, or a workbook of Excel. Made beside the loop, so that nobody waits for it."""

import asyncio
import json
from collections.abc import Sequence

from handlers.system.audit_words import plain_deed
from handlers.words.csv_files import csv_file
from handlers.words.texts import Texts
from handlers.words.workbooks import written_workbook
from services.access import Access
from services.audit_reading import AuditEntry

COLUMNS = (
    "row",
    "at",
    "who",
    "who_id",
    "chat",
    "chat_id",
    "what",
    "action",
    "subject",
    "facts",
    "hash",
)
_AT_ONCE = 50
"""Rows that are worded before others get their turn: a few milliseconds."""


async def rows_of(t: Texts, access: Access, entries: Sequence[AuditEntry]) -> list[list[str]]:
    """The cells of these rows; moments are in the reader's zone, with their offset."""
    rows = []
    for at in range(0, len(entries), _AT_ONCE):
        rows += [_row(t, access, entry) for entry in entries[at : at + _AT_ONCE]]
        await asyncio.sleep(0)
    return rows


async def csv_of(rows: Sequence[Sequence[str]]) -> bytes:
    """As CSV."""
    return await asyncio.to_thread(csv_file, COLUMNS, rows)


async def workbook_of(rows: Sequence[Sequence[str]]) -> bytes:
    """As a workbook."""
    return await asyncio.to_thread(written_workbook, COLUMNS, rows)


def _row(t: Texts, access: Access, entry: AuditEntry) -> list[str]:
    home = entry.home_id
    return [
        str(entry.id),
        t.local(entry.at).isoformat(timespec="seconds"),
        entry.who,
        "" if entry.who_id is None else str(entry.who_id),
        "" if home is None else access.title_of(home),
        "" if home is None else str(home),
        plain_deed(t, entry),
        entry.action,
        entry.subject,
        json.dumps(entry.facts, ensure_ascii=False, sort_keys=True),
        entry.hash,
    ]
