"""Of which chats a schedule tells: its own, and where who wished for it may see such things now."""

from collections.abc import Iterable

from services.access import Access, Reach, Reaches
from services.schedules.due import DueRun
from services.schedules.kinds import KINDS


def chats_of(due: Iterable[DueRun]) -> frozenset[int]:
    """The chats that are told."""
    return frozenset(run.schedule.chat_id for run in due)


async def reaches_of(access: Access, due: Iterable[DueRun]) -> dict[int, Reach]:
    """The reach of each schedule, by its number; each person's is asked for once."""
    theirs = Reaches(access)
    reaches = {}
    for run in due:
        schedule = run.schedule
        reach = await theirs.of(schedule.made_by, KINDS[schedule.kind].tells)
        reaches[schedule.id] = reach.with_chat(schedule.chat_id)
    return reaches
