"""For ``keydesk doctor``: are backups made, as the settings wish?"""

import shutil
from datetime import timedelta

from bot.settings import Settings
from services.clock import is_over, system_clock
from storage.database import Database
from storage.errors import TroubleError

LATE = timedelta(days=2)
"""A nightly backup that is older than this has been missed."""


async def how_backups_stand(settings: Settings) -> tuple[bool, str, str] | None:
    """Whether it is good, what was found, and what to do; None where there is nothing to look at."""
    db = Database(settings.database_url.get_secret_value())
    if not db.is_sqlite and shutil.which("pg_dump") is None:
        said = "pg_dump is not installed, so none can be made"
        return False, said, "install PostgreSQL's client programs, of your server's version"
    try:
        current, newest = await db.revision() if db.exists() else (None, "")
        if current != newest:
            return None
        async with db.peek() as tx:
            last = await tx.backups.last_made()
    except (TroubleError, OSError):
        return None
    at = None if last is None else last.ended_at
    made = "none was made yet" if at is None else f"the last was made {at:%Y-%m-%d %H:%M} UTC"
    if settings.backup_at is None:
        return True, f"{made}; none is made by itself (KEYDESK_BACKUP_AT)", ""
    said = f"{made}; one is made every night at {settings.backup_at:%H:%M}"
    if at is not None and is_over(at, LATE, system_clock()):
        return False, said, "keydesk backup says why it is not made"
    return True, said, ""
