"""Gamebase's calls that read leaderboards (FACTS 4.16 to 4.19).

A leaderboard is named by its factor, a whole number. The codes inside an answer count, whatever the
header says; 462851 means that there is no such factor.
"""

from collections.abc import Mapping, Sequence

from providers.gamebase import validation
from providers.gamebase.client import GamebaseClient
from providers.gamebase.leaderboards.models import (
    CountAnswer,
    RangeAnswer,
    UserAnswer,
    UsersAnswer,
)

SERVICE = "tcgb-leaderboard/v1.2"


def factor_parts(endpoint: str, factor: int, *rest: str) -> tuple[str, ...]:
    """The address below a factor. Raises Rejected for what cannot be one."""
    return ("factors", str(validation.whole(endpoint, "factor", factor, 0)), *rest)


def past_query(*, past: bool) -> dict[str, str]:
    """The last period is asked for in words, this one by saying nothing."""
    return {"isPast": "true"} if past else {}


async def count_users(
    client: GamebaseClient, app: str, factor: int, *, past: bool = False
) -> CountAnswer:
    """How many players have a score at the factor (FACTS 4.16). Raises NotFound (462851)."""
    return await client.request(
        "user_count",
        "GET",
        SERVICE,
        app,
        factor_parts("user_count", factor, "user-count"),
        CountAnswer,
        query=past_query(past=past),
        nested="resultInfo",
    )


async def get_rank(
    client: GamebaseClient, app: str, factor: int, user_id: str, *, past: bool = False
) -> UserAnswer:
    """Score and rank of one player (FACTS 4.17).

    Raises NotFound for a player without a score (462850) and for no such factor (462851).
    """
    name = validation.text("rank", "user id", user_id, validation.MAX_USER_ID)
    return await client.request(
        "rank",
        "GET",
        SERVICE,
        app,
        factor_parts("rank", factor, "users"),
        UserAnswer,
        query={"userId": name, **past_query(past=past)},
        nested="userInfo",
    )


async def get_ranks(
    client: GamebaseClient, app: str, wanted: Mapping[int, Sequence[str]], *, past: bool = False
) -> UsersAnswer:
    """Scores and ranks of several players, by factor (FACTS 4.18).

    A player or factor that is not known fails inside the answer, the others are there.
    """
    body = {
        **({"isPast": True} if past else {}),
        "userIDsWithFactor": [
            {
                "factor": validation.whole("ranks", "factor", factor, 0),
                "userIds": validation.listed("ranks", "user id", users, validation.MAX_USER_ID),
            }
            for factor, users in wanted.items()
        ],
    }
    return await client.request(
        "ranks",
        "POST",
        SERVICE,
        app,
        ("get-users",),
        UsersAnswer,
        body=body,
        nested="userInfosWithFactor",
    )


async def get_range(
    client: GamebaseClient, app: str, factor: int, start: int, size: int, *, past: bool = False
) -> RangeAnswer:
    """Scores and ranks from the rank ``start`` on (FACTS 4.19).

    Raises NotFound (462851), Rejected for a range that is none (462854).
    """
    query = {
        "start": str(validation.whole("top", "rank", start, 1)),
        "size": str(validation.whole("top", "number of ranks", size, 1, validation.MAX_PAGE)),
        **past_query(past=past),
    }
    return await client.request(
        "top",
        "GET",
        SERVICE,
        app,
        factor_parts("top", factor, "users"),
        RangeAnswer,
        query=query,
        nested="userInfosByRange",
    )
