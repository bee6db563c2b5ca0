"""Stands in for Telegram where services ask who is in which group."""

from services.access import CannotTellError, Openness, Standing, Why


class Crowd:
    """Everybody is in every group unless it is said otherwise; ``asked`` are the persons asked about."""

    def __init__(self) -> None:
        self.standings: dict[tuple[int, int], Standing] = {}
        self.open_groups: dict[int, Openness] = {}
        self.silent: Why | None = None
        """Why it tells nothing now."""
        self.unseen: dict[int, Why] = {}
        """Groups of whose people it tells nothing."""
        self.unanswered = 0
        """So many questions about persons have no answer, then all is well."""
        self.asked: list[tuple[int, int]] = []
        self.looked_at: list[int] = []

    async def standing(self, user_id: int, chat_id: int) -> Standing:
        """Where a person stands."""
        self.asked.append((user_id, chat_id))
        if self.silent is not None:
            raise CannotTellError(self.silent)
        if chat_id in self.unseen:
            raise CannotTellError(self.unseen[chat_id])
        if self.unanswered:
            self.unanswered -= 1
            raise CannotTellError(Why.NO_ANSWER)
        return self.standings.get((user_id, chat_id), Standing.MEMBER)

    async def openness(self, chat_id: int) -> Openness:
        """How open a group is."""
        self.looked_at.append(chat_id)
        if self.silent is not None:
            raise CannotTellError(self.silent)
        return self.open_groups.get(chat_id, Openness.CLOSED)
