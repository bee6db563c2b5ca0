"""Bans and their releases as the desk has them."""

from datetime import datetime

from providers.gamebase.bans.calls import get_bans, get_unbans
from providers.gamebase.bans.models import BanItem, BansAnswer
from providers.gamebase.client import GamebaseClient
from providers.games import Ban, BanPage
from providers.lists import mapped


class Bans:
    """``KnowsBans``."""

    def __init__(self, client: GamebaseClient) -> None:
        self._client = client

    async def bans(
        self, app: str, begin: datetime, end: datetime, *, page: int = 0, size: int = 100
    ) -> BanPage:
        """The bans from ``begin`` to ``end`` (FACTS 4.7)."""
        return _page(await get_bans(self._client, app, begin, end, page, size), page, size)

    async def unbans(
        self, app: str, begin: datetime, end: datetime, *, page: int = 0, size: int = 100
    ) -> BanPage:
        """The bans that were taken back from ``begin`` to ``end`` (FACTS 4.8)."""
        return _page(await get_unbans(self._client, app, begin, end, page, size), page, size)


def _page(answer: BansAnswer, page: int, size: int) -> BanPage:
    info = answer.paging_info
    bans = mapped(_ban, answer.result)
    if info is None:
        return BanPage(bans, page, last=bans.total < size, total=None)
    last = info.last
    if last is None:
        pages = info.total_pages
        last = bans.total < size if pages is None else page + 1 >= pages
    total = info.total_elements
    if total is not None and bans.total:
        # The document's own sample counts none and holds one: what is there is counted.
        total = max(total, page * size + bans.total)
    return BanPage(bans, page, last, total)


def _ban(item: BanItem) -> Ban:
    return Ban(
        user_id=item.user_id,
        seq=item.seq,
        type=item.ban_type,
        reason=item.ban_reason,
        message=item.message,
        template=item.name,
        template_code=item.template_code,
        by=item.reg_user,
        caller=item.ban_caller,
        begins_at=item.begin_date,
        ends_at=item.end_date,
        flags=item.flags,
        released_at=item.release_date,
        release_reason=item.release_reason,
        released_by=item.release_user,
        release_caller=item.release_caller,
    )
