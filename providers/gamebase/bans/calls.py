"""Gamebase's calls about bans (FACTS 4.7, 4.8)."""

from datetime import datetime

from providers.errors import Rejected
from providers.gamebase import validation
from providers.gamebase.bans.models import BansAnswer
from providers.gamebase.client import GamebaseClient
from providers.gamebase.errors import PROVIDER

_SERVICE = "tcgb-member/v1.2"
_MAX_NUMBER = 10**6


async def get_bans(
    client: GamebaseClient, app: str, begin: datetime, end: datetime, page: int, size: int
) -> BansAnswer:
    """Ban Histories: who was banned from ``begin`` to ``end`` (FACTS 4.7). Pages count from 0.

    Raises Rejected for a period that ends before it begins, and for a page that cannot be one.
    """
    query = _query("bans", begin, end, page, size)
    parts = ("members", "bans")
    return await client.request("bans", "GET", _SERVICE, app, parts, BansAnswer, query=query)


async def get_unbans(
    client: GamebaseClient, app: str, begin: datetime, end: datetime, page: int, size: int
) -> BansAnswer:
    """Ban Release Histories: whose ban was taken back from ``begin`` to ``end`` (FACTS 4.8).

    Pages count from 0. Raises Rejected as :func:`get_bans` does.
    """
    query = _query("unbans", begin, end, page, size)
    parts = ("members", "bans", "release")
    return await client.request("unbans", "GET", _SERVICE, app, parts, BansAnswer, query=query)


def _query(endpoint: str, begin: datetime, end: datetime, page: int, size: int) -> dict[str, str]:
    query = {
        "begin": validation.moment(endpoint, "beginning", begin),
        "end": validation.moment(endpoint, "end", end),
        "page": str(validation.whole(endpoint, "page", page, 0, _MAX_NUMBER)),
        "size": str(validation.whole(endpoint, "size of a page", size, 1, validation.MAX_PAGE)),
    }
    if begin > end:
        raise Rejected(PROVIDER, f"{endpoint}: the period ends before it begins")
    return query
