"""The database is opened at a start; one that does not answer, or is locked, is waited for."""

import asyncio
from itertools import chain, repeat

import structlog

from bot.house import House
from storage.errors import Cause, TroubleError

PAUSES = (1.0, 2.0, 5.0, 10.0)
"""Seconds between tries; then the last one."""
WAITED_FOR = {Cause.GONE, Cause.LOCKED}

log = structlog.get_logger(__name__)


async def opened(house: House) -> None:
    """Open it. Raises TroubleError for what is not waited for, OccupiedError, WrongSecretsError."""
    for pause in chain(PAUSES, repeat(PAUSES[-1])):
        house.db.occupy()
        try:
            await house.open()
        except TroubleError as error:
            if error.cause not in WAITED_FOR:
                raise
            log.warning(
                "waiting for the database",
                cause=str(error.cause),
                said=str(error),
                again_in=pause,
            )
            await house.db.close()
            await asyncio.sleep(pause)
        else:
            return
